import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { toast } from "../core/toast.js";

/** What stands above the form: how far draft and live version are apart, and what the saving needs to say in a line. */
export class BuilderStanding {
  /** @param builder the BuilderController */
  constructor(builder) {
    this.builder = builder;
    this.button = builder.target("publish");
    this.number = builder.data.number;
    this.liveRev = builder.data.live_rev;
  }

  /** @param {{number: number}} version what is live now @param {number} rev the draft that became it */
  published({ number }, rev) {
    this.number = number;
    this.liveRev = rev;
    this.changed();
  }

  saved({ state, isKept, isShut, error }) {
    if (isShut) {
      this.#shut(error);
    }
    this.#notice("unkept", "alert", !isKept);
    const isOffline = { offline: true, saved: false }[state] ?? null;
    const wasOffline = this.#notice("offline", "offline", isOffline);
    if (wasOffline && state === "saved") {
      toast(t("back_online"));
    }
    this.changed();
  }

  /** The draft may be ahead of what is live. */
  changed() {
    const { saver } = this.builder;
    const isAhead = !saver.isClean || saver.rev > (this.liveRev ?? 0);
    const next = this.number + 1;
    const key = this.number ? (isAhead ? "subtitle_changed" : "subtitle_live") : "subtitle_draft";
    this.builder.target("version").textContent = t(key, { live: this.number, next });
    const long = this.button?.querySelector(".builder-bar__publish-long");
    if (long) {
      long.textContent = t("publish_n", { number: next });
      this.button.toggleAttribute("data-nothing-new", !isAhead);
    }
  }

  // --- Private

  /** The form is closed to her: why, and what did not get there, to be copied. */
  #shut({ status, detail }) {
    const { saver } = this.builder;
    if (!this.words) {
      this.#notice("shut", "lock", true, status === 404 ? t("shut_notice") : detail);
      this.words = element("textarea", { class: "input", readOnly: true });
      this.lost = element("label", { class: "field o-container" }, t("shut_words"), this.words);
      this.builder.target("notices").append(this.lost);
    }
    const texts = new Map(saver.unsent.map(({ id, prop, value }) => [id + prop, value?.label ?? value]));
    const words = [...texts.values()].filter((text) => typeof text === "string");
    this.words.value = words.join("\n");
    this.lost.hidden = !words.length;
  }

  /** A line above the form. @param {boolean | null} isWanted null: as it is @returns {boolean} whether it stood there */
  #notice(name, drawing, isWanted, words = t(`${name}_notice`)) {
    const notices = this.builder.target("notices");
    const shown = notices.querySelector(`.notice--${name}`);
    if (isWanted && !shown) {
      notices.append(element("p", { class: `notice notice--mango notice--banner notice--${name}`, role: "status" }, icon(drawing), element("span", { class: "notice__body" }, words)));
    } else if (isWanted === false) {
      shown?.remove();
    }
    return Boolean(shown);
  }
}
