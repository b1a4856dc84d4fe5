/** One application while it is filled in: what was answered, what of it the server has, what is kept on this device. */

import { Walk } from "./form_rules.js";

const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/**
 * Events: "change" after an answer, "elsewhere" when another device answered too, "state" when saving goes on, with `state` one of
 * idle, dirty, saving, saved, offline, blocked, failed, signed_out, ended.
 */
export class ApplicationForm extends EventTarget {
  #unsent = {};
  #flying = null;
  #seq = 0;

  /**
   * @param {{definition: object, answers: object, read?: object}} data what the server drew the page from
   * @param {{save: (body: object) => Promise<object>, store: {read: Function, write: Function, clear: Function}, client: string,
   *          kinds: Object<string, Function>}} tools
   */
  constructor({ definition, answers, read }, tools) {
    super();
    Object.assign(this, tools, { definition });
    this.answers = { ...answers };
    this.read = { ...read }; // of other steps, as the server has read them
    this.state = "idle";
    this.isKept = true; // a copy on this device, should the connection fail
    this.#evaluate();
  }

  /** Answers that were kept on this device and never arrived: they count again. @returns {boolean} whether there were any */
  recover() {
    const kept = this.store.read(null);
    const known = new Set(this.definition.pages.flatMap((page) => page.items.map((item) => item.id)));
    const entries = Object.entries(kept ?? {}).filter(([id, value]) => known.has(id) && !same(value, this.answers[id]));
    entries.forEach(([id, value]) => this.#put(id, value));
    if (entries.length) {
      this.#changed();
    } else {
      this.store.clear();
    }
    return entries.length > 0;
  }

  /** @param {string} id @param {*} value null takes the answer back */
  set(id, value) {
    if (same(this.answers[id], value)) {
      return;
    }
    this.#put(id, value);
    this.#changed();
  }

  get hasUnsent() {
    return this.unsent.length > 0 || this.#flying !== null;
  }

  /** The ids of questions whose answer the server does not have yet. */
  get unsent() {
    return Object.keys(this.#unsent);
  }

  isVisible(id) {
    return this.evaluated.visible.includes(id);
  }

  /** Sends what is not sent yet; what changes meanwhile goes next. @returns {Promise<boolean>} whether all has arrived */
  async flush() {
    while (this.#flying) {
      await this.#flying;
    }
    if (!this.unsent.length) {
      return true;
    }
    this.#flying = this.#send().finally(() => {
      this.#flying = null;
    });
    return (await this.#flying) && this.flush();
  }

  async #send() {
    const changes = this.#unsent;
    this.#unsent = {};
    this.#turn("saving");
    try {
      const answer = await this.save({ client: this.client, seq: (this.#seq += 1), changes });
      this.#compare(answer?.answers);
    } catch (error) {
      this.#unsent = { ...changes, ...this.#unsent };
      this.#turn(stateOf(error, this.#keep()), error);
      return false;
    }
    if (this.unsent.length) {
      this.#keep();
    } else {
      this.store.clear();
    }
    this.#turn("saved");
    return true;
  }

  // Another tab or device answered too: what arrived last counts, and this page does not show it.
  #compare(answers) {
    const isForeign = ([id, value]) => !(id in this.#unsent) && !same(value, this.answers[id]);
    if (answers && Object.entries(answers).some(isForeign)) {
      this.dispatchEvent(new Event("elsewhere"));
    }
  }

  #put(id, value) {
    delete this.read[id];
    if (value === null || value === undefined) {
      delete this.answers[id];
    } else {
      this.answers[id] = value;
    }
    this.#unsent[id] = value ?? null;
  }

  #changed() {
    const isKept = this.#keep();
    this.#evaluate();
    this.dispatchEvent(new Event("change"));
    this.#turn(["offline", "blocked"].includes(this.state) ? (isKept ? "offline" : "blocked") : "dirty");
  }

  #keep() {
    this.isKept = this.store.write(this.#unsent);
    return this.isKept;
  }

  #evaluate() {
    this.evaluated = new Walk(this.definition, { ...this.answers, ...this.read }, this.kinds);
  }

  #turn(state, error = null) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: { state, error } }));
  }
}

function stateOf(error, isKept) {
  if (error.name === "NetworkError") {
    return isKept ? "offline" : "blocked";
  }
  return { 401: "signed_out", 409: "ended" }[error.status] ?? "failed";
}
