import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { group, partAt, removeAt, ruleOf, treeOf } from "../models/condition_tree.js";
import { hasChoices } from "../models/form_kinds.js";
import { readValue, selectOf, valueControl } from "./builder_values.js";
import { textOf } from "./builder_sentences.js";

const WITHOUT_VALUE = ["answered", "not_answered"];
const SEVERAL = ["any_of", "none_of", "all_of"];
const MODES = ["all", "any", "not_all", "none"];
const DEEPEST = 3; // deeper ones are shown and kept, but nobody is led there

/** The dialog that writes a condition: sentences of "this earlier question · is · that answer", in groups. */
export class ConditionsView {
  constructor(parts, operators) {
    this.parts = parts;
    this.operators = operators;
    parts.rows.addEventListener("change", (event) => this.#changed(event));
    parts.rows.addEventListener("click", (event) => this.#clicked(event));
  }

  /** @param {object} node an item, a page or a check @param {string} prop show_if, required_if or when */
  open(draft, node, prop, language) {
    this.draft = draft;
    this.language = language;
    this.sources = draft.earlierThan(node.id);
    this.tree = treeOf(node[prop]);
    const number = draft.numberOf(node.id);
    const key = prop === "show_if" ? (number ? "condition_for" : "condition_for_page") : `condition_for_${prop}`;
    this.parts.title.textContent = t(key, { number: number ?? "" });
    this.parts.clear.hidden = !node[prop] || prop === "when";
    this.parts.clear.textContent = t(prop === "show_if" ? "condition_always" : "condition_never_required");
    if (!this.tree.parts.length) {
      this.#add(this.tree);
    }
    this.#draw();
  }

  get rule() {
    return ruleOf(this.tree);
  }

  // --- Private

  #add(parent) {
    const source = this.sources.findLast((item) => item.type === "yes_no" || hasChoices(item)) ?? this.sources.at(-1);
    if (source) {
      parent.parts.push(this.#fresh(source));
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

  #changed({ target }) {
    const path = pathOf(target);
    if (!path) {
      return;
    }
    const part = partAt(this.tree, path);
    const { part: name } = target.dataset;
    if (name === "mode") {
      part.mode = target.value;
    } else if (name === "value") {
      part.value = readValue(target.closest("[data-path]"), this.draft.node(part.q), part.op);
      if (!target.closest("[data-day]")) {
        return;
      }
    } else {
      const source = this.draft.node(name === "q" ? target.value : part.q);
      const next = name === "q" ? this.#fresh(source) : this.#withValue({ q: part.q, op: target.value }, source);
      const isSameShape = name === "op" && SEVERAL.includes(part.op) === SEVERAL.includes(next.op) && "value" in part && "value" in next;
      partAt(this.tree, path.slice(0, -1)).parts[path.at(-1)] = isSameShape ? { ...next, value: part.value } : next;
    }
    this.#draw();
    this.parts.rows.querySelector(`[data-path="${path.join(".")}"] [data-part="${name}"]`)?.focus();
  }

  #clicked(event) {
    const button = event.target.closest("[data-do]");
    if (!button) {
      return;
    }
    const path = pathOf(button);
    const part = partAt(this.tree, path);
    if (button.dataset.do === "add") {
      this.#add(part);
    } else if (button.dataset.do === "group") {
      this.#add(part);
      part.parts.push(group(part.parts.pop(), part.mode === "any" ? "all" : "any"));
    } else {
      removeAt(this.tree, path);
    }
    this.#draw();
    const rows = this.parts.rows.querySelectorAll("[data-part=q]");
    (button.dataset.do === "remove" ? this.parts.rows.querySelector("[data-do=add]") : [...rows].at(-1))?.focus();
  }

  #draw() {
    const isEmpty = !this.sources.length && !this.tree.parts.length;
    this.parts.rows.replaceChildren(isEmpty ? element("p", { class: "u-muted" }, t("condition_none_earlier")) : this.#group(this.tree, []));
  }

  #group(tree, path) {
    const mode = selectOf({ "aria-label": t("condition_mode"), "data-part": "mode" }, MODES.map((each) => [each, t(`mode_${each}`)]), tree.mode);
    const isPlain = tree.parts.length < 2 && tree.mode === "all" && !path.length;
    const add = (act, words) =>
      element("button", { class: "button button--soft button--small", type: "button", "data-do": act }, icon("plus"), t(words));
    return element(
      "div",
      { class: `condition__group${path.length ? " condition__group--inner" : ""}`, role: "group", "aria-label": t(`mode_${tree.mode}`), "data-path": path.join(".") },
      !isPlain && mode,
      tree.parts.map((part, index) => (part.parts ? this.#group(part, [...path, index]) : this.#row(part, [...path, index]))),
      element("div", { class: "condition__adds" }, add("add", "condition_add"), tree.parts.length > 0 && path.length < DEEPEST && add("group", "condition_add_group")),
    );
  }

  #row(leaf, path) {
    const source = this.sources.find((item) => item.id === leaf.q);
    const known = this.sources.map((item) => [item.id, this.#name(item)]);
    const parts = [selectOf({ "aria-label": t("condition_question"), "data-part": "q" }, source ? known : [[leaf.q, t("condition_pick")], ...known], leaf.q)];
    if (source) {
      parts.push(selectOf({ "aria-label": t("condition_op"), "data-part": "op" }, this.operators[source.type].map((each) => [each, t(`op_${each}`)]), leaf.op));
      if (!WITHOUT_VALUE.includes(leaf.op)) {
        parts.push(valueControl(leaf, source, (choice) => textOf(this.draft, choice, "label", this.language) || t("untitled")));
      }
    }
    const remove = element("button", { class: "icon-button", type: "button", "aria-label": t("condition_remove"), "data-do": "remove" }, icon("trash"));
    return element("div", { class: "condition__row", "data-path": path.join(".") }, element("div", { class: "condition__parts" }, parts), remove);
  }

  #name(item) {
    return `${this.draft.numberOf(item.id)} ${textOf(this.draft, item, "label", this.language) || t("untitled")}`;
  }
}

function pathOf(node) {
  const path = node.closest("[data-path]")?.dataset.path;
  return path === undefined ? null : path.split(".").filter(Boolean).map(Number);
}
