import { Controller } from "../core/controller.js";

/**
 * <dialog data-controller="dialog" id="x">; any [data-dialog-open="x"] opens it, [data-dialog-close] inside closes it.
 * Focus goes to the heading and returns to the opener, unless what was done moved it on; Esc and the backdrop close.
 */
export class DialogController extends Controller {
  #opener = null;

  constructor(root, page) {
    super(root, page);
    this.on(document, "click", this.openedFrom);
    this.on(root, "click", this.clicked);
    this.on(root, "close", this.closed);
  }

  openedFrom(event) {
    const opener = event.target.closest?.(`[data-dialog-open="${this.root.id}"]`);
    if (opener) {
      event.preventDefault();
      this.open(opener);
    }
  }

  open(opener) {
    this.#opener = opener;
    this.root.showModal();
    this.root.querySelector("[autofocus], .dialog__title")?.focus();
  }

  clicked(event) {
    const isBackdrop = event.target === this.root;
    if (isBackdrop || event.target.closest("[data-dialog-close]")) {
      this.root.close();
    }
  }

  closed() {
    const { activeElement } = document;
    if (activeElement === document.body || this.root.contains(activeElement)) {
      this.#opener?.focus();
    }
    this.#opener = null;
  }
}
