import { sendFile } from "../api/sending.js";
import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { element } from "../core/dom.js";
import { FileShelf } from "../core/file_shelf.js";
import { t } from "../core/i18n.js";
import { shrunk } from "../core/pictures.js";
import { UploadQueue } from "../models/upload_queue.js";

const MEGABYTE = 1024 * 1024;

/** Photos and files of one question as tiles: sent at once, two at a time, while the form stays usable. */
export class UploadController extends Controller {
  #tiles = new Map();

  constructor(root, page) {
    super(root, page);
    const data = document.getElementById("apply-data");
    if (!data) {
      return; // a preview: nothing is sent
    }
    const { application } = JSON.parse(data.textContent);
    const { uploadQuestion: question, uploadMost, uploadMegabytes } = root.dataset;
    this.question = question;
    this.most = Number(uploadMost);
    this.megabytes = Number(uploadMegabytes);
    this.queue = new UploadQueue({
      send: (file, options) => sendFile(`applications/${application}/uploads/`, { question, file }, options),
      shrink: shrunk,
      shelf: new FileShelf(`${application}/${question}`),
    });
    this.target("plain").remove();
    this.target("tiles").querySelectorAll("[data-file]").forEach((tile) => this.dress(tile));
    this.picker = this.target("picker");
    this.on(this.picker, "change", this.picked);
    this.on(this.queue, "change", this.moved);
    this.on(globalThis, "online", () => this.queue.resume());
    this.on(root, "dragover", (event) => event.preventDefault());
    this.on(root, "drop", this.dropped);
    this.fit();
    this.bringBack();
  }

  /** Chosen before the tab died, or while there was no connection, and never arrived. */
  async bringBack() {
    for (const { key, file } of await this.queue.shelf.all()) {
      if (this.count < this.most) {
        this.queue.add(file, Promise.resolve(key));
      }
    }
    this.fit();
  }

  picked() {
    this.take([...this.picker.files]);
    this.picker.value = "";
  }

  dropped(event) {
    event.preventDefault();
    this.take([...event.dataTransfer.files]);
  }

  take(files) {
    const room = this.most - this.count;
    this.note(files.length > room ? t("upload_too_many", { most: this.most }) : "");
    files.slice(0, room).forEach((file) => this.add(file));
    this.fit();
  }

  add(file) {
    const size = Math.ceil(file.size / MEGABYTE);
    if (!isPicture(file) && file.size > this.megabytes * MEGABYTE) {
      this.note(t("upload_too_big", { size, most: this.megabytes }));
      return;
    }
    announce(t("upload_start", { name: file.name }));
    this.queue.add(file);
  }

  moved({ detail: { upload } }) {
    const { state, progress, message, name, uid } = upload;
    const tile = this.tile(upload);
    const isStuck = state === "offline" || state === "failed";
    const isDone = state === "done";
    const [line, bar] = tile.querySelectorAll(".upload__state, progress");
    tile.classList.toggle("upload--busy", !isStuck && !isDone);
    tile.classList.toggle("upload--failed", isStuck);
    bar.value = progress;
    bar.hidden = isStuck || isDone;
    line.textContent = isDone ? "" : state === "sending" ? `${Math.round(progress * 100)}%` : t(`upload_${state}`);
    if (isStuck) {
      const words = message || line.textContent;
      line.append(element("button", { type: "button", class: "button button--small", onclick: () => this.queue.retry(upload) }, t("upload_retry")));
      this.note(words);
      announce(`${name}: ${words}`);
    }
    if (isDone) {
      tile.append(element("input", { type: "hidden", name: this.question, value: uid }));
      announce(t("upload_done", { name }));
    }
    this.mark();
    if (isStuck || isDone) {
      this.tell();
    }
  }

  // --- Private

  tile(upload) {
    if (!this.#tiles.has(upload)) {
      const { file, name } = upload;
      const tile = this.target("blank").content.firstElementChild.cloneNode(true);
      const [picture, note, bar, drop] = tile.querySelectorAll("img, .upload__note, progress, button");
      if (isPicture(file)) {
        picture.src = URL.createObjectURL(file);
        note.remove();
      } else {
        note.append(name);
        picture.remove();
      }
      picture.alt = name;
      bar.setAttribute("aria-label", t("upload_progress", { name }));
      this.removable(tile, drop, name, () => {
        this.queue.cancel(upload);
        URL.revokeObjectURL(picture.src);
      });
      this.target("add").before(tile);
      this.#tiles.set(upload, tile);
    }
    return this.#tiles.get(upload);
  }

  /** A tile that the server drew: its checkbox becomes a button. */
  dress(tile) {
    const drop = this.target("blank").content.querySelector("button").cloneNode(true);
    tile.querySelector(".upload__drop").replaceWith(drop);
    this.removable(tile, drop, tile.querySelector("img")?.alt || tile.innerText.trim(), () => {});
  }

  removable(tile, drop, name, before) {
    drop.setAttribute("aria-label", t("upload_remove", { name }));
    drop.onclick = () => {
      before();
      tile.remove();
      this.note("");
      this.mark();
      this.fit();
      this.tell();
      this.picker.focus();
    };
  }

  get count() {
    return this.target("tiles").querySelectorAll(".upload:not(.upload--add)").length;
  }

  fit() {
    this.target("add").hidden = this.count >= this.most;
  }

  /** What the form asks before it goes on. */
  mark() {
    this.root.toggleAttribute("data-upload-busy", this.queue.isBusy);
    this.root.toggleAttribute("data-upload-stuck", this.queue.isStuck);
  }

  note(text) {
    const line = this.target("note");
    line.dataset.words ??= line.textContent;
    line.textContent = text || line.dataset.words;
    line.classList.toggle("field__error", Boolean(text));
  }

  tell() {
    this.root.dispatchEvent(new Event("upload", { bubbles: true }));
  }
}

const isPicture = (file) => file.type.startsWith("image/");
