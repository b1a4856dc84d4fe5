import { leaseFor } from "../core/lease.js";
import { DeviceStore, keysAfter } from "../core/store.js";

/**
 * The steps that one tab has not brought to the server, on this device: each tab's under a key of its own, so that two
 * tabs never write over each other. What a tab that is gone left behind is taken over; a living tab's never.
 */
export class UnsentSteps {
  #prefix;
  #tab;
  #storage;
  #lease;
  #now;

  /** @param {string} prefix one form of one person @param {string} tab @param {{storage?: Storage, locks?: LockManager, now?: () => number}} [device] */
  constructor(prefix, tab, device = {}) {
    this.#prefix = `${prefix}:`;
    this.#tab = tab;
    this.#storage = device.storage;
    this.#now = device.now ?? Date.now;
    this.#lease = leaseFor(this.#prefix + tab, device);
  }

  /** Claims this tab's place. @returns {Promise<boolean>} whether this device keeps anything at all */
  async open() {
    await this.#lease.hold();
    const probe = this.#shelf("probe");
    const isKept = probe.write({ steps: [] });
    probe.clear();
    return isKept;
  }

  /** The tab is closing: what it leaves is for whoever comes next. */
  close() {
    this.#lease.release();
  }

  /** @param {{ops: object[], rev: number}[]} steps @returns {boolean} whether they were kept */
  write(steps) {
    const shelf = this.#shelf(this.#tab);
    if (steps.length) {
      return shelf.write({ at: this.#now(), steps });
    }
    shelf.clear();
    return true;
  }

  /** What tabs that are gone left behind, oldest first. `take` puts it among this tab's own before it is taken away there. */
  async adopt(take) {
    const others = keysAfter(this.#prefix, this.#storage).filter((tab) => tab !== this.#tab);
    const at = (tab) => this.#shelf(tab).read({}).at ?? 0;
    for (const tab of others.sort((one, other) => at(one) - at(other))) {
      await this.#lease.ifGone(this.#prefix + tab, () => {
        take(this.#shelf(tab).read({}).steps ?? []);
        this.#shelf(tab).clear();
      });
    }
  }

  #shelf(tab) {
    return new DeviceStore(this.#prefix + tab, this.#storage);
  }
}
