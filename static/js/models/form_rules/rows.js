/** The rows of a repeat, each with its fields: the same as `_rows` in forms_builder/evaluation/evaluate.py. */

import { fault, isObject, wrongType } from "./text.js";

const MAX_ROWS = 30;

const isFilled = (row) => Object.keys(row).length > 0;

/** A field that is only missing is no fault in a row where all is missing: that row does not count. */
function row({ id, fields }, number, given, walk) {
  const filled = {};
  const wrongs = fields.map((field) => {
    const [value, wrong] = walk.read(field, given[field.id]);
    if (value !== null) filled[field.id] = value;
    const isMissing = !wrong && value === null && field.required;
    return [field.id, isMissing ? fault("required", { type: field.type }) : wrong];
  });
  if (isFilled(filled) || wrongs.some(([, wrong]) => wrong && wrong.code !== "required")) {
    wrongs.forEach(([key, wrong]) => wrong && walk.fault(`${id}.${number}.${key}`, wrong));
  }
  return filled;
}

export const KINDS = {
  repeat(item, raw, walk) {
    if (!Array.isArray(raw) || !raw.every(isObject)) return wrongType();
    const { min_rows: least, max_rows } = item;
    const most = max_rows || MAX_ROWS;
    const tooMany = (count) => fault("too_many_rows", { limit: most, count });
    if (raw.length > Math.max(most, MAX_ROWS)) return [null, tooMany(raw.length)];
    const rows = raw.map((given, number) => row(item, number, given, walk)).filter(isFilled);
    const count = rows.length;
    if (!count) return [null];
    if (count > most) return [rows, tooMany(count)];
    return [rows, least && count < least ? fault("too_few_rows", { limit: least, count }) : null];
  },
};
