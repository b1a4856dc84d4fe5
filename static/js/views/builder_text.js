import { element } from "../core/dom.js";

const GROWS = globalThis.CSS?.supports?.("field-sizing", "content");
const ONE_LANGUAGE = new Set(["private_note"]);
const LONGEST = 5000; // what a draft holds in one text: longer, the server would refuse all of it

/**
 * Text areas that survive a new drawing: whoever types in one keeps her place, and her input method its candidates.
 * An area in another language than the form's own shows the own words while it is empty; `beside` puts it below them.
 */
export class TextFields {
  #fields = new Map();

  /** What is drawn now: whose words, in which language, and which other one stands beside. */
  show({ document }, { language, beside }) {
    this.document = document;
    this.language = language && language !== document.language ? language : "";
    this.beside = beside && beside !== document.language ? beside : "";
  }

  /** @param {object} node the form itself, a page, an item, a choice or a check @returns {HTMLElement} one area, or two in a frame */
  field(node, prop, shape) {
    const main = this.#area(node, prop, ONE_LANGUAGE.has(prop) ? "" : this.language, shape);
    if (!this.beside || ONE_LANGUAGE.has(prop)) {
      return main;
    }
    return element("div", { class: "beside" }, main, this.#area(node, prop, this.beside, { ...shape, css: `${shape.css ?? ""} beside__other` }));
  }

  /** Forget what no longer stands on the page. */
  prune(root) {
    for (const [key, area] of this.#fields) {
      if (!root.contains(area)) {
        this.#fields.delete(key);
      }
    }
  }

  #area(node, prop, language, { label, placeholder = "", css = "", lines = false }) {
    const id = node.id ?? "form";
    const key = [id, prop, language].filter(Boolean).join(":");
    const area = this.#fields.get(key) ?? this.#make(key, id, prop, language);
    const own = node[prop] ?? "";
    const value = language ? (this.document.translations?.[language]?.[id]?.[prop] ?? "") : own;
    area.className = css;
    area.setAttribute("aria-label", language ? `${label} (${language === "en" ? "English" : "中文"})` : label);
    area.placeholder = (language && own) || placeholder;
    area.toggleAttribute("data-lines", lines);
    if (area.value !== value && !area.dataset.composing) {
      area.value = value;
    }
    return area;
  }

  // Looked for by "id:prop", in whichever language it is being written.
  #make(key, id, prop, language) {
    const focus = language && language !== this.language ? key : `${id}:${prop}`;
    const tag = { en: "en", "zh-hant": "zh-Hant-TW" }[language || this.document.language];
    const area = element("textarea", { rows: 1, "data-id": id, "data-prop": prop, "data-language": language, "data-focus": focus, lang: tag, spellcheck: "false", maxlength: LONGEST });
    this.#fields.set(key, area);
    return area;
  }
}

/** Browsers without field-sizing: the area is made as high as its words. */
export function fitHeights(root) {
  if (GROWS) {
    return;
  }
  for (const area of root.querySelectorAll("textarea")) {
    area.style.blockSize = "auto";
    area.style.blockSize = `${area.scrollHeight + 4}px`;
  }
}
