/**
 * A post as it is being written: what changed waits a moment, then is saved; a failure keeps it for the next try.
 * "state" carries saving, saved, offline, refused or failed; "created" carries the post's code.
 */
export class PostDraft extends EventTarget {
  #waiting = {};
  #timer = null;
  #saving = null;
  #key;

  /** @param {{uid: string, api: {createPost: Function, changePost: Function}, key?: string, wait?: number}} options */
  constructor({ uid, api, key = newKey(), wait = 800 }) {
    super();
    this.uid = uid;
    this.api = api;
    this.wait = wait;
    this.#key = key;
  }

  get hasChanges() {
    return Object.keys(this.#waiting).length > 0;
  }

  change(facts) {
    Object.assign(this.#waiting, facts);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), this.wait);
  }

  /** Saves what waits, one request at a time. @returns {Promise<boolean>} whether everything is saved */
  async save() {
    clearTimeout(this.#timer);
    while (this.#saving) {
      await this.#saving;
    }
    if (!this.hasChanges) {
      return true;
    }
    this.#saving = this.#send();
    try {
      return await this.#saving;
    } finally {
      this.#saving = null;
    }
  }

  /** The post's code, made if there is none yet: photos need one. @returns {Promise<string>} "" if it cannot be made now */
  async ensure() {
    if (!this.uid) {
      Object.assign(this.#waiting, { visibility: "public", ...this.#waiting });
      await this.save();
    }
    return this.uid;
  }

  /** Is the post being made just now, so that nobody knows its code yet? */
  get isBeginning() {
    return !this.uid && this.#saving !== null;
  }

  /** The form itself is sent, with all that waits here: what is under way comes to its end, nothing else begins. */
  async handOver() {
    clearTimeout(this.#timer);
    while (this.#saving) {
      await this.#saving;
    }
  }

  // --- Private

  async #send() {
    const facts = this.#waiting;
    this.#waiting = {};
    this.#tell("saving");
    try {
      if (this.uid) {
        await this.api.changePost(this.uid, facts);
      } else {
        this.#created(await this.api.createPost(facts, this.#key));
      }
      this.#tell("saved");
      return true;
    } catch (error) {
      this.#waiting = { ...facts, ...this.#waiting };
      this.#failed(error);
      return false;
    }
  }

  #created(post) {
    this.uid = post.id;
    this.dispatchEvent(new CustomEvent("created", { detail: this.uid }));
  }

  #failed(error) {
    if (error.name === "NetworkError") {
      this.#tell("offline");
    } else if (error.status === 400) {
      this.#tell("refused", Object.values(error.errors ?? {})[0]?.[0] ?? error.detail);
    } else {
      this.#tell("failed", error.detail);
    }
    if (!this.uid && error.status) {
      this.#key = newKey(); // the server answered that nothing was made: the next try is another post
    }
  }

  #tell(state, reason = "") {
    this.dispatchEvent(new CustomEvent("state", { detail: { state, reason } }));
  }
}

function newKey() {
  return globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
}
