import { announce } from "../core/announce.js";
import { element, icon, replaceChildren } from "../core/dom.js";
import { t } from "../core/i18n.js";

const SPOKEN_EVERY = 60_000;

/** How far the saving got, in words, honestly; spoken at most once a minute, a failure at once. */
export class SaveStateView {
  #spokenAt = 0;

  /** @param {HTMLElement} root @param {() => void} retry */
  constructor(root, retry) {
    this.root = root;
    this.retry = retry;
  }

  /** @param {string} state @param {{at?: Date, isKept?: boolean, isShut?: boolean, error?: Error}} facts */
  show(state, { at, isKept = true, isShut, error } = {}) {
    const words = isShut ? t("state_shut") : sentence(state, at, isKept, error);
    this.root.dataset.state = state;
    this.root.toggleAttribute("data-long", state === "failed" || (state === "offline" && !isKept));
    const drawing = { saved: "check", offline: "offline", failed: "alert" }[state];
    const again = state === "failed" && !isShut && element("button", { class: "builder-bar__retry", type: "button", onclick: this.retry }, t("retry"));
    replaceChildren(this.root, drawing && icon(drawing), element("span", {}, words), again);
    this.#speak(state, words);
  }

  #speak(state, words) {
    const now = Date.now();
    const isUrgent = state === "failed" || state === "offline";
    if (isUrgent || (state === "saved" && now - this.#spokenAt > SPOKEN_EVERY)) {
      this.#spokenAt = now;
      announce(words);
    }
  }
}

function sentence(state, at, isKept, error) {
  if (state === "saved") {
    return t("state_saved", { time: clock(at) });
  }
  if (state === "offline") {
    return t(isKept ? "state_offline" : "state_offline_lost");
  }
  if (state === "failed") {
    return error?.status === 401 ? t("state_signed_out") : t("state_failed");
  }
  return t("state_saving");
}

const clock = (date) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(date);
