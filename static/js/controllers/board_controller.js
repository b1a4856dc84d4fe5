import { fetchBoard, sendFirstLook } from "../api/board.js";
import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { isComposing, isTyping } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { DeviceStore } from "../core/store.js";
import { toast } from "../core/toast.js";
import { Board } from "../models/board.js";

const KEYS = { j: "next", k: "previous", s: "shortlist", v: "invite", "?": "help" };

/** The giver's board while it is open: numbers and cards arrive by themselves, keys move between applicants. */
export class BoardController extends Controller {
  #keys = new DeviceStore("pb_board_keys");
  #refreshing = null;

  constructor(root, page) {
    super(root, page);
    this.board = new Board({
      post: root.dataset.boardPost,
      likes: countOf(this.target("likes")),
      views: countOf(this.target("views")),
    });
    this.readCards();
    this.listen();
    this.prepareKeys();
    this.openTabOfAddress();
    this.lookFirst();
  }

  listen() {
    const { socket } = this.page;
    this.on(socket, "like", (event) => this.board.liked(event.detail));
    this.on(socket, "form_view", (event) => this.board.viewed(event.detail));
    this.on(socket, "application", (event) => this.board.told(event.detail));
    this.on(socket, "again", this.refresh);
    this.on(this.board, "counts", this.renderCounts);
    this.on(this.board, "arrived", this.arrived);
    this.on(this.board, "changed", this.refresh);
    this.on(document, "keydown", this.pressed);
  }

  renderCounts() {
    this.target("likes").textContent = t("board_likes", { count: this.board.likes });
    this.target("views").textContent = t("board_views", { count: this.board.views });
  }

  async arrived() {
    await this.refresh();
    const words = t("board_arrived", { pet: this.root.dataset.boardPet });
    toast(words, { icon: "form", action: { text: t("board_show"), run: () => this.showNewest() } });
    announce(words);
  }

  /** Asks for the columns again; two wishes at once are one. The open applicant and the focus stay. */
  refresh() {
    this.#refreshing ??= this.fetchColumns().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  pressed(event) {
    const name = KEYS[event.key];
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const isFree = !isComposing(event) && !isTyping(event.target) && !document.querySelector("dialog[open]");
    if (name && isPlain && isFree && (this.isKeyed || name === "help")) {
      event.preventDefault();
      this[name](event);
    }
  }

  next() {
    this.openBeside(1);
  }

  previous() {
    this.openBeside(-1);
  }

  shortlist() {
    this.target("shortlist")?.requestSubmit();
  }

  invite() {
    this.target("invite")?.click();
  }

  help() {
    const dialog = document.getElementById("board-keys");
    this.page.controllerOf(dialog, "dialog").open(document.activeElement);
  }

  // --- Private

  get isKeyed() {
    return this.#keys.read(true);
  }

  prepareKeys() {
    const box = this.target("keys");
    box.checked = this.isKeyed;
    this.on(box, "change", () => this.#keys.write(box.checked));
  }

  async fetchColumns() {
    try {
      const fresh = await fetchBoard(location.href);
      this.replace("columns", fresh);
      this.replace("head", fresh);
      this.readCards();
    } catch {
      return; // the numbers are old, nothing is lost: the next news asks again
    }
  }

  replace(name, fresh) {
    const selector = `[data-board-target="${name}"]`;
    const [old, arrived] = [this.target(name), fresh.querySelector(selector)];
    if (!old || !arrived) {
      return;
    }
    const focused = old.contains(document.activeElement) ? document.activeElement.closest("[data-application]") : null;
    this.page.detach(old);
    old.replaceChildren(...arrived.childNodes);
    this.page.attach(old, this.page);
    this.focusCard(focused?.dataset.application, old);
  }

  readCards() {
    const current = new URLSearchParams(location.search).get("application") ?? "";
    this.board.show(this.targets("card").map((card) => card.dataset.application), current);
  }

  focusCard(uid, within = this.root) {
    if (uid) {
      within.querySelector(`[data-application="${CSS.escape(uid)}"] [data-board-target="open"]`)?.focus();
    }
  }

  openBeside(step) {
    const uid = this.board.beside(step);
    const card = uid && this.root.querySelector(`[data-application="${CSS.escape(uid)}"]`);
    card?.querySelector('[data-board-target="open"]').click();
  }

  showNewest() {
    const newest = this.targets("card").find((card) => card.dataset.state === "submitted");
    newest?.scrollIntoView({ block: "nearest" });
    this.focusCard(newest?.dataset.application);
  }

  /** #panel-talk in the address (or #talk, as notices link) opens that tab. */
  openTabOfAddress() {
    const name = location.hash.replace("#", "").replace("panel-", "");
    const tab = ["talk", "notes"].includes(name) && document.getElementById(`tab-${name}`);
    if (tab) {
      setTimeout(() => tab.click()); // after the tabs have their own controller
    }
  }

  /** Whoever comes from a mail has opened the application: the applicant is told, as with the board's own button. */
  async lookFirst() {
    const form = this.target("first-look");
    if (!form) {
      return;
    }
    try {
      form.hidden = await sendFirstLook(form);
    } catch {
      return; // the button stays
    }
    this.refresh();
  }
}

function countOf(node) {
  return Number(node?.dataset.count ?? 0);
}
