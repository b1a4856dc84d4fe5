import { element } from "../core/dom.js";

const GROWS = globalThis.CSS?.supports?.("field-sizing", "content");

/** Text areas that survive a new drawing: whoever types in one keeps her place, and her input method its candidates. */
export class TextFields {
  #fields = new Map();

  /**
   * @param {string} id @param {string} prop
   * @param {{value: string, label: string, placeholder?: string, css?: string, lines?: boolean, readonly?: boolean}} shape
   */
  field(id, prop, { value, label, placeholder = "", css = "", lines = false }) {
    const key = `${id}:${prop}`;
    const area = this.#fields.get(key) ?? this.#make(key, id, prop);
    area.className = css;
    area.setAttribute("aria-label", label);
    area.placeholder = placeholder;
    area.toggleAttribute("data-lines", lines);
    if (area.value !== value && !area.dataset.composing) {
      area.value = value;
    }
    return area;
  }

  /** Forget what no longer stands on the page. */
  prune(root) {
    for (const [key, area] of this.#fields) {
      if (!root.contains(area)) {
        this.#fields.delete(key);
      }
    }
  }

  #make(key, id, prop) {
    const area = element("textarea", { rows: 1, "data-id": id, "data-prop": prop, "data-focus": key, spellcheck: "false" });
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
