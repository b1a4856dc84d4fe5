import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { toastError } from "../core/toast.js";

const LOOK_AGAIN = 1500; // ms; longer each time

/** Pictures on options: sent at once, shown when the server has made them ready. */
export class BuilderPictures {
  #known;
  #tries = 0;

  constructor(builder, pictures) {
    this.builder = builder;
    this.#known = new Map(pictures.map((picture) => [picture.uid, picture]));
    builder.on(builder.root, "change", (event) => event.target.dataset.picture && this.#chosen(event.target));
    builder.on(builder.root, "click", (event) => this.#removed(event.target.closest("[data-unpicture]")));
    if (pictures.some(({ state }) => state === "pending")) {
      this.#later();
    }
  }

  /** What a drawn block depends on. */
  stamp(item) {
    return (item.choices ?? []).map(({ image }) => image && this.#known.get(image)?.state);
  }

  thumbnail(uid) {
    const picture = uid && this.#known.get(uid);
    return picture?.url ? element("img", { class: "block__thumb", src: picture.url, alt: "", width: 40, height: 40 }) : null;
  }

  /** Choose, change or take away the picture of one option. */
  control(choice, name) {
    const picture = choice.image && this.#known.get(choice.image);
    const words = picture?.state === "rejected" ? t("picture_rejected") : picture?.state === "pending" ? t("picture_pending") : "";
    const input = element("input", { class: "u-visually-hidden", type: "file", accept: "image/*", "aria-label": t("picture_of", { name }), "data-picture": choice.id, "data-focus": `${choice.id}:picture` });
    const remove = element("button", { class: "icon-button block__small", type: "button", "aria-label": t("picture_remove", { name }), "data-unpicture": choice.id }, icon("trash"));
    return element(
      "span",
      { class: "options-more__part" },
      this.thumbnail(choice.image),
      element("label", { class: "button button--soft button--small" }, input, icon("image"), t(choice.image ? "picture_change" : "picture_add")),
      choice.image && remove,
      words && element("span", { class: "u-small" }, words),
    );
  }

  // --- Private

  async #chosen(input) {
    const [file] = input.files;
    if (!file) {
      return;
    }
    try {
      const picture = await this.builder.api.addPicture(file);
      this.#known.set(picture.uid, picture);
      this.builder.edit([{ op: "set", id: input.dataset.picture, prop: "image", value: picture.uid }]);
      this.#tries = 0;
      this.#later();
    } catch (error) {
      toastError(error.name === "NetworkError" ? t("picture_offline") : error.detail);
    }
  }

  #removed(button) {
    if (button) {
      const id = button.dataset.unpicture;
      this.builder.edit([{ op: "set", id, prop: "image", value: null }]);
      this.builder.canvas.control(`${id}:picture`)?.focus();
    }
  }

  #later() {
    this.#tries += 1;
    setTimeout(() => this.#look(), LOOK_AGAIN * this.#tries);
  }

  async #look() {
    const pictures = await this.builder.api.pictures().catch(() => null);
    pictures?.forEach((picture) => this.#known.set(picture.uid, picture));
    this.builder.render();
    const isWaiting = [...this.#known.values()].some(({ state }) => state === "pending");
    if (isWaiting && this.#tries < 20) {
      this.#later();
    } else {
      this.builder.refreshPreview();
    }
  }
}
