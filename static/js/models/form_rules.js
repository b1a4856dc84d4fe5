/**
 * Evaluates answers against a form as the server will: the same as forms_builder/evaluation/evaluate.py, held to it
 * by tests/forms_builder/vectors. The server is the law; this is the convenience of knowing before sending.
 */

import { beyond } from "./form_rules/bounds.js";
import { holds } from "./form_rules/conditions.js";
import { todayIn } from "./form_rules/dates.js";
import { isBlank, length } from "./form_rules/text.js";
import { fault, longest, read, wrongType } from "./form_rules/values.js";

export { isBlank, length, longest, todayIn };

const LAYOUT_TYPES = ["heading", "note"];
const MAX_ROWS = 30;
const SECONDS = {
  short_text: 15, long_text: 45, number: 10, yes_no: 5, single_choice: 8, multi_choice: 12, date: 12, scale: 6,
  photo: 40, file: 40, address: 25, consent: 10, repeat: 45,
}; // prettier-ignore

const isQuestion = (item) => !LAYOUT_TYPES.includes(item.type);
const isRow = (row) => typeof row === "object" && row !== null && !Array.isArray(row);
const sum = (pages, name) => pages.reduce((total, page) => total + page[name], 0);

/** Answers came for questions that this form does not have. */
export class UnknownQuestions extends Error {
  constructor(ids) {
    super(`Unknown questions: ${ids.join(", ")}`);
    this.ids = ids;
  }
}

/** One pass over the document; every condition sees only what was visible before it. */
class Walk {
  constructor(raw, today, files) {
    this.raw = raw;
    this.today = today;
    this.files = files;
    this.visible = [];
    this.pages = [];
    this.answers = new Map();
    this.errors = {};
    this.warnings = {};
    this.flags = [];
    this.seconds = 0;
  }

  holds(rule) {
    return holds(rule, this.answers, this.today);
  }

  page(page) {
    if (!this.holds(page.show_if)) return;
    const shown = page.items.filter((item) => this.item(item));
    if (!shown.length) return;
    const ids = shown.filter(isQuestion).map((item) => item.id);
    const isMissing = (id) => (this.errors[id] ?? []).some(({ code }) => code === "required");
    this.pages.push({
      id: page.id,
      answered: ids.filter((id) => this.answers.has(id)).length,
      total: ids.length,
      missing: ids.filter(isMissing).length,
    });
  }

  item(item) {
    if (!this.holds(item.show_if)) return false;
    this.visible.push(item.id);
    if (isQuestion(item)) this.question(item);
    return true;
  }

  question(item) {
    const isNeeded = item.required || (item.required_if && this.holds(item.required_if));
    const raw = this.raw[item.id];
    const value = item.type === "repeat" ? this.rows(item, raw) : this.value(item, item.id, raw);
    if (value !== null) {
      this.answers.set(item.id, value);
      return;
    }
    this.seconds += SECONDS[item.type];
    if (isNeeded && !(item.id in this.errors)) this.fault(item.id, fault("required", { type: item.type }));
  }

  value(item, key, raw) {
    const [value, unreadable] = read(item, raw);
    const wrong = unreadable ?? (value === null ? null : beyond(item, value, this.today, this.files));
    if (wrong) this.fault(key, wrong);
    return value;
  }

  rows(item, raw) {
    if (raw === null || raw === undefined) return null;
    if (!Array.isArray(raw) || !raw.every(isRow)) return this.fault(item.id, wrongType());
    const most = item.max_rows || MAX_ROWS;
    if (raw.length > Math.max(most, MAX_ROWS)) {
      return this.fault(item.id, fault("too_many_rows", { limit: most, count: raw.length }));
    }
    const rows = raw.map((given, number) => this.row(item, number, given)).filter((row) => Object.keys(row).length);
    if (!rows.length) return null;
    const count = rows.length;
    const least = item.min_rows;
    if (count > most) this.fault(item.id, fault("too_many_rows", { limit: most, count }));
    else if (least && count < least) this.fault(item.id, fault("too_few_rows", { limit: least, count }));
    return rows;
  }

  row(item, number, given) {
    const unknown = Object.keys(given).filter((key) => !item.fields.some((field) => field.id === key));
    if (unknown.length) throw new UnknownQuestions(unknown.sort());
    const row = {};
    const faults = new Map();
    for (const field of item.fields) {
      const [value, unreadable] = read(field, given[field.id]);
      const wrong = unreadable ?? (value === null ? null : beyond(field, value, this.today, this.files));
      if (value !== null) row[field.id] = value;
      if (wrong) faults.set(field.id, wrong);
      else if (value === null && field.required) faults.set(field.id, fault("required", { type: field.type }));
    }
    if (Object.keys(row).length || [...faults.values()].some(({ code }) => code !== "required")) {
      faults.forEach((wrong, key) => this.fault(`${item.id}.${number}.${key}`, wrong));
    }
    return row;
  }

  /** Always null: what is wrong in kind is no answer. */
  fault(key, wrong) {
    (this.errors[key] ??= []).push(wrong);
    return null;
  }

  check(check) {
    if (!this.holds(check.when)) return;
    if (check.level === "internal") {
      this.flags.push(check.id);
    } else if (this.visible.includes(check.on)) {
      const said = check.level === "error" ? this.errors : this.warnings;
      (said[check.on] ??= []).push(fault("check", { id: check.id, message: check.message }));
    }
  }

  outcome() {
    return {
      visible: this.visible,
      pages: this.pages.map((page) => page.id),
      answers: Object.fromEntries(this.answers),
      errors: this.errors,
      warnings: this.warnings,
      flags: this.flags,
      progress: {
        answered: sum(this.pages, "answered"),
        total: sum(this.pages, "total"),
        missing: sum(this.pages, "missing"),
        minutes_left: Math.ceil(this.seconds / 60),
        pages: this.pages,
      },
    };
  }
}

/**
 * @param {object} definition a published definition or its public projection
 * @param {Object<string, *>} answers raw answers by question id
 * @param {{today: string, files?: Object<string, object>}} options ISO day in the form's time zone; facts of uploads
 * @throws {UnknownQuestions}
 */
export function evaluate(definition, answers, { today, files = null }) {
  const known = definition.pages.flatMap((page) => page.items.filter(isQuestion).map((item) => item.id));
  const unknown = Object.keys(answers).filter((id) => !known.includes(id));
  if (unknown.length) throw new UnknownQuestions(unknown.sort());
  const walk = new Walk(answers, today, files);
  definition.pages.forEach((page) => walk.page(page));
  (definition.checks ?? []).forEach((check) => walk.check(check));
  return walk.outcome();
}
