import { Controller } from "../core/controller.js";

/** The words that stand ready follow the reason, as long as the giver has not written her own. */
export class KindWordsController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.ready = JSON.parse(root.querySelector("#kind-words").textContent);
    this.words = root.querySelector("textarea");
    this.on(root, "change", this.chosen);
  }

  chosen(event) {
    const words = this.ready[event.target.value];
    if (event.target.type === "radio" && words && this.isUntouched) {
      this.words.value = words;
    }
  }

  get isUntouched() {
    const own = this.words.value.trim();
    return own === "" || Object.values(this.ready).includes(own);
  }
}
