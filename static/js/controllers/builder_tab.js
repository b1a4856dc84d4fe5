import { newId } from "../models/form_kinds.js";
import { UnsentSteps } from "../models/unsent_steps.js";
import { typed } from "./builder_typing.js";

/** The life of this tab: what others left behind when it opens, what must not be lost when it goes behind or closes. */
export class BuilderTab {
  /** @param builder the BuilderController */
  constructor(builder) {
    this.builder = builder;
    this.id = newId("t");
    this.unsent = new UnsentSteps(`pb_form_${builder.data.id}_${builder.data.me}`, this.id);
    builder.on(window, "online", () => builder.saver.flush());
    builder.on(window, "focus", () => this.#cameBack());
    builder.on(window, "pagehide", () => this.#leaving());
    builder.on(window, "pageshow", (event) => event.persisted && location.reload()); // its place may be another's by now
    builder.on(window, "beforeunload", (event) => !builder.saver.isClean && (builder.saver.isShut || !builder.saver.isKept) && event.preventDefault());
    builder.on(document, "visibilitychange", () => this.#hidden());
  }

  /** Takes its place, sends what was left behind, and learns what was done in earlier visits. */
  async begin() {
    const { api, data, history, saver } = this.builder;
    await saver.open();
    this.builder.showState();
    const isLate = await this.#adopt();
    if (isLate) {
      await saver.flush();
    }
    if (isLate || data.rev > 1) {
      history.restore(await api.history().catch(() => []), data.rev);
    }
  }

  // --- Private

  /** @returns {Promise<boolean>} whether tabs that are gone left anything behind */
  async #adopt() {
    const { draft, saver } = this.builder;
    const leftovers = await saver.adoptLeftovers();
    if (leftovers.length) {
      draft.reset(draft.document, leftovers);
      this.builder.render();
    }
    return leftovers.length > 0;
  }

  async #cameBack() {
    await this.#adopt();
    this.builder.saver.catchUp();
  }

  #hidden() {
    if (document.hidden) {
      this.#commit();
      this.builder.saver.flush();
    }
  }

  #leaving() {
    this.#commit();
    this.builder.saver.leave();
    this.unsent.close();
  }

  /** A text that an input method still composes is better kept unfinished than lost. */
  #commit() {
    this.builder.root.querySelectorAll("[data-composing]").forEach((area) => typed(this.builder, area));
  }
}
