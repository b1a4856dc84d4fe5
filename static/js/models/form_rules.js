/**
 * Evaluates answers against a form as the server will: the same as forms_builder/evaluation/evaluate.py, held to it
 * by tests/forms_builder/vectors. The server is the law; this is the convenience of knowing before sending.
 *
 * A step loads only the kinds of questions that it asks (form_rules/basics.js): answers of other kinds, given on other
 * steps, come as the server has read them, and days that hang on today come as dates. form_rules/whole.js needs no server.
 */

import { fault, folded, isText, unreadable } from "./form_rules/text.js";

const SECONDS = {
  short_text: 15, long_text: 45, number: 10, yes_no: 5, single_choice: 8, multi_choice: 12, date: 12, scale: 6,
  photo: 40, file: 40, address: 25, consent: 10, repeat: 45,
}; // prettier-ignore

export const isQuestion = ({ type }) => type in SECONDS;

/** One pass over the document; every condition sees only what was visible before it. */
export class Walk {
  visible = [];
  answers = {};
  errors = {};
  warnings = {};
  #seconds = 0;

  /**
   * @param {{pages: object[], checks?: object[]}} definition a published one, or what a page was told of it
   * @param {Object<string, *>} raw answers by question id
   * @param {Object<string, Function>} kinds by type or format: (item, raw, walk) → [kept value or null, its fault]
   */
  constructor({ pages, checks = [] }, raw, kinds) {
    Object.assign(this, { raw, kinds });
    for (const { show_if, items } of pages) {
      if (this.holds(show_if)) items.forEach((item) => this.#item(item));
    }
    checks.forEach((check) => this.#check(check));
  }

  get minutesLeft() {
    return Math.ceil(this.#seconds / 60);
  }

  holds(rule) {
    return holds(rule, this.answers);
  }

  /** @returns {[*, object|null]} the kept value (null: nothing answered or nothing readable) and its fault */
  read(item, raw) {
    const kind = this.kinds[item.type];
    return ((!kind || item.is_read) && [raw ?? null]) || unreadable(item, raw) || kind(item, raw, this);
  }

  fault(key, wrong) {
    (this.errors[key] ??= []).push(wrong);
  }

  #item(item) {
    if (!this.holds(item.show_if)) return;
    this.visible.push(item.id);
    if (isQuestion(item)) this.#question(item);
  }

  #question(item) {
    const { id, type } = item;
    const isNeeded = item.required || (item.required_if && this.holds(item.required_if));
    const [value, wrong] = this.read(item, this.raw[id]);
    if (wrong) this.fault(id, wrong);
    if (value !== null) {
      this.answers[id] = value;
      return;
    }
    this.#seconds += SECONDS[type];
    if (isNeeded && !this.errors[id]) this.fault(id, fault("required", { type }));
  }

  #check({ id, when, on, level, message }) {
    if (!this.holds(when) || !this.visible.includes(on)) return;
    const said = level === "error" ? this.errors : this.warnings;
    (said[on] ??= []).push(fault("check", { id, message }));
  }
}

// --- Conditions, as in forms_builder/evaluation/conditions.py

const isNumber = (value) => typeof value === "number";
const chosen = (answer) => (Array.isArray(answer) ? answer : [answer]);
const anyOf = (answer, value) => Array.isArray(value) && chosen(answer).some((choice) => value.includes(choice));

/** Strictly typed: true is not 1 and 1 is not "1". */
function same(answer, value) {
  if (isText(answer) && isText(value)) return folded(answer) === folded(value);
  return (typeof answer === "boolean" || isNumber(answer)) && answer === value;
}

const compared = (isFit, compare) => (answer, value) => isFit(answer) && isFit(value) && compare(answer, value);

const TESTS = {
  answered: () => true,
  is: same,
  is_not: (answer, value) => !same(answer, value),
  any_of: anyOf,
  none_of: (answer, value) => Array.isArray(value) && !anyOf(answer, value),
  all_of: (answer, value) => Array.isArray(value) && value.every((choice) => chosen(answer).includes(choice)),
  lt: compared(isNumber, (a, b) => a < b),
  lte: compared(isNumber, (a, b) => a <= b),
  gt: compared(isNumber, (a, b) => a > b),
  gte: compared(isNumber, (a, b) => a >= b),
  before: compared(isText, (a, b) => a < b),
  after: compared(isText, (a, b) => a > b),
};

/**
 * @param {object|null|undefined} rule no rule holds
 * @param {Object<string, *>} answers visible, normalized answers
 */
function holds(rule, answers) {
  if (!rule) return true;
  if (rule.all) return rule.all.every((part) => holds(part, answers));
  if (rule.any) return rule.any.some((part) => holds(part, answers));
  if (rule.not) return !holds(rule.not, answers);
  const answer = answers[rule.q];
  if (answer === undefined) return rule.op === "not_answered";
  return TESTS[rule.op]?.(answer, rule.value) ?? false;
}
