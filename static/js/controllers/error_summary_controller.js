import { Controller } from "../core/controller.js";

/** Takes the focus when the page opens; each link goes to its field and brings the label into view. */
export class ErrorSummaryController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.on(root, "click", this.follow);
    root.querySelector(".error-summary__title").focus({ preventScroll: true });
    root.scrollIntoView({ block: "start" });
  }

  follow(event) {
    const link = event.target.closest('a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) {
      return;
    }
    event.preventDefault();
    const whole = field.closest(".field") ?? field;
    whole.scrollIntoView({ block: "center" });
    (field.matches("fieldset") ? field.querySelector("input, select, textarea") : field)?.focus({ preventScroll: true });
  }
}
