/** Nodes without innerHTML: people's words can never become markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * element("button", { class: "button", type: "button", onclick: save }, icon("check"), t("save"))
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] `on…` functions become listeners; true, false and null do what HTML does
 * @param {...(Node | string | null | undefined | false)} children
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    setAttribute(node, name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A drawing of the sprite, as {% icon %} makes it. */
export function icon(name, css = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon ${css}`.trim());
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${spriteAddress()}#${name}`);
  svg.append(use);
  return svg;
}

export function replaceChildren(node, ...children) {
  node.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
}

/** A copy of a <template> of the page: the server wrote its words. */
export function fromTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** True while an input method composes: no shortcut, submit, check or save then. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

export function isTyping(target = document.activeElement) {
  return Boolean(target?.closest?.("input, textarea, select, [contenteditable]"));
}

export function prefersStillness() {
  return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
}

function setAttribute(node, name, value) {
  if (name.startsWith("on") && typeof value === "function") {
    node.addEventListener(name.slice(2), value);
  } else if (value === true) {
    node.setAttribute(name, "");
  } else if (value !== false && value !== null && value !== undefined) {
    node.setAttribute(name, String(value));
  }
}

let sprite = "";

// The page's own icons know the hashed name of the sprite.
function spriteAddress() {
  sprite ||= document.querySelector("svg use")?.getAttribute("href").split("#")[0] ?? "";
  return sprite;
}
