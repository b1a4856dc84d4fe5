import { Controller } from "../core/controller.js";

/** role=tablist with role=tab buttons (aria-controls) and role=tabpanel: arrows, Home and End move. */
export class TabsController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.tabs = [...root.querySelectorAll('[role="tab"]')];
    this.on(root, "click", this.clicked);
    this.on(root, "keydown", this.pressed);
    this.select(this.tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? this.tabs[0]);
  }

  clicked(event) {
    const tab = event.target.closest('[role="tab"]');
    if (tab) {
      this.select(tab);
    }
  }

  pressed(event) {
    const at = this.tabs.indexOf(event.target);
    const last = this.tabs.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (at >= 0 && to !== undefined) {
      event.preventDefault();
      this.select(this.tabs[to]);
      this.tabs[to].focus();
    }
  }

  select(chosen) {
    for (const tab of this.tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
    }
  }
}
