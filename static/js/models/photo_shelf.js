/**
 * The photos of a post in their order, with those that are still on their way. Two travel at a time.
 * "change" says that the row is to be drawn anew, "progress" that one tile moved on, "news" what to say aloud.
 */
const AT_ONCE = 2;

export class PhotoShelf extends EventTarget {
  #running = 0;
  #next = 0;
  #coverChosen = false;

  /**
   * @param {{photos: object[], api: object, postId: () => Promise<string>, shrink: (file: File) => Promise<Blob>,
   *          most: number, mostBytes: number}} options
   */
  constructor({ photos, api, postId, shrink, most, mostBytes }) {
    super();
    Object.assign(this, { api, postId, shrink, most, mostBytes });
    this.tiles = photos.map((photo) => this.#fromServer(photo));
    this.#coverChosen = photos.length > 0;
  }

  /** @param {Iterable<File>} files */
  add(files) {
    for (const file of files) {
      if (this.tiles.length >= this.most) {
        this.#say("tooMany", { limit: this.most });
        break;
      }
      this.tiles.push({ key: `new-${this.#next++}`, file, name: file.name, state: "waiting", progress: 0, alt: "", src: preview(file) });
    }
    this.#changed();
    this.#work();
  }

  retry(key) {
    Object.assign(this.find(key), { state: "waiting", progress: 0, reason: "" });
    this.#changed();
    this.#work();
  }

  /** Takes a tile away: one on its way is stopped, one of the server is deleted there. */
  async remove(key) {
    const tile = this.find(key);
    tile.stop?.abort();
    if (tile.uid && !(await this.#try(() => this.api.deletePhoto(tile.uid)))) {
      return;
    }
    this.tiles = this.tiles.filter((each) => each !== tile);
    if (tile.isCover && this.tiles[0]) {
      this.tiles[0].isCover = true;
    }
    this.#changed();
  }

  /** @param {string} key @param {number} index where it shall stand */
  async moveTo(key, index) {
    const before = [...this.tiles];
    const tile = this.find(key);
    const place = Math.max(0, Math.min(this.tiles.length - 1, index));
    this.tiles = this.tiles.filter((each) => each !== tile);
    this.tiles.splice(place, 0, tile);
    this.#changed();
    const position = this.tiles.filter((each) => each.uid).indexOf(tile);
    if (tile.uid && !(await this.#try(() => this.api.changePhoto(tile.uid, { position })))) {
      this.tiles = before; // the server said no: show what is true
      this.#changed();
      return;
    }
    this.#say("moved", { index: place + 1, count: this.tiles.length });
  }

  moveBy(key, step) {
    return this.moveTo(key, this.tiles.indexOf(this.find(key)) + step);
  }

  async makeCover(key) {
    const tile = this.find(key);
    if (await this.#try(() => this.api.changePhoto(tile.uid, { is_cover: true }))) {
      this.#coverChosen = true;
      this.#showCover(tile);
      this.#changed();
    }
  }

  describe(key, alt) {
    const tile = this.find(key);
    tile.alt = alt;
    return tile.uid ? this.#try(() => this.api.changePhoto(tile.uid, { alt })) : undefined;
  }

  /** The worker has news: what the server knows replaces what we showed; previews of our own stay. */
  refresh(photos) {
    for (const photo of photos) {
      const tile = this.tiles.find((each) => each.uid === photo.id);
      if (tile) {
        Object.assign(tile, { ...this.#fromServer(photo), key: tile.key, src: tile.src || this.#fromServer(photo).src, alt: tile.alt });
      }
    }
    this.#changed();
  }

  find(key) {
    return this.tiles.find((tile) => tile.key === key);
  }

  // --- Private

  #work() {
    while (this.#running < AT_ONCE) {
      const tile = this.tiles.find((each) => each.state === "waiting");
      if (!tile) {
        return;
      }
      this.#running += 1;
      this.#send(tile).finally(() => {
        this.#running -= 1;
        this.#work();
      });
    }
  }

  async #send(tile) {
    Object.assign(tile, { state: "uploading", stop: new AbortController() });
    this.#say("started", { name: tile.name });
    this.#changed();
    try {
      const blob = await this.shrink(tile.file);
      if (blob.size > this.mostBytes) {
        throw Object.assign(new Error("size"), { size: Math.ceil(blob.size / 1048576), limit: this.mostBytes / 1048576 });
      }
      const onProgress = (part) => this.#progressed(tile, part);
      const photo = await this.api.uploadPhoto(await this.postId(), blob, tile.name, { onProgress, signal: tile.stop.signal });
      Object.assign(tile, { uid: photo.id, state: photo.state, isCover: photo.is_cover, alt: tile.alt || photo.alt });
      await this.#keepOrder(tile);
      this.#say("done", { name: tile.name });
    } catch (error) {
      if (error.name === "AbortError") {
        return;
      }
      Object.assign(tile, { state: "failed", error });
      this.#say("failed", { name: tile.name, error });
    }
    this.#changed();
  }

  /** Two travel at a time, and the server puts what arrives last at the end: the row stays as it was picked. */
  async #keepOrder(tile) {
    const arrived = this.tiles.filter((each) => each.uid);
    const position = arrived.indexOf(tile);
    if (position === arrived.length - 1) {
      return;
    }
    const isCover = position === 0 && !this.#coverChosen;
    if ((await this.#try(() => this.api.changePhoto(tile.uid, { position, ...(isCover && { is_cover: true }) }))) && isCover) {
      this.#showCover(tile);
    }
  }

  #showCover(tile) {
    for (const each of this.tiles) {
      each.isCover = each === tile;
    }
  }

  #progressed(tile, part) {
    tile.progress = part;
    this.dispatchEvent(new CustomEvent("progress", { detail: tile }));
  }

  async #try(act) {
    try {
      await act();
      return true;
    } catch (error) {
      this.#say("refused", { error });
      return false;
    }
  }

  #fromServer(photo) {
    const small = photo.renditions.find((each) => each.width >= 240) ?? photo.renditions[0];
    return { key: photo.id, uid: photo.id, name: photo.alt, state: photo.state, alt: photo.alt, isCover: photo.is_cover, src: small?.url ?? "" };
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }

  #say(what, facts) {
    this.dispatchEvent(new CustomEvent("news", { detail: { what, ...facts } }));
  }
}

function preview(file) {
  return globalThis.URL?.createObjectURL?.(file) ?? "";
}
