/** The visitor as the server knows her; `ready` settles once it has been asked. */
export class Session extends EventTarget {
  #settle;

  constructor() {
    super();
    this.user = null;
    this.unread = 0;
    this.ready = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get isMember() {
    return this.user !== null;
  }

  /** @param {{user: {name: string, initial: string, roles: string[]} | null, unread: number}} answer */
  update({ user, unread = 0 }) {
    this.user = user;
    this.unread = unread;
    this.#settle(this);
    this.dispatchEvent(new Event("change"));
  }

  /** The server could not be asked: whoever waits goes on as for a guest. */
  leaveUnknown() {
    this.#settle(this);
  }

  setUnread(unread) {
    this.unread = unread;
    this.dispatchEvent(new Event("change"));
  }

  /** 1 to 9, then 9+. */
  get unreadBadge() {
    return this.unread > 9 ? "9+" : String(this.unread);
  }
}
