import { DeviceStore } from "./store.js";

const BEAT = 20_000; // ms
const SILENT = 30 * 60_000; // a frozen tab cannot say that it lives; nobody keeps one frozen this long and then goes on

/**
 * One tab's claim on what it keeps on this device. While the tab lives, in front or behind, frozen or offline, nobody
 * takes it; the claim of a tab that was closed, crashed or killed is free. The browser knows which (Web Locks); where it
 * offers none (no https), a living tab says so now and then, and whoever was silent for long is gone.
 */
export function leaseFor(name, { locks = globalThis.navigator?.locks, ...rest } = {}) {
  return locks ? new LockLease(name, locks) : new BeatLease(name, rest);
}

class LockLease {
  #letGo = () => {};

  constructor(name, locks) {
    this.name = name;
    this.locks = locks;
  }

  /** Resolves once the claim stands; the browser ends it with the tab. */
  hold() {
    return new Promise((held) => {
      const kept = () => new Promise((letGo) => { this.#letGo = letGo; held(); });
      this.locks.request(this.name, kept).catch(held); // a browser that keeps nothing has nothing to claim
    });
  }

  release() {
    this.#letGo();
  }

  /** Runs while it holds the claim of another tab that is gone; nothing happens while that one lives. */
  async ifGone(name, run) {
    await this.locks.request(name, { ifAvailable: true }, (lock) => lock && run()).catch(() => null);
  }
}

class BeatLease {
  constructor(name, { storage, clock = globalThis, now = Date.now }) {
    Object.assign(this, { name, storage, clock, now });
  }

  async hold() {
    this.#beat();
    this.timer = this.clock.setInterval(() => this.#beat(), BEAT);
  }

  release() {
    this.clock.clearInterval(this.timer);
    this.#heart(this.name).clear();
  }

  async ifGone(name, run) {
    const heart = this.#heart(name);
    if (this.now() - heart.read(0) > SILENT) {
      heart.clear();
      run();
    }
  }

  #beat() {
    this.#heart(this.name).write(this.now());
  }

  #heart(name) {
    return new DeviceStore(`pb_alive_${name}`, this.storage);
  }
}
