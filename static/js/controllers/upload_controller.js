import { uploadFile } from "../api/applications.js";
import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { element, icon } from "../core/dom.js";
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
    const question = root.dataset.uploadQuestion;
    this.question = question;
    this.most = Number(root.dataset.uploadMost);
    this.megabytes = Number(root.dataset.uploadMegabytes);
    this.queue = new UploadQueue({
      send: (file, onProgress, signal) => uploadFile(application, question, file, onProgress, signal),
      shrink: shrunk,
      shelf: new FileShelf(`${application}/${question}`),
    });
    this.target("plain").remove();
    this.targets("tiles")[0].querySelectorAll("[data-file]").forEach((tile) => this.dress(tile));
    this.on(this.target("picker"), "change", this.picked);
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
      if (this.count < this.most && !this.queue.uploads.some((upload) => upload.file === file)) {
        this.queue.add(file, Promise.resolve(key));
      }
    }
    this.fit();
  }

  picked() {
    const picker = this.target("picker");
    this.take([...picker.files]);
    picker.value = "";
  }

  dropped(event) {
    event.preventDefault();
    this.take([...event.dataTransfer.files]);
  }

  take(files) {
    const room = this.most - this.count;
    files.slice(0, room).forEach((file) => this.add(file));
    this.note(files.length > room ? t("upload_too_many", { most: this.most }) : "");
    this.fit();
  }

  add(file) {
    const isPicture = file.type.startsWith("image/");
    const size = Math.ceil(file.size / MEGABYTE);
    if (!isPicture && file.size > this.megabytes * MEGABYTE) {
      this.note(t("upload_too_big", { size, most: this.megabytes }));
      return;
    }
    announce(t("upload_start", { name: file.name }));
    this.queue.add(file);
  }

  moved({ detail: { upload } }) {
    const tile = this.tile(upload);
    const isStuck = upload.state === "offline" || upload.state === "failed";
    const isOver = isStuck || upload.state === "done";
    tile.className = `upload${isOver ? "" : " upload--busy"}${isStuck ? " upload--failed" : ""}`;
    const percent = Math.round(upload.progress * 100);
    tile.querySelector("progress").value = upload.progress;
    tile.querySelector("progress").hidden = isOver;
    const state = tile.querySelector(".upload__state");
    const words = { waiting: t("upload_waiting"), sending: `${percent}%`, done: "", offline: t("upload_offline"), failed: t("upload_failed") };
    state.replaceChildren(words[upload.state]);
    if (isStuck) {
      state.append(element("button", { type: "button", class: "button button--small", onclick: () => this.queue.retry(upload) }, t("upload_retry")));
      this.note(upload.message || words[upload.state]);
      announce(`${upload.name}: ${upload.message || words[upload.state]}`);
    }
    if (upload.state === "done") {
      tile.append(element("input", { type: "hidden", name: this.question, value: upload.uid }));
      announce(t("upload_done", { name: upload.name }));
    }
    this.mark();
    if (isOver) {
      this.tell(upload.state === "done" ? { [upload.uid]: factsOf(upload.facts) } : {});
    }
  }

  // --- Private

  tile(upload) {
    if (!this.#tiles.has(upload)) {
      const address = upload.file.type.startsWith("image/") ? URL.createObjectURL(upload.file) : "";
      const tile = element(
        "li",
        { class: "upload" },
        address ? element("img", { class: "upload__preview", src: address, alt: upload.name }) : element("p", { class: "upload__note" }, icon("file"), upload.name),
        element("span", { class: "upload__state" }),
        element("progress", { class: "upload__progress", max: 1, value: 0, "aria-label": t("upload_progress", { name: upload.name }) }),
      );
      this.removable(tile, upload.name, () => {
        this.queue.cancel(upload);
        URL.revokeObjectURL(address);
      });
      this.target("add").before(tile);
      this.#tiles.set(upload, tile);
    }
    return this.#tiles.get(upload);
  }

  /** A tile that the server drew: its checkbox becomes a button. */
  dress(tile) {
    tile.querySelector(".upload__drop").remove();
    this.removable(tile, tile.querySelector("img")?.alt || tile.innerText.trim(), () => {});
  }

  removable(tile, name, before) {
    const remove = () => {
      before();
      tile.remove();
      this.note("");
      this.mark();
      this.fit();
      this.tell({});
      this.target("picker").focus();
    };
    tile.append(element("button", { type: "button", class: "upload__remove", "aria-label": t("upload_remove", { name }), onclick: remove }, icon("x")));
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

  tell(files) {
    this.root.dispatchEvent(new CustomEvent("upload", { bubbles: true, detail: { files } }));
  }
}

const factsOf = ({ state, mime, bytes, width, height }) => ({
  state, bytes, width, height, kind: mime === "application/pdf" ? "pdf" : "image",
}); // prettier-ignore
