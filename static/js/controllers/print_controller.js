/** A button that opens the browser's own print window. */

import { Controller } from "../core/controller.js";

export class PrintController extends Controller {
  constructor(root) {
    super(root);
    this.on(root, "click", () => window.print());
  }
}
