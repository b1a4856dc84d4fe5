import { Controller } from "../core/controller.js";

/** A button that shows what is typed: <div data-controller="password"><input type="password"><button data-password-target="toggle" hidden>. */
export class PasswordController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.control = root.querySelector("input");
    this.toggleButton = this.target("toggle");
    this.toggleButton.hidden = false;
    this.on(this.toggleButton, "click", this.toggle);
  }

  toggle() {
    const isShown = this.control.type === "text";
    this.control.type = isShown ? "password" : "text";
    this.toggleButton.setAttribute("aria-pressed", String(!isShown));
  }
}
