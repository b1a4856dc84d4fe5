import { Controller } from "../core/controller.js";
import { dropCookie, keepCookie, readCookie } from "../core/cookies.js";

/** Radio buttons named theme with light, dark or "" (as the device): the choice is a cookie of this device. */
export class ThemeController extends Controller {
  constructor(root, page) {
    super(root, page);
    const chosen = readCookie("pb_theme");
    for (const radio of this.radios()) {
      radio.checked = radio.value === chosen;
    }
    this.on(root, "change", this.choose);
  }

  choose(event) {
    const theme = event.target.value;
    if (theme) {
      keepCookie("pb_theme", theme);
      document.documentElement.dataset.theme = theme;
    } else {
      dropCookie("pb_theme");
      delete document.documentElement.dataset.theme;
    }
  }

  radios() {
    return this.root.querySelectorAll('input[type="radio"]');
  }
}
