import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { isComposing } from "../core/dom.js";
import { t } from "../core/i18n.js";

/** Length as people and the server count it: code points, every line end once. */
export const codePoints = (text) => [...text.replace(/\r\n/g, "\n")].length;

/** Whether the counter speaks up: from 80 % of the limit on. */
export const isNearLimit = (length, limit) => length >= limit * 0.8;

/** How much may still be written; appears at 80 % of the limit, speaks at most every 3 s, never cuts a word. */
export class CounterController extends Controller {
  #spokenAt = 0;

  constructor(root, page) {
    super(root, page);
    this.limit = Number(root.dataset.counterLimit);
    this.control = root.querySelector("textarea, input");
    this.on(this.control, "input", this.typed);
    this.on(this.control, "compositionend", this.typed);
    this.render();
  }

  typed(event) {
    if (!isComposing(event)) {
      this.render();
      this.speak();
    }
  }

  render() {
    const left = this.left();
    const text = this.target("text");
    text.hidden = !isNearLimit(this.limit - left, this.limit);
    text.textContent = left < 0 ? t("counter_over", { count: -left }) : t("counter_left", { count: left });
    text.classList.toggle("field__counter--over", left < 0);
  }

  speak() {
    const now = Date.now();
    if (!this.target("text").hidden && now - this.#spokenAt > 3000) {
      this.#spokenAt = now;
      announce(this.target("text").textContent, { delay: 1000 });
    }
  }

  left() {
    return this.limit - codePoints(this.control.value);
  }
}
