/** Files on their way: two at a time, each with its progress, to be cancelled or tried again. */

const AT_ONCE = 2;

/** Events: "change" with `upload` {id, name, file, state: waiting|sending|done|failed, progress, uid, message}. */
export class UploadQueue extends EventTarget {
  #running = 0;
  #next = 1;

  /** @param {{send: (file: File, onProgress: (share: number) => void, signal: AbortSignal) => Promise<{id: string}>, shrink?: (file: File) => Promise<Blob>}} tools */
  constructor({ send, shrink = async (file) => file }) {
    super();
    this.send = send;
    this.shrink = shrink;
    this.uploads = [];
  }

  get isBusy() {
    return this.uploads.some(({ state }) => state === "waiting" || state === "sending");
  }

  add(file) {
    const upload = { id: this.#next++, name: file.name, file, state: "waiting", progress: 0, uid: "", message: "" };
    this.uploads.push(upload);
    this.#tell(upload);
    this.#work();
    return upload;
  }

  retry(upload) {
    Object.assign(upload, { state: "waiting", progress: 0, message: "" });
    this.#tell(upload);
    this.#work();
  }

  cancel(upload) {
    upload.controller?.abort();
    this.uploads = this.uploads.filter((other) => other !== upload);
  }

  async #work() {
    const upload = this.uploads.find(({ state }) => state === "waiting");
    if (!upload || this.#running >= AT_ONCE) {
      return;
    }
    this.#running += 1;
    upload.state = "sending";
    upload.controller = new AbortController();
    this.#tell(upload);
    this.#work();
    await this.#sendOne(upload);
    this.#running -= 1;
    this.#work();
  }

  async #sendOne(upload) {
    try {
      const file = await this.shrink(upload.file);
      const answer = await this.send(file, (share) => this.#progress(upload, share), upload.controller.signal);
      Object.assign(upload, { state: "done", progress: 1, uid: answer.id, facts: answer });
    } catch (error) {
      Object.assign(upload, { state: "failed", message: error.detail ?? "", isOffline: error.name === "NetworkError" });
    }
    if (this.uploads.includes(upload)) {
      this.#tell(upload);
    }
  }

  #progress(upload, share) {
    upload.progress = share;
    this.#tell(upload);
  }

  #tell(upload) {
    this.dispatchEvent(new CustomEvent("change", { detail: { upload } }));
  }
}
