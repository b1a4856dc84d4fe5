import { Controller } from "../core/controller.js";
import { DeviceStore } from "../core/store.js";
import { evaluate, todayIn } from "../models/form_rules/whole.js";
import { readAnswer } from "../views/answer_reader.js";

/** The form as an applicant meets it: what is chosen shows and hides what follows. Nothing leaves this tab. */
export class PreviewController extends Controller {
  constructor(root, page) {
    super(root, page);
    const { id, definition } = JSON.parse(document.getElementById("preview-data").textContent);
    this.definition = definition;
    this.items = definition.pages.flatMap((each) => each.items);
    this.store = new DeviceStore(`pb_preview_${id}`, openSession());
    this.kept = { answers: {}, controls: {}, ...this.store.read({}) };
    this.#restore();
    this.on(root, "input", this.answered);
    this.on(root, "change", this.answered);
    this.on(root, "submit", (event) => event.preventDefault());
    this.#show();
  }

  answered() {
    const here = this.items.filter(({ id }) => this.#box(id));
    for (const item of here) {
      this.kept.answers[item.id] = readAnswer(item, this.root);
    }
    for (const control of this.#controls()) {
      this.kept.controls[`${control.name} ${isTick(control) ? control.value : ""}`] = isTick(control) ? control.checked : control.value;
    }
    this.store.write(this.kept);
    this.#show();
  }

  // --- Private

  #show() {
    const visible = this.#visible();
    for (const { id } of this.items) {
      const box = this.#box(id);
      if (box) {
        box.hidden = !visible.has(id) && !box.classList.contains("question--edited");
        box.toggleAttribute("data-conditional", !visible.has(id));
      }
    }
    for (const box of this.root.querySelectorAll(".question__other")) {
      box.hidden = !box.closest("[data-question]").querySelector('[value="other"]:checked, option[value="other"]:checked');
    }
  }

  /** A draft may hold a condition that cannot be asked yet: then all is shown. */
  #visible() {
    const known = new Set(this.items.map((item) => item.id));
    const answers = Object.fromEntries(Object.entries(this.kept.answers).filter(([id]) => known.has(id)));
    try {
      return new Set(evaluate(this.definition, answers, { today: todayIn("Asia/Taipei", new Date()) }).visible);
    } catch {
      return known;
    }
  }

  #restore() {
    for (const control of this.#controls()) {
      const value = this.kept.controls[`${control.name} ${isTick(control) ? control.value : ""}`];
      if (value !== undefined) {
        control[isTick(control) ? "checked" : "value"] = value;
      }
    }
  }

  #controls() {
    return [...this.root.querySelectorAll("input[name], select[name], textarea[name]")].filter(({ type }) => type !== "file" && type !== "hidden");
  }

  #box(id) {
    return this.root.querySelector(`[data-question="${CSS.escape(id)}"]`);
  }
}

const isTick = ({ type }) => type === "radio" || type === "checkbox";

function openSession() {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
