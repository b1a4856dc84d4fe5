/** Calendar days as ISO text: the same as forms_builder/dates.py. No Date object carries a day across zones. */

import { plain } from "./text.js";

const TYPED = /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$/;
const RELATIVE = /^today(?:([+-])([0-9]{1,3})([dmy]))?$/;

/** The day it is in a time zone, such as "Asia/Taipei". */
export function todayIn(zone, now = new Date()) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const part = Object.fromEntries(parts.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}`;
}

function daysIn(year, month) {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function iso(year, month, day) {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

/** ISO day for what was typed, or null when there is no such day. */
export function readDate(text) {
  const match = TYPED.exec(plain(text));
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return iso(year, month, day);
}

function shiftDays(today, days) {
  const [year, month, day] = today.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

function shiftMonths(today, months) {
  const [year, month, day] = today.split("-").map(Number);
  const total = year * 12 + month - 1 + months;
  const shifted = [Math.floor(total / 12), (total % 12) + 1];
  return iso(...shifted, Math.min(day, daysIn(...shifted)));
}

/** ISO day for a bound: an ISO date, `today`, or `today-18y`. */
export function bound(expression, today) {
  if (typeof expression !== "string") return null;
  const match = RELATIVE.exec(expression);
  if (!match) return readDate(expression);
  const [, sign, amount = "0", unit = "d"] = match;
  const steps = Number(amount) * (sign === "-" ? -1 : 1);
  return unit === "d" ? shiftDays(today, steps) : shiftMonths(today, steps * (unit === "y" ? 12 : 1));
}
