/** Calendar days as ISO text: the same as forms_builder/dates.py. No Date object carries a day across zones. */

import { fault, isText, plain, wrongType } from "./text.js";

const TYPED = /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$/;

export function daysIn(year, month) {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function iso(year, ...rest) {
  return [String(year).padStart(4, "0"), ...rest.map((part) => String(part).padStart(2, "0"))].join("-");
}

/** ISO day for what was typed, or null when there is no such day. */
export function readDate(text) {
  const match = TYPED.exec(plain(text));
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return iso(year, month, day);
}

export const KINDS = {
  date({ min, max }, raw) {
    if (!isText(raw)) return wrongType();
    const day = readDate(raw);
    if (!day) return [null, fault("date")];
    if (min && day < min) return [day, fault("too_early", { limit: min })];
    return [day, max && day > max ? fault("too_late", { limit: max }) : null];
  },
};
