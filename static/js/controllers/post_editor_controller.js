import { changePhoto, deletePhoto, fetchPhotos, uploadPhoto } from "../api/photos.js";
import { changePost, createPost } from "../api/posts.js";
import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { isComposing, replaceChildren } from "../core/dom.js";
import { language, t } from "../core/i18n.js";
import { shrunk } from "../core/pictures.js";
import { toastError } from "../core/toast.js";
import { PhotoShelf } from "../models/photo_shelf.js";
import { PostDraft } from "../models/post_draft.js";
import { factOf } from "../models/post_facts.js";
import { photoTile, showProgress } from "../views/photo_tiles.js";

/**
 * The post editor: a draft is saved while one types, photos travel one by one with their progress. A post that is
 * shown already is only saved by its button: nobody shall read half a sentence.
 */
export class PostEditorController extends Controller {
  #dragged = null;

  constructor(root, page) {
    super(root, page);
    this.isDraft = root.dataset.state === "draft";
    this.draft = new PostDraft({ uid: root.dataset.postId, api: { createPost, changePost } });
    this.shelf = new PhotoShelf({
      photos: JSON.parse(document.getElementById("editor-photos").textContent),
      api: { uploadPhoto, changePhoto, deletePhoto },
      postId: () => this.draft.ensure(),
      shrink: shrunk,
      most: Number(root.dataset.mostPhotos),
      mostBytes: Number(root.dataset.mostBytes),
    });
    this.listen();
    this.renderTiles();
  }

  listen() {
    const tiles = this.target("tiles");
    this.on(this.root, "input", this.typed);
    this.on(this.root, "change", this.typed);
    this.on(this.root, "click", this.pressed);
    this.on(this.root, "submit", this.submitted);
    this.on(this.target("files"), "change", this.picked);
    this.on(this.draft, "state", this.renderStatus);
    this.on(this.draft, "created", this.created);
    this.on(this.shelf, "change", this.renderTiles);
    this.on(this.shelf, "progress", (event) => showProgress(this.tileOf(event.detail.key), event.detail));
    this.on(this.shelf, "news", this.renderNews);
    this.on(this.page.socket, "photo", this.photoChanged);
    this.on(globalThis, "online", () => this.draft.save());
    this.on(tiles, "dragstart", this.dragStarted);
    this.on(tiles, "dragover", this.draggedOver);
    this.on(tiles, "drop", this.dropped);
    this.on(tiles, "dragend", this.dragEnded);
    this.on(this.target("drop"), "dragover", this.filesOver);
    this.on(this.target("drop"), "dragleave", () => this.target("drop").classList.remove("is-over"));
    this.on(this.target("drop"), "drop", this.filesDropped);
  }

  // --- Actions

  typed(event) {
    const { target } = event;
    if (isComposing(event) || target.type === "file") {
      return;
    }
    if (target.classList.contains("photo-tile__alt")) {
      if (event.type === "change") {
        this.shelf.describe(target.closest("[data-key]").dataset.key, target.value);
      }
      return;
    }
    this.renderPreview();
    const fact = factOf(this.root, target.name);
    if (this.isDraft && fact) {
      this.draft.change(fact);
    }
  }

  pressed(event) {
    const button = event.target.closest("[data-act], [data-prompt]");
    if (!button) {
      return;
    }
    if (button.dataset.prompt) {
      this.prompt(button.dataset.prompt);
      return;
    }
    const { key } = button.closest("[data-key]").dataset;
    const acts = {
      left: () => this.moved(key, -1, "left"),
      right: () => this.moved(key, 1, "right"),
      cover: () => this.shelf.makeCover(key),
      remove: () => this.shelf.remove(key),
      retry: () => this.shelf.retry(key),
    };
    acts[button.dataset.act]();
  }

  async moved(key, step, act) {
    await this.shelf.moveBy(key, step);
    const tile = this.tileOf(key);
    (tile.querySelector(`[data-act="${act}"]:not(:disabled)`) ?? tile.querySelector("[data-act]:not(:disabled)")).focus();
  }

  picked(event) {
    this.shelf.add([...event.target.files]);
    event.target.value = "";
  }

