import { element, icon } from "../core/dom.js";
import { language, t } from "../core/i18n.js";

const LINES = 6;

/** What stands in the panel, by the state of the model. `acts`: {follow(item), readAll(), retry()} */
export function panelContent(notices, acts) {
  return [head(notices, acts), body(notices, acts), foot()];
}

function head(notices, acts) {
  const readAll =
    notices.hasUnread &&
    element("button", { class: "button button--quiet button--small", type: "button", onclick: acts.readAll }, t("mark_all_read"));
  return element("div", { class: "bell__head" }, element("h2", { class: "bell__title" }, t("notifications")), readAll);
}

function body(notices, acts) {
  if (notices.state === "failed") {
    const retry = element("button", { class: "button button--secondary button--small", type: "button", onclick: acts.retry }, t("retry"));
    return element("p", { role: "alert" }, t("network_error"), " ", retry);
  }
  if (notices.state !== "ready") {
    return element("div", { "aria-busy": "true" }, ...Array.from({ length: LINES }, () => element("div", { class: "skeleton skeleton--line" })));
  }
  if (!notices.items.length) {
    return element("p", {}, t("all_caught_up"));
  }
  return element("ul", { class: "row-list" }, ...notices.items.map((item) => element("li", {}, row(item, acts))));
}

function row(item, acts) {
  const unread = item.is_read ? "" : " row-list__row--unread";
  return element(
    "button",
    { class: `row-list__row row-list__row--link notices__row${unread}`, type: "button", onclick: () => acts.follow(item) },
    picture(item),
    element(
      "span",
      { class: "row-list__body" },
      !item.is_read && element("span", { class: "u-visually-hidden" }, t("is_unread")),
      element("span", { class: "row-list__title" }, item.title),
      item.body && element("span", { class: "row-list__text" }, item.body),
      element("time", { class: "row-list__time", datetime: item.created_at }, whenOf(item.created_at)),
    ),
  );
}

function picture(item) {
  if (item.thumb) {
    return element("img", { class: "row-list__thumb", src: item.thumb, alt: "", width: 48, height: 48 });
  }
  return element("span", { class: "row-list__icon" }, icon(item.icon));
}

function foot() {
  return element("p", { class: "bell__foot" }, element("a", { href: "/me/notifications/" }, t("all_notifications")));
}

const HOUR = 3600;

/** As petbuddy/times.py says it on pages: relative within half a day, then the time, the weekday, the day. */
function whenOf(moment, now = new Date()) {
  const at = new Date(moment);
  const seconds = Math.max(0, (now - at) / 1000);
  if (seconds < 12 * HOUR) {
    const relative = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
    return seconds < HOUR ? relative.format(-Math.floor(seconds / 60), "minute") : relative.format(-Math.floor(seconds / HOUR), "hour");
  }
  const shape = seconds < 6 * 24 * HOUR ? { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } : { month: "long", day: "numeric" };
  return new Intl.DateTimeFormat(language(), { timeZone: "Asia/Taipei", ...shape }).format(at);
}
