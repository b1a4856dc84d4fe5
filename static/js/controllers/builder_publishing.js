import { t } from "../core/i18n.js";
import { toast, toastError } from "../core/toast.js";
import { problemsView, reportView } from "../views/builder_report.js";

/** Publishing: everything saved first, then what the robot found, then all problems at once. */
export class BuilderPublishing {
  /** @param builder the BuilderController that it publishes for */
  constructor(builder) {
    this.builder = builder;
    this.button = builder.target("publish");
    this.dialog = builder.target("publish-dialog");
    if (this.dialog) {
      builder.on(this.dialog, "close", () => this.dialog.returnValue === "publish" && this.publish(this.#askEverybody()));
    }
  }

  /** Somebody wishes to publish. */
  async ask() {
    const { saver } = this.builder;
    await saver.flush();
    if (!saver.isClean) {
      toastError(t(saver.state === "offline" ? "publish_offline" : "publish_unsaved"));
    } else {
      await this.#confirmed();
    }
  }

  /** The robot's report, over the editor; the link leads to the page of it where there are no scripts. */
  async test() {
    const { saver, api, draft } = this.builder;
    await saver.flush();
    try {
      const report = await api.test();
      const missing = report.missing.length ? [problemsView(report.missing, draft)] : [];
      this.builder.target("report").replaceChildren(...missing, ...reportView(report));
    } catch (error) {
      toastError(error.name === "NetworkError" ? t("report_offline") : error.detail);
      return;
    }
    open(this.builder.target("report-dialog"));
  }

  async publish(askEverybody) {
    const { api, saver, draft, standing } = this.builder;
    const { rev } = saver;
    this.button.setAttribute("aria-disabled", "true");
    try {
      const version = await api.publish(rev, askEverybody);
      draft.questions.forEach((item) => draft.published.add(item.id));
      this.#remember();
      this.#problems([]);
      this.builder.render();
      standing.published(version, rev);
      toast(t("published", { number: version.number }));
    } catch (error) {
      this.#refused(error);
    } finally {
      this.button.removeAttribute("aria-disabled");
    }
  }

  // --- Private

  /** Nothing is asked that would be refused; a first version with nothing to tell goes out at once. */
  async #confirmed() {
    const report = await this.builder.api.test().catch(() => null);
    if (report?.missing.length) {
      this.#missing(report.missing);
      return;
    }
    const isFirst = this.builder.standing.number === 0;
    if (isFirst && !report?.findings.length) {
      await this.publish(false);
      return;
    }
    this.builder.target("publish-begun").hidden = isFirst;
    this.builder.target("publish-report").replaceChildren(...(report ? reportView(report) : []));
    this.dialog.returnValue = "";
    open(this.dialog);
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
    this.#missing(error.extra.problems);
  }

  #missing(problems) {
    this.#problems(problems);
    this.builder.target("problems").querySelector(".error-summary__title").focus();
  }

  #problems(problems) {
    this.builder.target("problems").replaceChildren(...(problems.length ? [problemsView(problems, this.builder.draft)] : []));
  }

  #askEverybody() {
    return this.dialog.querySelector('[name="ask"]:checked').value === "everybody";
  }
}

function open(dialog) {
  dialog.showModal();
  dialog.querySelector(".dialog__title").focus();
}
