import { sendFile } from "../api/sending.js";
import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { element } from "../core/dom.js";
import { FileShelf } from "../core/file_shelf.js";
import { t } from "../core/i18n.js";
import { shrunk } from "../core/pictures.js";
import { UploadQueue } from "../models/upload_queue.js";

/** Photos and files of one question as tiles: sent at once, two at a time, while the form stays usable. */
export class UploadController extends Controller {
  #tiles = new Map();
  #surplus = "";

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
    this.queue = new UploadQueue({
      send: (file, options) => sendFile(`applications/${application}/uploads/`, { question, file }, options),
      shrink: (file) => fitting(file, Number(uploadMegabytes)),
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
        this.queue.add(file, key);
      }
    }
    this.fit();
  }

  picked() {
    this.take(this.picker.files);
    this.picker.value = "";
  }

  dropped(event) {
    event.preventDefault();
    this.take(event.dataTransfer.files);
  }

  take(files) {
    const room = this.most - this.count;
    for (const file of [...files].slice(0, room)) {
      announce(t("upload_start", { name: file.name }));
      this.queue.add(file);
    }
    this.#surplus = files.length > room ? t("upload_too_many", { most: this.most }) : "";
    this.explain();
    this.fit();
  }

  moved({ detail: { upload } }) {
    const { state, progress, name, uid } = upload;
    const tile = this.tile(upload);
    const isDone = state === "done";
    const isStuck = this.queue.stuck.includes(upload);
    const isOver = isDone || isStuck;
    const [line, bar] = tile.querySelectorAll(".upload__state, progress");
    tile.classList.toggle("upload--busy", !isOver);
    tile.classList.toggle("upload--failed", isStuck);
    bar.value = progress;
    bar.hidden = isOver;
    line.textContent = isDone ? "" : state === "sending" ? `${Math.round(progress * 100)}%` : t(`upload_${state}`);
    if (isStuck && upload.isWelcome) {
      line.append(element("button", { type: "button", class: "button button--small", onclick: () => this.queue.retry(upload) }, t("upload_retry")));
    }
    if (isDone) {
      tile.append(element("input", { type: "hidden", name: this.question, value: uid }));
    }
    this.mark();
    if (isOver) {
      announce(isDone ? t("upload_done", { name }) : wrongWith(upload));
      this.explain();
      this.tell();
    }
  }

  // --- Private

  tile(upload) {
    if (!this.#tiles.has(upload)) {
      const { file, name } = upload;
      const tile = this.target("blank").content.firstElementChild.cloneNode(true);
      const [picture, note, bar, drop] = tile.querySelectorAll("img, .upload__note, progress, button");
      picture.src = URL.createObjectURL(file);
      picture.alt = name;
      picture.onerror = () => picture.replaceWith(note); // no picture, or none that this browser can read
      note.append(name);
      note.remove();
      bar.ariaLabel = t("upload_progress", { name });
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
    this.removable(tile, drop, tile.querySelector("img")?.alt || tile.innerText.trim());
  }

  removable(tile, drop, name, before = () => {}) {
    drop.ariaLabel = t("upload_remove", { name });
    drop.onclick = () => {
      before();
      tile.remove();
      this.#surplus = "";
      this.explain();
      this.mark();
      this.fit();
      this.tell();
      this.picker.focus();
    };
  }

  get count() {
    return this.target("tiles").children.length - 1; // one adds more
  }

  fit() {
    this.target("add").hidden = this.count >= this.most;
  }

  /** What the form asks before it goes on. */
  mark() {
    this.root.toggleAttribute("data-upload-busy", this.queue.isBusy);
    this.root.toggleAttribute("data-upload-stuck", this.queue.stuck.length > 0);
  }

  /** Under the tiles: what is wrong with which of them, or else what is asked for. */
  explain() {
    const line = this.target("note");
    const words = [this.#surplus, ...this.queue.stuck.map(wrongWith)].filter(Boolean).join("\n");
    line.dataset.words ??= line.textContent;
    line.textContent = words || line.dataset.words;
    line.classList.toggle("field__error", Boolean(words));
  }

  tell() {
    this.root.dispatchEvent(new Event("upload", { bubbles: true }));
  }
}

const wrongWith = ({ name, message, state }) => [name, message || t(`upload_${state}`)].join(": ");

/** What is too big even when it is made smaller never starts its way: on a train 24 MB take minutes to be refused. */
async function fitting(file, most) {
  const small = await shrunk(file);
  const size = Math.ceil(small.size / 1048576);
  if (size > most) throw { detail: t("upload_too_big", { size, most }) };
  return small;
}
