import { Controller } from "../core/controller.js";

/** <details class="popover" data-controller="menu">: closes on Esc, on a click elsewhere, and when focus leaves. */
export class MenuController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.on(document, "pointerdown", this.pressedElsewhere);
    this.on(root, "keydown", this.pressedKey);
    this.on(root, "focusout", this.focusLeft);
  }

  pressedElsewhere(event) {
    if (!this.root.contains(event.target)) {
      this.root.open = false;
    }
  }

  pressedKey(event) {
    if (event.key === "Escape" && this.root.open) {
      event.stopPropagation();
      this.root.open = false;
      this.root.querySelector("summary").focus();
    }
  }

  focusLeft(event) {
    if (event.relatedTarget && !this.root.contains(event.relatedTarget)) {
      this.root.open = false;
    }
  }
}
