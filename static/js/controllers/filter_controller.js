import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";

/**
 * A GET form of filters. Without scripts it is sent by its button. With scripts a change either sends it
 * (data-filter-auto) or asks how many it would find (data-filter-count-url) and writes that on the button.
 * The address holds the state: empty fields stay out of it.
 */
export class FilterController extends Controller {
  #timer = null;
  #asking = null;

  constructor(root, page) {
    super(root, page);
    this.on(root, "change", this.changed);
    this.on(root, "submit", this.submitted);
    this.on(globalThis, "pageshow", this.returned);
  }

  changed() {
    if (this.root.hasAttribute("data-filter-auto")) {
      this.root.requestSubmit();
    } else if (this.root.dataset.filterCountUrl) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.count(), 250);
    }
  }

  submitted() {
    for (const control of this.root.elements) {
      control.disabled ||= control.name !== "" && control.value === "";
    }
  }

  // Coming back, the browser restores the page as we left it: with the empty fields shut.
  returned(event) {
    if (event.persisted) {
      for (const control of this.root.elements) {
        control.disabled = false;
      }
    }
  }

  async count() {
    this.#asking?.abort();
    this.#asking = new AbortController();
    try {
      const { label } = await this.page.fetchCount(this.address(), this.#asking.signal);
      this.target("submit").textContent = label;
      announce(label, { delay: 600 });
    } catch {
      return; // the button keeps its old words; it still works
    }
  }

  address() {
    const filled = [...new FormData(this.root)].filter(([, value]) => value !== "");
    return `${this.root.dataset.filterCountUrl}?${new URLSearchParams(filled)}`;
  }
}
