import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { hasChoices } from "../models/form_kinds.js";
import { textOf } from "./builder_sentences.js";

const WITHOUT_VALUE = ["answered", "not_answered"];
const SEVERAL = ["any_of", "none_of", "all_of"];

/** The dialog that writes a condition: rows of "this earlier question · is · that answer". */
export class ConditionsView {
  /** @param {{dialog: HTMLDialogElement, title: HTMLElement, mode: HTMLElement, rows: HTMLElement, add: HTMLElement, clear: HTMLElement}} parts */
  constructor(parts, operators) {
    this.parts = parts;
    this.operators = operators;
    this.leaves = [];
    parts.add.addEventListener("click", () => this.#add());
    parts.rows.addEventListener("change", (event) => this.#changed(event));
    parts.rows.addEventListener("click", (event) => this.#clicked(event));
    parts.dialog.addEventListener("change", (event) => {
      if (event.target.name === "mode") {
        this.mode = event.target.value;
      }
    });
  }

  /** @param {object} draft @param {object} node an item or a page */
  open(draft, node, language) {
    this.draft = draft;
    this.language = language;
    this.sources = draft.earlierThan(node.id);
    const rule = node.show_if;
    this.isComplex = Boolean(rule) && !flat(rule);
    this.leaves = structuredClone(flat(rule) ?? []);
    this.mode = rule?.any ? "any" : "all";
    const number = draft.numberOf(node.id);
    this.parts.title.textContent = number ? t("condition_for", { number }) : t("condition_for_page");
    this.parts.clear.hidden = !rule;
    if (!rule && this.sources.length) {
      this.#add();
    }
    this.#draw();
  }

  /** The rule as it stands in the dialog: null for none, undefined to leave it as it is. */
  get rule() {
    if (this.isComplex) {
      return undefined;
    }
    const whole = this.leaves.filter((leaf) => leaf.q);
    if (whole.length < 2) {
      return whole[0] ?? null;
    }
    return { [this.mode]: whole };
  }

  #add() {
    const source = this.sources.findLast(hasChoices) ?? this.sources.at(-1);
    if (source) {
      this.leaves.push(this.#fresh(source));
      this.#draw();
    }
  }

  #fresh(source) {
    const op = this.operators[source.type].find((each) => !WITHOUT_VALUE.includes(each)) ?? "answered";
    return this.#withValue({ q: source.id, op }, source);
  }

  #withValue({ q, op }, source) {
    if (WITHOUT_VALUE.includes(op)) {
      return { q, op };
    }
    const first = source.choices?.[0]?.id;
    const value = { yes_no: true, number: 0, scale: source.min ?? 1, short_text: "", date: "today" }[source.type] ?? first;
    return { q, op, value: SEVERAL.includes(op) ? [first].filter(Boolean) : value };
  }

  #changed(event) {
    const row = event.target.closest("[data-row]");
    if (!row) {
      return;
    }
    const index = Number(row.dataset.row);
    const leaf = this.leaves[index];
    const source = this.draft.node(event.target.dataset.part === "q" ? event.target.value : leaf.q);
    if (event.target.dataset.part === "q") {
      this.leaves[index] = this.#fresh(source);
    } else if (event.target.dataset.part === "op") {
      const isSameShape = SEVERAL.includes(leaf.op) === SEVERAL.includes(event.target.value) && "value" in leaf;
      const next = this.#withValue({ q: leaf.q, op: event.target.value }, source);
      this.leaves[index] = "value" in next && isSameShape ? { ...next, value: leaf.value } : next;
    } else {
      leaf.value = readValue(row, source, leaf.op);
      return;
    }
    this.#draw();
    this.parts.rows.querySelector(`[data-row="${index}"] [data-part="${event.target.dataset.part}"]`)?.focus();
  }

