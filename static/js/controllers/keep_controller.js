import { Controller } from "../core/controller.js";
import { toast } from "../core/toast.js";

/** Codes to be kept: copy and print, beside the plain link that saves them as a file. data-keep-copied: the sentence. */
export class KeepController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.offer("copy", this.copy, "clipboard" in navigator);
    this.offer("print", () => window.print(), true);
  }

  async copy() {
    const lines = [...this.target("text").querySelectorAll("code")].map((code) => code.textContent);
    try {
      await navigator.clipboard.writeText(lines.join("\n"));
      toast(this.root.dataset.keepCopied, { icon: "copy" });
    } catch {
      getSelection().selectAllChildren(this.target("text")); // not allowed: at least it is marked
    }
  }

  // --- Private

  offer(name, action, isPossible) {
    const button = this.target(name);
    button.hidden = !isPossible;
    this.on(button, "click", action);
  }
}
