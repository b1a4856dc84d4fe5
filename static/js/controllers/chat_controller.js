import { fetchMessages, markRead, sendMessage } from "../api/talks.js";
import { Controller } from "../core/controller.js";
import { element, isComposing } from "../core/dom.js";
import { t } from "../core/i18n.js";

/** A conversation that goes on by itself: messages arrive and are marked as read; what was not sent stays. */
export class ChatController extends Controller {
  #fetching = Promise.resolve();

  constructor(root, page) {
    super(root, page);
    this.talk = root.dataset.chatConversation;
    this.last = Number(root.dataset.chatLast);
    this.log = this.target("log");
    this.log.scrollTop = this.log.scrollHeight;
    page.socket.subscribe(`conversation:${this.talk}`);
    this.on(page.socket, "message", ({ detail }) => detail.conversation === this.talk && this.fetch());
    this.on(page.socket, "message_read", ({ detail }) => detail.conversation === this.talk && this.seen(detail.by));
    this.on(page.socket, "again", this.fetch);
    this.on(document, "visibilitychange", this.look);
    this.look();
    const form = this.target("form");
    if (form) {
      this.words = this.target("words");
      this.on(form, "submit", this.submitted);
      this.on(this.words, "keydown", this.pressed);
      this.on(this.target("files"), "change", this.chose);
    }
  }

  // Enter sends where there is a keyboard; on a touch screen it is a new line.
  pressed(event) {
    const isSending = event.key === "Enter" && !event.shiftKey && !isComposing(event);
    if (isSending && globalThis.matchMedia("(hover: hover)").matches) {
      event.preventDefault();
      this.target("form").requestSubmit();
    }
  }

  chose() {
    const count = this.target("files").files.length;
    this.target("chosen").textContent = count ? t("talk_chosen", { count }) : "";
  }

  submitted(event) {
    event.preventDefault();
    const files = [...this.target("files").files];
    const text = this.words.value;
    if (!text.trim() && !files.length) {
      return;
    }
    const body = new FormData();
    body.append("text", text);
    body.append("client_id", crypto.randomUUID());
    files.forEach((file) => body.append("files", file, file.name));
    this.target("form").reset();
    this.chose();
    this.words.focus();
    this.send(body, this.waiting(text || files.map(({ name }) => name).join(", ")));
  }

  async send(body, bubble) {
    bubble.classList.remove("chat__message--failed");
    bubble.querySelector(".chat__meta").textContent = t("talk_sending");
    try {
      await sendMessage(this.root.dataset.chatApplication, body);
    } catch (error) {
      this.failed(bubble, body, error);
      return;
    }
    await this.fetch();
    bubble.remove();
    this.toEnd();
  }

  failed(bubble, body, error) {
    bubble.classList.add("chat__message--failed");
    const words = error.name === "NetworkError" ? t("talk_waiting") : error.errors?.text?.[0] || error.detail || t("talk_failed");
    const again = element("button", { type: "button", class: "button button--quiet button--small", onclick: () => this.send(body, bubble) }, t("retry"));
    bubble.querySelector(".chat__meta").replaceChildren(words, again);
  }

  /** One fetch at a time, each after the last message that is shown. */
  fetch() {
    this.#fetching = this.#fetching.then(() => this.append()).catch(() => null);
    return this.#fetching;
  }

  async append() {
    const html = await fetchMessages(this.root.dataset.chatFragment, this.last);
    // Drawn and escaped by the server's own template; scripts in it would not run.
    const nodes = [...new DOMParser().parseFromString(html, "text/html").body.children];
    const fresh = nodes.filter((node) => !node.dataset.message || Number(node.dataset.message) > this.last);
    if (!fresh.length) {
      return;
    }
    const isAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 80;
    this.target("empty")?.remove();
    const days = new Set([...this.target("list").querySelectorAll(".chat__day")].map((day) => day.textContent));
    const shown = fresh.filter((node) => !node.matches(".chat__day") || !days.has(node.textContent));
    const pending = this.target("list").querySelector("[data-pending]");
    shown.forEach((node) => (pending ? pending.before(node) : this.target("list").append(node)));
    this.last = Math.max(this.last, ...fresh.map((node) => Number(node.dataset.message ?? 0)));
    if (isAtEnd) {
      this.toEnd();
    }
    this.look();
  }

  look() {
    if (!document.hidden && this.last) {
      markRead(this.root.dataset.chatRead);
    }
  }

  /** The other one has read what I wrote. */
  async seen(by) {
    await this.page.session.ready;
    if (by !== this.page.session.user?.uid) {
      this.root.querySelectorAll("[data-read-mark]").forEach((mark) => (mark.hidden = false));
    }
  }

  waiting(text) {
    const bubble = element("div", { class: "chat__message chat__message--mine", "data-pending": true }, element("p", { class: "chat__bubble" }, text), element("p", { class: "chat__meta" }));
    this.target("empty")?.remove();
    this.target("list").append(bubble);
    this.toEnd();
    return bubble;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }
}
