import { t } from "../core/i18n.js";
import { toastError } from "../core/toast.js";

/** Parts of the editor that wait for their first use: each makes one object of the BuilderController. */
const PARTS = {
  rules: async (builder) => new (await import("./builder_rules.js")).BuilderRules(builder),
  publishing: async (builder) => new (await import("./builder_publishing.js")).BuilderPublishing(builder),
  presence: async (builder) => (await import("./builder_presence.js")).watchPresence(builder, `form:${builder.data.id}`),
};

export class BuilderParts {
  #made = new Map();

  /** @param builder the BuilderController */
  constructor(builder) {
    this.builder = builder;
    builder.targets("test").forEach((link) =>
      builder.on(link, "click", (event) => {
        event.preventDefault();
        link.closest("details").open = false;
        this.with("publishing", (publishing) => publishing.test());
      }),
    );
    builder.root.querySelectorAll(".builder-bar__publish").forEach((form) =>
      builder.on(form, "submit", (event) => {
        event.preventDefault();
        this.with("publishing", (publishing) => publishing.ask());
      }),
    );
  }

  /** Does something with a part, made on first use. */
  async with(name, run) {
    const part = await this.#part(name).catch(() => toastError(t("part_missing")) && null);
    if (part) {
      run(part);
    }
  }

  /** Once the editor has come to rest all are fetched: later there may be no line. */
  warm() {
    const rest = globalThis.requestIdleCallback ?? setTimeout;
    rest(() => Object.keys(PARTS).forEach((name) => this.#part(name).catch(() => null)));
  }

  #part(name) {
    if (!this.#made.has(name)) {
      const made = PARTS[name](this.builder);
      this.#made.set(name, made);
      made.catch(() => this.#made.delete(name)); // with the next try the line may be back
    }
    return this.#made.get(name);
  }
}
