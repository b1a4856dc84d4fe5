import { element, icon } from "./dom.js";
import { t } from "./i18n.js";

/** One toast at a time: six seconds, longer while someone looks at it; errors stay until dismissed, and one that offers
 * to mend something is not pushed aside by the next toast. */

const SHOWN_FOR = 6000;
let current = null;

/**
 * @param {string} text
 * @param {{kind?: "plain" | "like" | "error", title?: string, icon?: string,
 *          action?: {text: string, run?: () => void, href?: string}}} [options]
 */
export function toast(text, options = {}) {
  if (!current?.hasAttribute("data-offer")) {
    current?.remove();
  }
  current = build(text, options);
  document.querySelector("[data-toast-region]").append(current);
  if (options.kind !== "error") {
    dismissLater(current);
  }
  return current;
}

export function dismissToast() {
  current?.remove();
  current = null;
}

export function toastError(text, options = {}) {
  return toast(text, { ...options, kind: "error" });
}

function build(text, { kind = "plain", title, icon: drawing, action }) {
  const isError = kind === "error";
  const node = element(
    "div",
    { class: `toast toast--${kind}`, role: isError ? "alert" : "status", "data-offer": isError && Boolean(action) },
    icon(drawing ?? { error: "alert", like: "heart", plain: "check" }[kind]),
    element("p", { class: "toast__text" }, title && element("b", { class: "toast__title" }, title), text),
    action && actionOf(action, () => node.remove()),
    isError && element("button", { class: "toast__action", type: "button", "aria-label": t("close"), onclick: () => node.remove() }, icon("x")),
  );
  return node;
}

function actionOf({ text, run, href }, close) {
  if (href) {
    return element("a", { class: "toast__action", href }, text);
  }
  const act = () => {
    close();
    run();
  };
  return element("button", { class: "toast__action", type: "button", onclick: act }, text);
}

function dismissLater(node) {
  let timer = setTimeout(() => node.remove(), SHOWN_FOR);
  const hold = () => clearTimeout(timer);
  const release = () => {
    clearTimeout(timer);
    timer = setTimeout(() => node.remove(), SHOWN_FOR);
  };
  node.addEventListener("pointerenter", hold);
  node.addEventListener("focusin", hold);
  node.addEventListener("pointerleave", release);
  node.addEventListener("focusout", release);
}
