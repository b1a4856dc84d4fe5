import { fetchNotices, markRead } from "../api/notices.js";
import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { replaceChildren } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { Notices } from "../models/notices.js";
import { panelContent } from "../views/notices_view.js";

const BELL_PAGE = "/me/notifications/";

/** The bell opens a panel on a wide window and its page on a phone. Opening marks nothing as read; going there does. */
export class BellController extends Controller {
  #waiting = null;

  constructor(root, page) {
    super(root, page);
    this.notices = new Notices();
    this.wide = globalThis.matchMedia("(min-width: 768px)");
    this.on(this.target("button"), "click", this.pressed);
    this.on(root, "keydown", this.pressedKey);
    this.on(document, "pointerdown", this.pressedElsewhere);
    this.on(root, "focusout", this.focusLeft);
    this.on(this.notices, "change", this.render);
    this.on(this.wide, "change", this.describe);
    this.on(page.socket, "notification", this.arrived);
    this.on(page.socket, "read", this.readElsewhere);
    this.describe();
  }

  get isOpen() {
    return !this.target("panel").hidden;
  }

  // --- Actions

  pressed(event) {
    if (this.opensPanel && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.toggle(!this.isOpen);
    }
  }

  toggle(isOpen) {
    this.target("panel").hidden = !isOpen;
    this.target("button").setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      this.load();
    }
  }

  async load() {
    this.notices.loading();
    try {
      this.notices.replace((await fetchNotices()).results);
    } catch {
      this.notices.failed();
    }
  }

  async follow(item) {
    this.notices.markRead([item.id]);
    try {
      await markRead([item.id]);
    } finally {
      location.assign(item.url.startsWith("/") && !item.url.startsWith("//") ? item.url : BELL_PAGE);
    }
  }

  async readAll() {
    try {
      const { unread } = await markRead();
      this.notices.markRead();
      this.page.session.setUnread(unread);
    } catch {
      this.notices.failed();
    }
  }

  // --- Private

  // On the page itself there is nothing to open over it.
  get opensPanel() {
    return this.wide.matches && location.pathname !== BELL_PAGE;
  }

  describe() {
    const button = this.target("button");
    if (this.opensPanel) {
      button.setAttribute("role", "button");
      button.setAttribute("aria-expanded", String(this.isOpen));
    } else {
      button.removeAttribute("role");
      button.removeAttribute("aria-expanded");
      this.target("panel").hidden = true;
    }
  }

  render() {
    const acts = { follow: (item) => this.follow(item), readAll: () => this.readAll(), retry: () => this.load() };
    const panel = this.target("panel");
    const hadFocus = panel.contains(document.activeElement);
    replaceChildren(panel, ...panelContent(this.notices, acts));
    if (hadFocus) {
      panel.focus();
    }
  }

  arrived() {
    if (this.isOpen) {
      this.load();
    }
    this.#waiting ??= setTimeout(() => this.sayUnread(), Math.max(1000, this.notices.quietFor(Date.now())));
  }

  sayUnread() {
    this.#waiting = null;
    this.notices.announced(Date.now());
    announce(t("unread", { count: this.page.session.unread }));
  }

  readElsewhere(event) {
    this.page.session.setUnread(event.detail.unread);
  }

  pressedKey(event) {
    if (event.key === "Escape" && this.isOpen) {
      event.stopPropagation();
      this.toggle(false);
      this.target("button").focus();
    } else if (event.key === " " && event.target === this.target("button") && this.opensPanel) {
      event.preventDefault();
      this.toggle(!this.isOpen);
    }
  }

  pressedElsewhere(event) {
    if (this.isOpen && !this.root.contains(event.target)) {
      this.toggle(false);
    }
  }

  focusLeft(event) {
    if (this.isOpen && event.relatedTarget && !this.root.contains(event.relatedTarget)) {
      this.toggle(false);
    }
  }

  disconnect() {
    clearTimeout(this.#waiting);
    super.disconnect();
  }
}
