/** A small value on this device. Storage may be closed or full: then it is only forgotten, nothing breaks. */

export class DeviceStore {
  #key;
  #storage;

  /** @param {string} key @param {Storage | undefined} [storage] */
  constructor(key, storage = openStorage()) {
    this.#key = key;
    this.#storage = storage;
  }

  read(fallback) {
    try {
      return JSON.parse(this.#storage.getItem(this.#key)) ?? fallback;
    } catch {
      return fallback;
    }
  }

  /** @returns {boolean} whether it was kept */
  write(value) {
    try {
      this.#storage.setItem(this.#key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  clear() {
    try {
      this.#storage.removeItem(this.#key);
    } catch {
      return;
    }
  }
}

/** What follows `prefix` in the keys that this device has. */
export function keysAfter(prefix, storage = openStorage()) {
  try {
    return Object.keys(storage).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  } catch {
    return [];
  }
}

function openStorage() {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
