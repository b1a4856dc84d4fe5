/** The form being edited: what stands where, what depends on what. Knows no page and no server. */

import { hasChoices, isQuestion } from "./form_kinds.js";
import { applied, applyOp, find } from "./form_ops.js";

/** "change" carries {ops, source}: source "typing" while a text is being typed, so that views leave it alone. */
export class FormDraft extends EventTarget {
  /** @param {object} definition @param {{published?: string[], retired?: string[], seconds?: Record<string, number>}} [known] */
  constructor(definition, { published = [], retired = [], seconds = {} } = {}) {
    super();
    this.document = structuredClone(definition);
    this.published = new Set(published);
    this.retired = new Set(retired);
    this.seconds = seconds;
  }

  /** Apply edits at once, all or none. Returns the operations that undo all of them, in order. */
  apply(ops, source = "edit") {
    const inverse = [];
    try {
      for (const op of ops) {
        inverse.unshift(...applyOp(this.document, op));
      }
    } catch (error) {
      inverse.forEach((op) => applyOp(this.document, op));
      throw error;
    }
    this.#changed(ops, source);
    return inverse;
  }

  /** The server's document, with what it does not know yet on top. */
  reset(definition, unsent = []) {
    this.document = applied(definition, unsent);
    this.#changed(unsent, "reset");
  }

  get pages() {
    return this.document.pages ?? [];
  }

  get items() {
    return this.pages.flatMap((page) => page.items ?? []);
  }

  get questions() {
    return this.items.filter(isQuestion);
  }

  find(id) {
    return find(this.document, id);
  }

  node(id) {
    return id === "form" ? this.document : (this.find(id)?.node ?? null);
  }

  pageOf(id) {
    return this.pages.find((page) => page.id === id || (page.items ?? []).some((item) => contains(item, id))) ?? null;
  }

  /** The item that a choice, a field or a choice of a field belongs to. */
  itemOf(id) {
    return this.items.find((item) => contains(item, id)) ?? null;
  }

  /** The number that people see: questions are counted through all pages, headings are not. */
  numberOf(id) {
    const index = this.questions.findIndex((item) => item.id === id);
    return index < 0 ? null : index + 1;
  }

  isPublished(id) {
    return this.published.has(id);
  }

  isTaken(id) {
    return this.retired.has(id) || Boolean(this.find(id));
  }

  /** Questions that a condition on `id` may look at: those before it, and nothing else; a check looks at all. */
  earlierThan(id) {
    if (id.startsWith("k_")) {
      return this.questions.filter((item) => item.type !== "repeat");
    }
    const page = this.pages.find((each) => each.id === id);
    const stop = page ? page.items?.[0]?.id : id;
    const before = [];
    for (const item of this.items) {
      if (item.id === stop) {
        break;
      }
      before.push(item);
    }
    return before.filter((item) => isQuestion(item) && item.type !== "repeat");
  }

  /** Nodes whose condition looks at `id`: [{node, leaf}], of a choice those that name it. */
  dependentsOf(id) {
    const found = [];
    for (const node of this.#conditioned()) {
      const leaf = [...leaves(node.show_if)].find(({ q, value }) => q === id || [value].flat().includes(id));
      if (leaf) {
        found.push({ node, leaf });
      }
    }
    return found;
  }

  /** Why a condition cannot hold any more: "gone", "forward", "choice_gone" or "" when it is sound. */
  conditionFault(node) {
    const earlier = new Set(this.earlierThan(node.id).map((item) => item.id));
    for (const leaf of leavesOf(node)) {
      const source = this.node(leaf.q);
      if (!source) {
        return "gone";
      }
      if (!earlier.has(leaf.q)) {
        return "forward";
      }
      const ids = hasChoices(source) ? (source.choices ?? []).map((choice) => choice.id) : [];
      if (hasChoices(source) && valuesOf(leaf).some((value) => !ids.includes(value))) {
        return "choice_gone";
      }
    }
    return "";
  }

  /** The questions that the conditions of a node look at. */
  sourcesOf(node) {
    return leavesOf(node).map((leaf) => leaf.q);
  }

  /** The first question that a rule looks at and that still stands in the form. */
  sourceOf(rule) {
    return [...leaves(rule)].map((leaf) => leaf.q).find((id) => this.node(id)) ?? null;
  }

  /** The edits that let every condition look at `to` where it looked at the option `from`. */
  repointed(from, to) {
    const ops = [];
    for (const node of [...this.#conditioned(), ...(this.document.checks ?? [])]) {
      for (const prop of RULES) {
        if ([...leaves(node[prop])].some((leaf) => valuesOf(leaf).includes(from))) {
          const value = JSON.parse(JSON.stringify(node[prop]), (key, part) => (part === from ? to : part));
          ops.push({ op: "set", id: node.id, prop, value });
        }
      }
    }
    return ops;
  }

  /** About how long the whole form takes, every branch counted, as the evaluator says. */
  get minutes() {
    return Math.ceil(this.questions.reduce((sum, item) => sum + (this.seconds[item.type] ?? 0), 0) / 60);
  }

  *#conditioned() {
    yield* this.pages;
    yield* this.items;
  }

  #changed(ops, source) {
    this.dispatchEvent(new CustomEvent("change", { detail: { ops, source } }));
  }
}

const contains = (item, id) =>
  item.id === id ||
  (item.choices ?? []).some((choice) => choice.id === id) ||
  (item.fields ?? []).some((field) => contains(field, id));

const RULES = ["show_if", "required_if", "when"];
const leavesOf = (node) => RULES.flatMap((prop) => [...leaves(node[prop])]);
const valuesOf = (leaf) => (Array.isArray(leaf.value) ? leaf.value : [leaf.value]);

/** The single questions that a condition asks, wherever they stand in its tree. */
export function* leaves(rule) {
  if (!rule) {
    return;
  }
  if (rule.q) {
    yield rule;
  }
  for (const part of [...(rule.all ?? []), ...(rule.any ?? []), ...(rule.not ? [rule.not] : [])]) {
    yield* leaves(part);
  }
}
