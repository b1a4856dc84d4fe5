/**
 * Brings edits to the server one step after the other, and says honestly how far it got. What the server does not
 * have yet stays on the device; sending a step twice does no harm, since every edit names its ids.
 *
 * "state" carries {state}: saved, waiting, saving, offline, failed. "merged" carries {definition, since, skipped}:
 * somebody else edited too, and this is the document now. "refused" carries {message}: a step the server cannot take.
 */

const QUIET = 800;
const RETRY = [2000, 5000, 15000, 30000];

export class FormSaver extends EventTarget {
  #steps = [];
  #timer = null;
  #running = null;
  #tries = 0;

  /**
   * @param {{send: Function, read: Function}} api send(rev, ops), read() → {definition, rev}
   * @param {{read: Function, write: Function, clear: Function}} store
   * @param {{rev: number, tab: string, clock?: {set: Function, clear: Function, now: Function}}} options
   */
  constructor(api, store, { rev, tab, clock = CLOCK }) {
    super();
    this.api = api;
    this.store = store;
    this.rev = rev;
    this.tab = tab;
    this.clock = clock;
    this.state = "saved";
    this.savedAt = null;
  }

  /** What was left unsent by this form's earlier tabs on this device, oldest first; it is queued again. */
  adoptLeftovers() {
    const kept = Object.values(this.store.read({})).flat();
    if (kept.length) {
      this.store.write({ [this.tab]: kept });
      this.#steps.unshift(...kept);
      this.#later();
    }
    return kept.flatMap((step) => step.ops);
  }

  get unsent() {
    return this.#steps.flatMap((step) => step.ops);
  }

  get isClean() {
    return this.#steps.length === 0;
  }

  /**
   * @param {object[]} ops
   * @param {string} [mergeKey] the same text still being typed: the waiting step is replaced
   * @returns {boolean} whether it went into the step before
   */
  add(ops, mergeKey = "") {
    const last = this.#steps.at(-1);
    const isMerged = Boolean(mergeKey) && last?.mergeKey === mergeKey && !last.isSending;
    if (isMerged) {
      last.ops = ops;
    } else {
      this.#steps.push({ ops, mergeKey });
    }
    this.#keep();
    this.#later();
    return isMerged;
  }

  /** The next edit of the same text begins a step of its own. */
  seal() {
    const last = this.#steps.at(-1);
    if (last) {
      last.mergeKey = "";
    }
  }

  /** Send what waits, now. Resolves when the server has everything, or was not reached. */
  flush(options = {}) {
    this.clock.clear(this.#timer);
    this.#timer = null;
    this.#running ??= this.#run(options).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Ask what others did meanwhile; changes nothing. */
  async catchUp() {
    if (this.isClean && !this.#running) {
      this.#running = this.#peek().finally(() => {
        this.#running = null;
      });
      await this.#running;
    }
  }

  // --- Private

  async #run(options) {
    while (this.#steps.length) {
      this.#say("saving");
      const step = this.#steps[0];
      step.isSending = true;
      try {
        await this.#deliver(step, options);
      } catch (error) {
        step.isSending = false;
        if (!(await this.#failed(error, step))) {
          return;
        }
      }
    }
    this.savedAt = this.clock.now();
    this.#say("saved");
  }

  async #deliver(step, options) {
    const answer = await this.api.send(this.rev, step.ops, options);
    this.rev = answer.rev;
    this.#tries = 0;
    this.#drop(step);
    const skipped = answer.skipped.filter((each) => each.reason !== "exists");
    if (answer.ops_since.length || skipped.length) {
      await this.#merge(answer.ops_since, skipped, step);
    }
  }

  async #peek() {
    try {
      const answer = await this.api.send(this.rev, []);
      this.rev = answer.rev;
      if (answer.ops_since.length) {
        await this.#merge(answer.ops_since, [], null);
      }
    } catch {
      return; // nothing was to be saved; the next save says what is wrong
    }
  }

  async #merge(since, skipped, step) {
    const { definition, rev } = await this.api.read();
    this.rev = rev;
    this.#emit("merged", { definition, since, skipped, step });
  }

  /** @returns {boolean} whether to go on with the next step */
  async #failed(error, step) {
    if (error.name === "NetworkError") {
      this.#say("offline");
      this.#retryLater();
      return false;
    }
    if ([400, 413, 422].includes(error.status)) {
      this.#drop(step); // it would be refused for ever and hold up all that follows
      this.#emit("refused", { message: error.detail });
      await this.#merge([], [], null);
      return true;
    }
    this.#say("failed", error);
    if (!(error.status < 500)) {
      this.#retryLater();
    }
    return false;
  }

  #retryLater() {
    const delay = RETRY[Math.min(this.#tries, RETRY.length - 1)];
    this.#tries += 1;
    this.#timer = this.clock.set(() => this.flush(), delay);
  }

  #later() {
    if (this.state === "saved") {
      this.#say("waiting");
    }
    this.clock.clear(this.#timer);
    this.#timer = this.clock.set(() => this.flush(), QUIET);
  }

  #drop(step) {
    this.#steps = this.#steps.filter((each) => each !== step);
    this.#keep();
  }

  #keep() {
    const kept = { ...this.store.read({}), [this.tab]: this.#steps.map(({ ops }) => ({ ops })) };
    if (!this.#steps.length) {
      delete kept[this.tab];
    }
    this.isKept = this.store.write(kept);
  }

  #say(state, error = null) {
    this.state = state;
    this.#emit("state", { state, error });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const CLOCK = {
  set: (run, delay) => setTimeout(run, delay),
  clear: (timer) => clearTimeout(timer),
  now: () => new Date(),
};
