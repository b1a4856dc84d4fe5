import { Controller } from "../core/controller.js";
import { t } from "../core/i18n.js";

/** Two weeks of days above the times of one of them; free places change while one looks. */
export class SlotsController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.calendar = this.target("calendar");
    this.days = [...root.querySelectorAll("[data-day]")];
    this.calendar.hidden = false;
    this.on(this.calendar, "click", this.clicked);
    this.on(this.calendar, "keydown", this.pressed);
    page.socket.subscribe(root.dataset.slotsTopic);
    this.on(page.socket, "slots", ({ detail }) => this.changed(detail));
    this.show(root.dataset.slotsFirst);
  }

  clicked(event) {
    const day = event.target.closest("[data-day]");
    if (day) {
      this.show(day.dataset.day);
    }
  }

  pressed(event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -14, PageDown: 14, Home: -99, End: 99 };
    const step = steps[event.key];
    if (step) {
      event.preventDefault();
      const now = this.days.findIndex((day) => day.tabIndex === 0);
      const next = this.days[Math.max(0, Math.min(this.days.length - 1, now + step))];
      this.show(next.dataset.day);
      next.focus();
    }
  }

  show(date) {
    for (const day of this.days) {
      day.setAttribute("aria-selected", String(day.dataset.day === date));
      day.tabIndex = day.dataset.day === date ? 0 : -1;
    }
    for (const times of this.root.querySelectorAll("[data-slots-day]")) {
      times.hidden = times.dataset.slotsDay !== date;
    }
  }

  /** @param {{slot: number, free_count: number | null}} detail null: the time is gone */
  changed({ slot, free_count: free }) {
    const label = this.root.querySelector(`[data-slot="${slot}"]`);
    if (!label) {
      return;
    }
    const input = label.querySelector("input");
    input.disabled = !(free > 0);
    input.checked = input.checked && free > 0;
    label.dataset.free = String(free ?? 0);
    label.querySelector("[data-slot-note]").textContent = free > 0 ? t("slot_free", { count: free }) : t("slot_full");
    this.mark(label.closest("[data-slots-day]"));
  }

  mark(times) {
    const day = this.days.find(({ dataset }) => dataset.day === times.dataset.slotsDay);
    const count = [...times.querySelectorAll("[data-slot]")].filter(({ dataset }) => Number(dataset.free) > 0).length;
    day.classList.toggle("calendar__day--open", count > 0);
    day.setAttribute("aria-label", t(count ? "day_free" : "day_none", { day: day.dataset.title, count }));
  }
}
