import { Controller } from "../core/controller.js";
import { toast } from "../core/toast.js";

/** Shares the page by the device's own sheet, or copies its address. data-share-url, -title, -copied (the sentence). */
export class ShareController extends Controller {
  constructor(root, page) {
    super(root, page);
    root.hidden = false;
    this.on(root, "click", this.share);
  }

  async share() {
    const { shareUrl: url = location.href, shareTitle: title = document.title, shareCopied } = this.root.dataset;
    try {
      if (navigator.share) {
        await navigator.share({ url, title });
      } else {
        await navigator.clipboard.writeText(url);
        toast(shareCopied, { icon: "link" });
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        toast(url, { icon: "link" });
      }
    }
  }
}
