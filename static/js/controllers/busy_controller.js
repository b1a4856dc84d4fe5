import { Controller } from "../core/controller.js";
import { element, replaceChildren } from "../core/dom.js";
import { t } from "../core/i18n.js";

/** A form that waits for the server: its button keeps width and focus, shows dots, and sends only once. */
export class BusyController extends Controller {
  #button = null;
  #words = [];

  constructor(root, page) {
    super(root, page);
    this.on(root, "submit", this.submitted);
    this.on(globalThis, "pageshow", this.rest);
  }

  submitted(event) {
    if (this.#button) {
      event.preventDefault();
      return;
    }
    const button = event.submitter;
    if (button && !event.defaultPrevented) {
      this.work(button);
    }
  }

  work(button) {
    this.#button = button;
    this.#words = [...button.childNodes];
    button.style.minInlineSize = `${button.offsetWidth}px`;
    button.classList.add("is-busy");
    button.setAttribute("aria-disabled", "true");
    // After the browser has read the button's name and value.
    setTimeout(() => replaceChildren(button, dots(), button.dataset.busy ?? t("busy")));
  }

  rest() {
    const button = this.#button;
    if (button) {
      this.#button = null;
      button.classList.remove("is-busy");
      button.removeAttribute("aria-disabled");
      replaceChildren(button, this.#words);
    }
  }
}

function dots() {
  const dot = () => element("span", { class: "dots__dot" });
  return element("span", { class: "dots", "aria-hidden": "true" }, dot(), dot(), dot());
}