  #clicked(event) {
    const button = event.target.closest("[data-remove-row]");
    if (button) {
      this.leaves.splice(Number(button.dataset.removeRow), 1);
      this.#draw();
      this.parts.add.focus();
    }
  }

  #draw() {
    const rows = this.isComplex
      ? [element("p", { class: "notice notice--violet" }, t("condition_complex"))]
      : this.leaves.map((leaf, index) => this.#row(leaf, index));
    const isEmpty = !this.isComplex && !this.sources.length;
    this.parts.rows.replaceChildren(...(isEmpty ? [element("p", { class: "u-muted" }, t("condition_none_earlier"))] : rows));
    this.parts.add.hidden = this.isComplex || isEmpty;
    this.parts.mode.hidden = this.isComplex || this.leaves.length < 2;
    for (const radio of this.parts.mode.querySelectorAll("input")) {
      radio.checked = radio.value === this.mode;
    }
  }

  #row(leaf, index) {
    const source = this.sources.find((item) => item.id === leaf.q);
    const question = element("select", { class: "input input--select", "aria-label": t("condition_question"), "data-part": "q" });
    if (!source) {
      question.append(element("option", { value: leaf.q, selected: true }, t("condition_pick")));
    }
    question.append(...this.sources.map((item) => element("option", { value: item.id, selected: item === source }, this.#name(item))));
    const parts = [question];
    if (source) {
      const op = element("select", { class: "input input--select", "aria-label": t("condition_op"), "data-part": "op" });
      op.append(...this.operators[source.type].map((each) => element("option", { value: each, selected: each === leaf.op }, t(`op_${each}`))));
      parts.push(op, ...this.#value(leaf, source));
    }
    const remove = element("button", { class: "icon-button", type: "button", "aria-label": t("condition_remove"), "data-remove-row": index }, icon("trash"));
    return element("div", { class: "condition__row", "data-row": index }, element("div", { class: "condition__parts" }, parts), remove);
  }

  #name(item) {
    return `${this.draft.numberOf(item.id)} ${textOf(this.draft, item, "label", this.language) || t("untitled")}`;
  }

  #value(leaf, source) {
    if (WITHOUT_VALUE.includes(leaf.op)) {
      return [];
    }
    const data = { "aria-label": t("condition_value"), "data-part": "value" };
    if (SEVERAL.includes(leaf.op)) {
      return [element("div", { class: "condition__choices", role: "group", "aria-label": t("condition_value") }, (source.choices ?? []).map((choice) => this.#tick(choice, leaf)))];
    }
    if (source.type === "yes_no" || hasChoices(source)) {
      const select = element("select", { class: "input input--select", ...data });
      select.append(...this.#options(source, leaf));
      return [select];
    }
    const kinds = { number: "number", scale: "number" };
    const isDay = source.type === "date" && leaf.value !== "today" && !String(leaf.value).startsWith("today");
    return [element("input", { class: "input", type: isDay ? "date" : (kinds[source.type] ?? "text"), step: "any", value: leaf.value ?? "", ...data })];
  }

  #options(source, leaf) {
    if (source.type === "yes_no") {
      return [true, false].map((value) => element("option", { value, selected: leaf.value === value }, t(value ? "yes" : "no")));
    }
    const known = (source.choices ?? []).map((choice) =>
      element("option", { value: choice.id, selected: choice.id === leaf.value }, textOf(this.draft, choice, "label", this.language) || t("untitled")),
    );
    const isGone = !(source.choices ?? []).some((choice) => choice.id === leaf.value);
    return isGone ? [element("option", { value: leaf.value, selected: true }, "—"), ...known] : known;
  }

  #tick(choice, leaf) {
    const box = element("input", { class: "choice__input", type: "checkbox", value: choice.id, checked: leaf.value.includes(choice.id), "data-part": "value" });
    return element("label", { class: "choice" }, box, element("span", { class: "choice__text" }, textOf(this.draft, choice, "label", this.language) || t("untitled")));
  }
}

/** The single questions of a rule that is one, or a plain list of them; null for anything nested. */
function flat(rule) {
  if (!rule) {
    return null;
  }
  const parts = rule.q ? [rule] : (rule.all ?? rule.any);
  return parts?.every((part) => part.q) ? parts : null;
}

function readValue(row, source, op) {
  const inputs = [...row.querySelectorAll('[data-part="value"]')];
  if (SEVERAL.includes(op)) {
    return inputs.filter((box) => box.checked).map((box) => box.value);
  }
  const { value } = inputs[0];
  if (source.type === "yes_no") {
    return value === "true";
  }
  return source.type === "number" || source.type === "scale" ? Number(value) : value;
}
