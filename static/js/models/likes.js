/** Which pets this visitor likes; knows no page. "change" carries {postId, isLiked}; postId null means all of them. */
export class Likes extends EventTarget {
  #ids = new Set();
  #store;
  #isMember = false;

  /** @param {{read: Function, write: Function, clear: Function}} store where a guest's likes wait for an account */
  constructor(store) {
    super();
    this.#store = store;
    this.#ids = new Set(store.read([]));
  }

  has(postId) {
    return this.#ids.has(postId);
  }

  get size() {
    return this.#ids.size;
  }

  get isMember() {
    return this.#isMember;
  }

  /** @returns {boolean} whether it is liked now */
  toggle(postId) {
    const isLiked = !this.has(postId);
    this.set(postId, isLiked);
    return isLiked;
  }

  set(postId, isLiked) {
    if (isLiked) {
      this.#ids.add(postId);
    } else {
      this.#ids.delete(postId);
    }
    if (!this.#isMember) {
      this.#store.write([...this.#ids]);
    }
    this.#changed(postId, isLiked);
  }

  /**
   * The server knows this visitor: from now on the account's likes count, and the device's join them.
   * @param {string[]} ids the account's likes
   * @returns {string[]} likes of the device that the account does not have yet
   */
  adopt(ids) {
    const waiting = this.#store.read([]).filter((id) => !ids.includes(id));
    this.#isMember = true;
    this.#ids = new Set([...ids, ...waiting]);
    this.#changed(null, null);
    return waiting;
  }

  /** What could not be saved at sign-in waits on the device for the next page. */
  keepWaiting(ids) {
    if (ids.length) {
      this.#store.write(ids);
    } else {
      this.#store.clear();
    }
  }

  #changed(postId, isLiked) {
    this.dispatchEvent(new CustomEvent("change", { detail: { postId, isLiked } }));
  }
}
