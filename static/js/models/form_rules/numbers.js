/** Numbers and scales: the same as forms_builder/evaluation/{values,bounds}.py. */

import { fault, isText, plain, wrongType } from "./text.js";

const NUMBER = /^[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?$/;

function number(raw) {
  let value = raw;
  if (isText(raw)) {
    const text = plain(raw);
    if (!NUMBER.test(text)) return [null, fault("number")];
    value = Number(text.replaceAll(",", ""));
  }
  if (typeof value !== "number" || Number.isNaN(value)) return wrongType();
  return Math.abs(value) > Number.MAX_SAFE_INTEGER ? [null, fault("number")] : [value + 0];
}

function between(value, least, most) {
  if (value < (least ?? -Infinity)) return fault("too_small", { limit: least });
  return value > (most ?? Infinity) ? fault("too_big", { limit: most }) : null;
}

export const KINDS = {
  number(item, raw) {
    const [value, wrong] = number(raw);
    if (wrong) return [value, wrong];
    return [value, item.integer && !Number.isInteger(value) ? fault("not_integer") : between(value, item.min, item.max)];
  },
  scale(item, raw) {
    const [value, wrong] = number(raw);
    if (wrong) return [value, wrong];
    return Number.isInteger(value) ? [value, between(value, item.min ?? 1, item.max ?? 5)] : wrongType();
  },
};
