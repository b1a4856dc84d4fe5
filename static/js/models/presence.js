/** Who else has the same editor open. Pages greet each other; whoever falls silent is gone. "change" when it changes. */

const SILENT_AFTER = 150_000;

export class Presence extends EventTarget {
  #tabs = new Map();

  constructor(tab, now = Date.now) {
    super();
    this.tab = tab;
    this.now = now;
  }

  /** @returns {boolean} whether the greeting wants an answer */
  heard({ tab, person, name, state }) {
    if (tab === this.tab) {
      return false;
    }
    const before = this.#key();
    if (state === "gone") {
      this.#tabs.delete(tab);
    } else {
      this.#tabs.set(tab, { person, name, at: this.now() });
    }
    this.#told(before);
    return state === "new";
  }

  /** Forget those who were not heard for long. */
  prune() {
    const before = this.#key();
    for (const [tab, { at }] of this.#tabs) {
      if (this.now() - at > SILENT_AFTER) {
        this.#tabs.delete(tab);
      }
    }
    this.#told(before);
  }

  /** Each person once: [{person, name}]. */
  get people() {
    return [...new Map([...this.#tabs.values()].map(({ person, name }) => [person, { person, name }])).values()];
  }

  #key() {
    return this.people.map(({ person }) => person).sort().join();
  }

  #told(before) {
    if (before !== this.#key()) {
      this.dispatchEvent(new Event("change"));
    }
  }
}
