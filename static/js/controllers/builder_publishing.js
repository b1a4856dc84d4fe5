import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { toast, toastError } from "../core/toast.js";
import { problemsView } from "../views/builder_bar.js";

/** Publishing: everything saved first, then asked about answers already begun, then all problems at once. */
export class BuilderPublishing {
  /** @param builder the BuilderController that it publishes for */
  constructor(builder) {
    this.builder = builder;
    this.button = builder.target("publish");
    this.dialog = builder.target("publish-dialog");
    this.number = builder.data.number;
    this.liveRev = builder.data.live_rev;
    if (this.button) {
      builder.on(this.button.closest("form"), "submit", (event) => this.asked(event));
      builder.on(this.dialog, "close", () => this.dialog.returnValue === "publish" && this.publish(this.#askEverybody()));
    }
  }

  async asked(event) {
    event.preventDefault();
    const { saver } = this.builder;
    await saver.flush();
    if (!saver.isClean) {
      toastError(t(saver.state === "offline" ? "publish_offline" : "publish_unsaved"));
    } else if (this.number > 0) {
      this.dialog.returnValue = "";
      this.dialog.showModal();
      this.dialog.querySelector(".dialog__title").focus();
    } else {
      await this.publish(false);
    }
  }

  async publish(askEverybody) {
    const { api, saver, draft } = this.builder;
    this.button.setAttribute("aria-disabled", "true");
    try {
      const version = await api.publish(saver.rev, askEverybody);
      this.number = version.number;
      this.liveRev = saver.rev;
      draft.questions.forEach((item) => draft.published.add(item.id));
      this.#problems([]);
      this.builder.render();
      this.#version();
      toast(t("published", { number: version.number }));
    } catch (error) {
      this.#refused(error);
    } finally {
      this.button.removeAttribute("aria-disabled");
    }
  }

  /** The draft is ahead of what is live. */
  changed() {
    this.#version();
  }

  saved(state) {
    const isOffline = state === "offline";
    const notices = this.builder.target("notices");
    const shown = notices.querySelector(".notice--offline");
    if (isOffline && !shown) {
      notices.append(element("p", { class: "notice notice--mango notice--banner notice--offline" }, icon("offline"), element("span", { class: "notice__body" }, t("offline_notice"))));
    } else if (!isOffline && state === "saved" && shown) {
      shown.remove();
      toast(t("back_online"));
    }
    this.#version();
  }

  // --- Private

  #refused(error) {
    if (error.name === "NetworkError") {
      toastError(t("publish_offline"));
      return;
    }
    if (!error.extra?.problems) {
      toastError(error.detail);
      this.builder.saver.catchUp();
      return;
    }
    this.#problems(error.extra.problems);
    this.builder.target("problems").querySelector(".error-summary__title").focus();
  }

  #problems(problems) {
    this.builder.target("problems").replaceChildren(...(problems.length ? [problemsView(problems, this.builder.draft)] : []));
  }

  #version() {
    const { saver, target } = { saver: this.builder.saver, target: this.builder.target("version") };
    const isAhead = !saver.isClean || saver.rev > (this.liveRev ?? 0);
    const next = this.number + 1;
    const key = this.number ? (isAhead ? "subtitle_changed" : "subtitle_live") : "subtitle_draft";
    target.textContent = t(key, { live: this.number, next });
    const long = this.button?.querySelector(".builder-bar__publish-long");
    if (long) {
      long.textContent = t("publish_n", { number: next });
      this.button.toggleAttribute("data-nothing-new", !isAhead);
    }
  }

  #askEverybody() {
    return this.dialog.querySelector('[name="ask"]:checked').value === "everybody";
  }
}
