/** Does a condition hold? The same as forms_builder/evaluation/conditions.py. */

import { bound } from "./dates.js";
import { folded } from "./text.js";

const isNumber = (value) => typeof value === "number";
const chosen = (answer) => (Array.isArray(answer) ? answer : [answer]);
const anyOf = (answer, value) => Array.isArray(value) && chosen(answer).some((choice) => value.includes(choice));

/** Strictly typed: true is not 1 and 1 is not "1". */
function same(answer, value) {
  if (typeof answer === "string" && typeof value === "string") return folded(answer) === folded(value);
  return (typeof answer === "boolean" || isNumber(answer)) && answer === value;
}

const compared = (compare) => (answer, value) => isNumber(answer) && isNumber(value) && compare(answer, value);
const dated = (compare) => (answer, value, today) => {
  const day = bound(value, today);
  return typeof answer === "string" && day !== null && compare(answer, day);
};

const TESTS = new Map(
  Object.entries({
    answered: () => true,
    is: same,
    is_not: (answer, value) => !same(answer, value),
    any_of: anyOf,
    none_of: (answer, value) => Array.isArray(value) && !anyOf(answer, value),
    all_of: (answer, value) => Array.isArray(value) && value.every((choice) => chosen(answer).includes(choice)),
    lt: compared((a, b) => a < b),
    lte: compared((a, b) => a <= b),
    gt: compared((a, b) => a > b),
    gte: compared((a, b) => a >= b),
    before: dated((a, b) => a < b),
    after: dated((a, b) => a > b),
  }),
);

/**
 * @param {object|null|undefined} rule no rule holds
 * @param {Map<string, *>} answers visible, normalized answers
 * @param {string} today ISO day in the form's time zone
 */
export function holds(rule, answers, today) {
  if (rule === null || rule === undefined) return true;
  if ("all" in rule) return rule.all.every((part) => holds(part, answers, today));
  if ("any" in rule) return rule.any.some((part) => holds(part, answers, today));
  if ("not" in rule) return !holds(rule.not, answers, today);
  if (!answers.has(rule.q)) return rule.op === "not_answered";
  const test = TESTS.get(rule.op);
  return test ? test(answers.get(rule.q), rule.value, today) : false;
}
