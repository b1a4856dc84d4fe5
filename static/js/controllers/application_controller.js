import { Controller } from "../core/controller.js";
import { t } from "../core/i18n.js";
import { toast } from "../core/toast.js";

/** The page of one application follows its state; what is being written is never thrown away for it. */
export class ApplicationController extends Controller {
  constructor(root, page) {
    super(root, page);
    page.socket.connect();
    this.on(page.socket, "application", this.moved);
  }

  moved({ detail }) {
    const { applicationUid, applicationState } = this.root.dataset;
    if (detail.application !== applicationUid || detail.state === applicationState) {
      return;
    }
    if (this.root.querySelector("textarea")?.value) {
      toast(t("application_moved"), { icon: "refresh", action: { text: t("application_load"), run: () => location.reload() } });
    } else {
      location.reload();
    }
  }
}
