import { saveLike } from "../api/likes.js";
import { fetchSession } from "../api/session.js";
import { Controller } from "../core/controller.js";
import { replaceChildren } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { DeviceStore } from "../core/store.js";
import { toast } from "../core/toast.js";

/** Public pages are the same bytes for everybody; this fills the header and the hearts for the one who reads. */
export class SessionController extends Controller {
  #member = new DeviceStore("pb_member");

  constructor(root, page) {
    super(root, page);
    this.on(page.session, "change", this.render);
    this.on(page.socket, "notification", this.notified);
    this.on(page.socket, "again", this.load); // what was said during the break is asked for
    page.socket.renew = () => this.renew();
    this.load();
  }

  async load() {
    try {
      const answer = await fetchSession();
      this.page.session.update(answer);
      this.remember(answer.user);
      if (answer.user) {
        this.page.socket.connect();
        await this.bringLikes(this.page.likes.adopt(answer.likes));
      }
    } catch {
      this.page.session.leaveUnknown(); // the links lead to the right place without us
    }
  }

  /** Asking who I am also renews the tokens. */
  async renew() {
    const answer = await fetchSession();
    this.page.session.update(answer);
    this.remember(answer.user);
    return answer.user !== null;
  }

  render() {
    const { session } = this.page;
    document.documentElement.dataset.session = session.isMember ? "in" : "out";
    if (session.isMember) {
      replaceChildren(this.target("initial"), session.user.initial);
      this.renderUnread(session);
    }
  }

  // --- Private

  renderUnread(session) {
    const badge = this.target("unread");
    badge.hidden = session.unread === 0;
    badge.textContent = session.unreadBadge;
    const name = session.unread ? t("unread", { count: session.unread }) : t("notifications");
    this.target("bell").setAttribute("aria-label", name);
  }

  notified(event) {
    const { session } = this.page;
    session.setUnread(event.detail.unread ?? session.unread + 1);
  }

  // theme.js guesses from this before the first paint.
  remember(user) {
    if (user) {
      this.#member.write("yes");
    } else {
      this.#member.clear();
    }
  }

  /** Likes of the device become real ones at sign-in. */
  async bringLikes(waiting) {
    const results = await Promise.allSettled(waiting.map((postId) => saveLike(postId, true)));
    const lost = waiting.filter((postId, index) => isWorthRetrying(results[index]));
    this.page.likes.keepWaiting(lost);
    for (const [index, result] of results.entries()) {
      if (result.status === "rejected") {
        this.page.likes.set(waiting[index], false);
      }
    }
    const kept = results.filter((result) => result.status === "fulfilled").length;
    if (kept) {
      toast(t("likes_kept", { count: kept }), { kind: "like" });
    }
  }
}

// A pet that is gone, or one's own, will not be liked tomorrow either.
function isWorthRetrying(result) {
  return result.status === "rejected" && (result.reason.status ?? 500) >= 500;
}