  /** Before the form itself is sent: what waits is in the form, so nothing is sent twice. */
  submitted(event) {
    const isBeginning = this.draft.isBeginning;
    const handedOver = this.draft.handOver();
    if (isBeginning) {
      event.preventDefault(); // else the form would make a second post
      handedOver.then(() => this.root.requestSubmit(event.submitter));
    } else if (this.draft.uid) {
      this.root.action = `/pets/${this.draft.uid}/edit/`;
    }
  }

  prompt(words) {
    const story = this.root.elements.story;
    story.value = story.value ? `${story.value.trimEnd()}\n\n${words}\n` : `${words}\n`;
    story.focus();
    story.dispatchEvent(new Event("input", { bubbles: true }));
  }

  created(event) {
    const address = `/pets/${event.detail}/edit/`;
    history.replaceState(null, "", address);
    this.root.action = address;
  }

  async photoChanged(event) {
    if (event.detail.post === this.draft.uid) {
      this.shelf.refresh(await fetchPhotos(this.draft.uid));
    }
  }

  dragStarted(event) {
    this.#dragged = event.target.closest("[data-key]");
    this.#dragged?.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
  }

  draggedOver(event) {
    if (this.#dragged) {
      event.preventDefault();
      this.mark(event.target.closest("[data-key]"));
    }
  }

  dropped(event) {
    const target = event.target.closest("[data-key]");
    if (this.#dragged && target && target !== this.#dragged) {
      event.preventDefault();
      const index = [...this.target("tiles").children].indexOf(target);
      this.shelf.moveTo(this.#dragged.dataset.key, index);
    }
  }

  dragEnded() {
    this.#dragged?.classList.remove("is-dragged");
    this.#dragged = null;
    this.mark(null);
  }

  filesOver(event) {
    event.preventDefault();
    this.target("drop").classList.add("is-over");
  }

  filesDropped(event) {
    event.preventDefault();
    this.target("drop").classList.remove("is-over");
    this.shelf.add([...event.dataTransfer.files]);
  }

  // --- Private

  tileOf(key) {
    return this.target("tiles").querySelector(`[data-key="${key}"]`);
  }

  mark(tile) {
    for (const each of this.target("tiles").children) {
      each.classList.toggle("is-target", each === tile && each !== this.#dragged);
    }
  }

  renderTiles() {
    const { tiles } = this.shelf;
    replaceChildren(this.target("tiles"), tiles.map((tile, index) => photoTile(tile, index, tiles.length)));
    const cover = tiles.find((tile) => tile.isCover && tile.src) ?? tiles.find((tile) => tile.src);
    const picture = this.target("picture");
    if (picture && cover) {
      picture.src = cover.src;
      picture.hidden = false;
      this.target("noPicture")?.remove();
    }
  }

  renderPreview() {
    const { name, traits, breed, district } = this.root.elements;
    this.target("name").textContent = name.value || t("editor_name");
    const words = [breed.value, ...factOf(this.root, "traits").traits].filter(Boolean).slice(0, 3);
    this.target("traits").textContent = traits.value || breed.value ? words.join(" · ") : "";
    this.target("place").textContent = district.value ? district.selectedOptions[0].textContent : "";
  }

  renderStatus(event) {
    const { state, reason } = event.detail;
    const time = new Date().toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", hour12: false });
    const shown = {
      saving: ["status-line--busy", t("editor_saving")],
      saved: ["", t("editor_saved", { time })],
      offline: ["status-line--offline", t("editor_offline")],
      refused: ["status-line--failed", t("editor_refused", { reason })],
      failed: ["status-line--failed", t("editor_failed")],
    };
    const [css, words] = shown[state];
    const line = this.target("status");
    line.className = `status-line ${css}`;
    line.textContent = words;
  }

  renderNews(event) {
    const { what, name, error, index, count, limit } = event.detail;
    const reason = error && (error.message === "size" ? t("photo_too_large", error) : error.detail || t("network_error"));
    const quiet = { started: "photo_started", done: "photo_done", moved: "photo_moved" };
    if (quiet[what]) {
      announce(t(quiet[what], { name, index, count }));
    } else if (what === "tooMany") {
      toastError(t("photo_too_many", { limit }));
    } else {
      toastError(what === "failed" ? t("photo_failed", { name, reason }) : reason);
    }
  }
}
