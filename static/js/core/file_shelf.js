/** Files that wait on this device until the server has them. Where nothing can be kept, nothing breaks. */

const NAME = "pb_files";

export class FileShelf {
  #prefix;
  #opened = null;

  /** @param {string} prefix whose files these are */
  constructor(prefix) {
    this.#prefix = `${prefix}/`;
  }

  /** @returns {Promise<{key: string, file: File}[]>} what was left here, in the order in which it came */
  async all() {
    const found = await this.#ask("readonly", (files) => files.getAll(this.#range()));
    return found ?? [];
  }

  /** @returns {Promise<string>} the key under which it lies */
  async put(file) {
    const key = `${this.#prefix}${Date.now()}-${crypto.randomUUID()}`;
    await this.#ask("readwrite", (files) => files.put({ key, file }));
    return key;
  }

  async remove(key) {
    await this.#ask("readwrite", (files) => files.delete(key));
  }

  #range() {
    return globalThis.IDBKeyRange.bound(this.#prefix, `${this.#prefix}\uffff`);
  }

  async #ask(mode, act) {
    try {
      this.#opened ??= opened(globalThis.indexedDB);
      const files = (await this.#opened).transaction(NAME, mode).objectStore(NAME);
      return await answered(act(files));
    } catch {
      return undefined;
    }
  }
}

function opened(database) {
  const request = database.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: "key" });
  return answered(request);
}

function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
