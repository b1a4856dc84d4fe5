/** All that the rules know, for whoever has no server beside: the editor's preview, and the vectors. */

import { isQuestion, Walk } from "../form_rules.js";
import { KINDS as addresses } from "./address.js";
import { BASICS } from "./basics.js";
import { KINDS as dates } from "./dates.js";
import { settled } from "./days.js";
import { factsIn } from "./file_facts.js";
import { KINDS as files } from "./files.js";
import { KINDS as formats } from "./formats.js";
import { KINDS as numbers } from "./numbers.js";
import { KINDS as rows } from "./rows.js";

export { todayIn } from "./days.js";

const KINDS = { ...BASICS, ...addresses, ...dates, ...files, ...formats, ...numbers, ...rows };

/** Answers came for questions that this form does not have. */
export class UnknownQuestions extends Error {
  constructor(ids) {
    super(`Unknown questions: ${ids.join(", ")}`);
    this.ids = ids;
  }
}

/**
 * @param {object} definition a published definition or its public projection
 * @param {Object<string, *>} answers raw answers by question id
 * @param {{today: string, files?: Object<string, object>}} options ISO day in the form's time zone; facts of uploads
 * @throws {UnknownQuestions}
 */
export function evaluate(definition, answers, { today, files = null }) {
  const { pages, checks = [] } = settled(definition, today);
  const items = pages.flatMap((page) => page.items);
  refuseUnknown(answers, items.filter(isQuestion));
  const [internal, said] = [true, false].map((is) => checks.filter(({ level }) => (level === "internal") === is));
  const walk = new Walk({ pages, checks: said }, answers, { ...KINDS, ...factsIn(files) });
  const visible = items.filter(({ id }) => walk.visible.includes(id));
  visible.filter(({ type }) => type === "repeat").forEach((item) => refuseUnknownFields(answers[item.id], item.fields));
  return {
    visible: walk.visible,
    answers: walk.answers,
    errors: walk.errors,
    warnings: walk.warnings,
    flags: internal.filter(({ when }) => walk.holds(when)).map(({ id }) => id),
    ...progressOf(walk, pages),
  };
}

function progressOf(walk, pages) {
  const shown = pages.filter(({ items }) => items.some(({ id }) => walk.visible.includes(id)));
  const counted = shown.map((page) => countsOf(walk, page));
  const sum = (name) => counted.reduce((total, page) => total + page[name], 0);
  const [answered, total, missing] = ["answered", "total", "missing"].map(sum);
  return {
    pages: shown.map(({ id }) => id),
    progress: { answered, total, missing, minutes_left: walk.minutesLeft, pages: counted },
  };
}

function countsOf(walk, { id, items }) {
  const asked = items.filter((item) => isQuestion(item) && walk.visible.includes(item.id));
  return {
    id,
    answered: asked.filter((item) => item.id in walk.answers).length,
    total: asked.length,
    missing: asked.filter((item) => walk.errors[item.id]?.some(({ code }) => code === "required")).length,
  };
}

function refuseUnknownFields(rows, fields) {
  const isList = Array.isArray(rows) && rows.every((row) => row && typeof row === "object");
  if (isList && rows.length <= 30) rows.forEach((row) => refuseUnknown(row, fields));
}

function refuseUnknown(answers, known) {
  const unknown = Object.keys(answers).filter((key) => !known.some(({ id }) => id === key));
  if (unknown.length) throw new UnknownQuestions(unknown.sort());
}
