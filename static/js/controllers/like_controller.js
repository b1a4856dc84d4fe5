import { NetworkError } from "../api/client.js";
import { saveLike } from "../api/likes.js";
import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { element, prefersStillness } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { dismissToast, toast, toastError } from "../core/toast.js";

const OFFER_FROM = 3;

/** The heart: shown at once, taken back if the server says no. A guest's like waits on the device. */
export class LikeController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.postId = root.dataset.postId;
    this.likes = page.likes;
    this.on(root, "click", this.toggle);
    this.on(root, "animationend", () => root.classList.remove("is-liking"));
    this.on(this.likes, "change", this.changed);
    this.render();
  }

  async toggle(event) {
    event?.preventDefault(); // without scripts the button leads to the page that likes
    const isLiked = this.likes.toggle(this.postId);
    this.celebrate(isLiked);
    await this.page.session.ready;
    if (!this.page.session.isMember) {
      this.keptOnDevice(isLiked);
      return;
    }
    try {
      const answer = await saveLike(this.postId, isLiked);
      this.showCount(answer?.like_count);
      this.saved(isLiked);
    } catch (error) {
      this.likes.set(this.postId, !isLiked); // the server said no: show what is true
      toastError(error instanceof NetworkError ? t("network_error") : error.detail || t("like_failed"));
    }
  }

  changed(event) {
    const { postId, isLiked } = event.detail;
    if (postId === null || postId === this.postId) {
      this.render();
    }
    if (postId === this.postId) {
      this.shiftCount(isLiked ? 1 : -1);
    }
  }

  // --- Private

  render() {
    const isLiked = this.likes.has(this.postId);
    this.root.setAttribute("aria-pressed", String(isLiked));
    for (const count of this.counts()) {
      count.classList.toggle("is-liked", isLiked);
    }
  }

  celebrate(isLiked) {
    this.root.classList.toggle("is-liking", isLiked && !prefersStillness());
  }

  saved(isLiked) {
    const name = this.root.dataset.name;
    const undo = { text: t("undo"), run: () => this.toggle() };
    if (isLiked) {
      const key = this.root.dataset.shelter ? "liked_shelter" : "liked";
      toast(t(key), { kind: "like", title: t("liked_title", { name }), action: undo });
    } else {
      announce(t("unliked"));
    }
  }

  keptOnDevice(isLiked) {
    if (!isLiked) {
      announce(t("unliked"));
    } else if (this.likes.size >= OFFER_FROM) {
      dismissToast();
      offerAccount();
    } else {
      const next = encodeURIComponent(location.pathname + location.search);
      const action = { text: t("sign_in"), href: `/accounts/login/?next=${next}` };
      toast(t("liked_on_device"), { kind: "like", title: t("liked_title", { name: this.root.dataset.name }), action });
    }
  }

  // Only the first heart of a post on the page moves the number, or two hearts would count twice.
  shiftCount(by) {
    const isFirst = document.querySelector(`[data-controller~="like"][data-post-id="${this.postId}"]`) === this.root;
    for (const count of isFirst ? this.counts() : []) {
      write(count, Number(count.dataset.count) + by);
    }
  }

  showCount(number) {
    for (const count of number === undefined ? [] : this.counts()) {
      write(count, number);
    }
  }

  counts() {
    return document.querySelectorAll(`[data-like-count="${this.postId}"]`);
  }
}

// <span data-like-count="id" data-count="48">48 likes</span>: the number changes inside its sentence.
function write(count, number) {
  const before = count.dataset.count;
  count.dataset.count = String(number);
  count.textContent = count.textContent.replace(before, String(number));
}

function offerAccount() {
  if (document.querySelector(".like-offer")) {
    return;
  }
  const bar = element(
    "div",
    { class: "like-offer", role: "status" },
    element("p", { class: "u-grow" }, t("like_offer")),
    element("a", { class: "button button--small", href: "/accounts/register/" }, t("like_offer_action")),
  );
  document.body.append(bar);
}
