/** How long assistive technology is left in peace between two new notifications. */
const QUIET = 10000;

/** The newest notifications, as the bell's panel shows them. `state`: idle, loading, ready or failed. */
export class Notices extends EventTarget {
  #announcedAt = -QUIET;

  constructor() {
    super();
    this.items = [];
    this.state = "idle";
  }

  get hasUnread() {
    return this.items.some((item) => !item.is_read);
  }

  loading() {
    this.#become(this.items.length ? "ready" : "loading");
  }

  replace(items) {
    this.items = items;
    this.#become("ready");
  }

  failed() {
    this.#become("failed");
  }

  /** @param {number[]} [ids] all, when left out */
  markRead(ids) {
    this.items = this.items.map((item) => (!ids || ids.includes(item.id) ? { ...item, is_read: true } : item));
    this.#become(this.state);
  }

  /** @param {number} now milliseconds @returns {number} how long to wait before the next polite word, 0 for at once */
  quietFor(now) {
    return Math.max(0, this.#announcedAt + QUIET - now);
  }

  announced(now) {
    this.#announcedAt = now;
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}
