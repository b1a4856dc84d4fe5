import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { toast, toastError } from "../core/toast.js";
import { problemsView, reportView } from "../views/builder_bar.js";

/** Publishing: everything saved first, then what the robot found, then all problems at once. */
export class BuilderPublishing {
  /** @param builder the BuilderController that it publishes for */
  constructor(builder) {
    this.builder = builder;
    this.button = builder.target("publish");
    this.dialog = builder.target("publish-dialog");
    this.number = builder.data.number;
    this.liveRev = builder.data.live_rev;
    this.tested = builder.target("report-dialog");
    builder.on(builder.target("test"), "click", (event) => this.test(event));
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
    } else {
      await this.#confirmed();
    }
  }

  /** The robot's report, over the editor; the link leads to the page of it where there are no scripts. */
  async test(event) {
    event.preventDefault();
    event.target.closest("details").open = false;
    const { saver, api } = this.builder;
    await saver.flush();
    try {
      this.builder.target("report").replaceChildren(...reportView(await api.test()));
    } catch (error) {
      toastError(error.name === "NetworkError" ? t("report_offline") : error.detail);
      return;
    }
    this.tested.showModal();
    this.tested.querySelector(".dialog__title").focus();
  }

  async publish(askEverybody) {
    const { api, saver, draft } = this.builder;
    this.button.setAttribute("aria-disabled", "true");
    try {
      const version = await api.publish(saver.rev, askEverybody);
      this.number = version.number;
      this.liveRev = saver.rev;
      draft.questions.forEach((item) => draft.published.add(item.id));
      this.#remember();
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

  saved({ state, isKept }) {
    this.#notice("unkept", "alert", !isKept);
    const isOffline = { offline: true, saved: false }[state] ?? null;
    const wasOffline = this.#notice("offline", "offline", isOffline);
    if (wasOffline && state === "saved") {
      toast(t("back_online"));
    }
    this.#version();
  }

  // --- Private

  /** A line above the form. @param {boolean | null} isWanted null: as it is @returns {boolean} whether it stood there */
  #notice(name, drawing, isWanted) {
    const notices = this.builder.target("notices");
    const shown = notices.querySelector(`.notice--${name}`);
    if (isWanted && !shown) {
      notices.append(element("p", { class: `notice notice--mango notice--banner notice--${name}`, role: "status" }, icon(drawing), element("span", { class: "notice__body" }, t(`${name}_notice`))));
    } else if (isWanted === false) {
      shown?.remove();
    }
    return Boolean(shown);
  }

  /** A first version with nothing to tell goes out at once. */
  async #confirmed() {
    const report = await this.builder.api.test().catch(() => null);
    const isFirst = this.number === 0;
    if (isFirst && !report?.findings.length) {
      await this.publish(false);
      return;
    }
    this.builder.target("publish-begun").hidden = isFirst;
    this.builder.target("publish-report").replaceChildren(...(report ? reportView(report) : []));
    this.dialog.returnValue = "";
    this.dialog.showModal();
    this.dialog.querySelector(".dialog__title").focus();
  }

  /** From now on a renamed option may be one that people have chosen. */
  #remember() {
    const { data, draft } = this.builder;
    for (const item of draft.questions) {
      for (const part of [item, ...(item.fields ?? [])]) {
        part.choices?.forEach((choice) => (data.live_labels[choice.id] = choice.label));
      }
    }
  }

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
