/** What a browser gives to its tabs, for tests: one storage and one lock manager that all tabs share. */

export class Storage {
  #room = Infinity;

  /** How many letters fit in all. */
  set room(letters) {
    this.#room = letters;
  }

  getItem(key) {
    return this[key] ?? null;
  }

  setItem(key, value) {
    const others = Object.keys(this).filter((each) => each !== key);
    if (others.reduce((sum, each) => sum + this[each].length, value.length) > this.#room) {
      throw new Error("QuotaExceededError");
    }
    this[key] = String(value);
  }

  removeItem(key) {
    delete this[key];
  }
}

/** navigator.locks of one browser; `kill` ends a tab as a crash does: whatever it held is free. */
export class Locks {
  #held = new Map();

  request(name, options, run) {
    if (!run) {
      return this.#hold(name, options);
    }
    return this.#held.has(name) ? Promise.resolve(run(null)) : this.#hold(name, run);
  }

  kill(name) {
    this.#held.delete(name);
  }

  async #hold(name, run) {
    this.#held.set(name, true);
    try {
      return await run({ name });
    } finally {
      this.#held.delete(name);
    }
  }
}

/** Time that passes when the test says so. */
export class Time {
  at = 1_700_000_000_000;
  #beats = new Map();
  now = () => this.at;
  clock = {
    setInterval: (run, every) => {
      this.#beats.set(run, every);
      return run;
    },
    clearInterval: (run) => this.#beats.delete(run),
  };

  pass(ms) {
    this.at += ms;
    this.#beats.forEach((every, run) => every <= ms && run());
  }
}
