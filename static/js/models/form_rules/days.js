/** Days that hang on today: the same as forms_builder/dates.py. A page is told them as dates; the editor finds them out. */

import { daysIn, iso, readDate } from "./dates.js";

const RELATIVE = /^today(?:([+-])([0-9]{1,3})([dmy]))?$/;

/** The day it is in a time zone, such as "Asia/Taipei". */
export function todayIn(zone, now = new Date()) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const part = Object.fromEntries(parts.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}`;
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

/** ISO day for a bound: an ISO date, `today`, or `today-18y`; null for what is none. */
export function bound(expression, today) {
  if (typeof expression !== "string") return null;
  const match = RELATIVE.exec(expression);
  if (!match) return readDate(expression);
  const [, sign, amount = "0", unit = "d"] = match;
  const steps = Number(amount) * (sign === "-" ? -1 : 1);
  return unit === "d" ? shiftDays(today, steps) : shiftMonths(today, steps * (unit === "y" ? 12 : 1));
}

/** The definition with every such day as a date: the same as forms_builder/evaluation/days.py. */
export function settled(node, today) {
  if (Array.isArray(node)) return node.map((part) => settled(part, today));
  if (typeof node !== "object" || node === null) return node;
  const whole = Object.fromEntries(Object.entries(node).map(([key, part]) => [key, settled(part, today)]));
  if (node.type === "date") return { ...whole, min: bound(node.min, today), max: bound(node.max, today) };
  return ["before", "after"].includes(node.op) ? { ...whole, value: bound(node.value, today) } : whole;
}
