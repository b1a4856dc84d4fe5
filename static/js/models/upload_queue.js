/** Files on their way: two at a time, each with its progress, to be cancelled or tried again. */

const AT_ONCE = 2;

/**
 * Events: "change" with `upload` {key, name, file, state, progress, uid, message}; `state` is one of waiting, sending, done,
 * offline (goes on with resume()), failed.
 */
export class UploadQueue extends EventTarget {
  #running = 0;

  /**
   * @param {{send: (file: File, options: {onProgress: (share: number) => void, signal: AbortSignal}) => Promise<{id: string}>,
   *          shrink?: (file: File) => Promise<Blob>, shelf?: {put: Function, remove: Function, all: Function}}} tools
   */
  constructor({ send, shrink = async (file) => file, shelf = null }) {
    super();
    this.send = send;
    this.shrink = shrink;
    this.shelf = shelf;
    this.uploads = [];
  }

  get isBusy() {
    return this.uploads.some(({ state }) => state === "waiting" || state === "sending");
  }

  /** What she chose that is not with the server and does not go there by itself now. */
  get stuck() {
    return this.uploads.filter(({ state }) => state === "offline" || state === "failed");
  }

  /** @param {File} file @param {string | Promise<string>} [key] where it lies on this device already */
  add(file, key = this.shelf?.put(file)) {
    const upload = { key, name: file.name, file, state: "waiting", progress: 0, uid: "", message: "" };
    this.uploads.push(upload);
    this.#turn(upload);
    this.#work();
    return upload;
  }

  retry(upload) {
    this.#turn(upload, { state: "waiting", progress: 0, message: "" });
    this.#work();
  }

  /** The connection is back. */
  resume() {
    this.uploads.filter(({ state }) => state === "offline").forEach((upload) => this.retry(upload));
  }

  cancel(upload) {
    upload.controller?.abort();
    this.uploads = this.uploads.filter((other) => other !== upload);
    this.#forget(upload);
  }

  async #work() {
    const upload = this.uploads.find(({ state }) => state === "waiting");
    if (!upload || this.#running >= AT_ONCE) {
      return;
    }
    this.#running += 1;
    this.#turn(upload, { state: "sending", controller: new AbortController() });
    this.#work();
    await this.#sendOne(upload);
    this.#running -= 1;
    this.#work();
  }

  async #sendOne(upload) {
    const onProgress = (progress) => this.#turn(upload, { progress });
    try {
      const file = await this.shrink(upload.file);
      const answer = await this.send(file, { onProgress, signal: upload.controller.signal });
      Object.assign(upload, { state: "done", progress: 1, uid: answer.id });
    } catch (error) {
      Object.assign(upload, { state: error.name === "NetworkError" ? "offline" : "failed", message: error.detail ?? "" });
      upload.isWelcome = error.name === "NetworkError" || error.status === 401 || error.status === 429 || error.status >= 500;
    }
    if (!this.uploads.includes(upload)) {
      return;
    }
    this.#turn(upload);
    if (upload.state === "done" || !upload.isWelcome) {
      this.#forget(upload); // arrived, or never wanted: it need not come back after a reload
    }
  }

  async #forget(upload) {
    this.shelf?.remove(await upload.key);
  }

  #turn(upload, facts) {
    Object.assign(upload, facts);
    this.dispatchEvent(new CustomEvent("change", { detail: { upload } }));
  }
}
