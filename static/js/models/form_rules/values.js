/** From what was typed to the form in which an answer is kept: the same as forms_builder/evaluation/values.py. */

import { readDate } from "./dates.js";
import { READERS } from "./formats.js";
import { isBlank, length, plain, tidy } from "./text.js";

const MAX_RAW_TEXT = 20000;
const MAX_SHORT_ANSWER = 300;
const MAX_LONG_ANSWER = 5000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NUMBER = /^[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?$/;
const ADDRESS_PARTS = ["county", "district", "street", "postal_code"];

const isText = (value) => typeof value === "string";
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export const fault = (code, params = {}) => ({ code, params });
export const wrongType = () => fault("wrong_type");

/** The most characters that a text answer may have. */
export function longest(item) {
  const limit = item.type === "short_text" ? MAX_SHORT_ANSWER : MAX_LONG_ANSWER;
  return Math.min(item.max_length || limit, limit);
}

function shortText(item, raw) {
  if (!isText(raw)) return [null, wrongType()];
  const reader = READERS.get(item.format);
  return reader ? reader(raw) : [tidy(raw, { lines: false }), null];
}

function number(item, raw) {
  let value = raw;
  if (isText(raw)) {
    const text = plain(raw);
    if (!NUMBER.test(text)) return [null, fault("number")];
    value = Number(text.replaceAll(",", ""));
  }
  if (typeof value !== "number" || Number.isNaN(value)) return [null, wrongType()];
  return Math.abs(value) > Number.MAX_SAFE_INTEGER ? [null, fault("number")] : [value + 0, null];
}

function scale(item, raw) {
  const [value, wrong] = number(item, raw);
  return wrong === null && Number.isInteger(value) ? [value, null] : [null, wrong ?? wrongType()];
}

function other(item, raw) {
  const text = raw.other;
  if (!item.other || Object.keys(raw).length !== 1 || !isText(text) || length(text) > MAX_RAW_TEXT) {
    return [null, wrongType()];
  }
  if (isBlank(text)) return [null, fault("other_blank")];
  const words = tidy(text, { lines: false });
  const count = length(words);
  return count > MAX_SHORT_ANSWER
    ? [null, fault("too_long", { limit: MAX_SHORT_ANSWER, count })]
    : [{ other: words }, null];
}

function singleChoice(item, raw) {
  if (isObject(raw)) return other(item, raw);
  if (!isText(raw)) return [null, wrongType()];
  return item.choices.some((choice) => choice.id === raw) ? [raw, null] : [null, fault("unknown_choice")];
}

function multiChoice(item, raw) {
  if (!Array.isArray(raw)) return [null, wrongType()];
  const ids = item.choices.map((choice) => choice.id);
  const words = raw.filter(isObject);
  const picked = raw.filter((part) => !isObject(part));
  if (!picked.every(isText) || words.length > 1) return [null, wrongType()];
  if (picked.some((part) => !ids.includes(part))) return [null, fault("unknown_choice")];
  const value = ids.filter((choice) => picked.includes(choice));
  if (words.length) {
    const [own, wrong] = other(item, words[0]);
    if (wrong) return [value.length ? value : null, wrong];
    value.push(own);
  }
  return [value.length ? value : null, null];
}

function date(item, raw) {
  if (!isText(raw)) return [null, wrongType()];
  const day = readDate(raw);
  return day ? [day, null] : [null, fault("date")];
}

function files(item, raw) {
  if (!Array.isArray(raw) || !raw.every((uid) => isText(uid) && UUID.test(uid.toLowerCase()))) {
    return [null, wrongType()];
  }
  const uids = [...new Set(raw.map((uid) => uid.toLowerCase()))];
  return [uids.length ? uids : null, null];
}

function address(item, raw) {
  if (!isObject(raw) || !Object.keys(raw).every((name) => ADDRESS_PARTS.includes(name))) return [null, wrongType()];
  const fits = (part) => part === null || (isText(part) && length(part) <= MAX_RAW_TEXT);
  if (!Object.values(raw).every(fits)) return [null, wrongType()];
  const given = ADDRESS_PARTS.filter((name) => raw[name] && !isBlank(raw[name]));
  if (!given.length) return [null, null];
  const value = Object.fromEntries(given.map((name) => [name, tidy(raw[name], { lines: false })]));
  const tooLong = Object.values(value).find((part) => length(part) > MAX_SHORT_ANSWER);
  if (tooLong) return [null, fault("too_long", { limit: MAX_SHORT_ANSWER, count: length(tooLong) })];
  const needed = item.detail === "full" ? ["county", "district", "street"] : ["county", "district"];
  const missing = needed.filter((name) => !(name in value));
  return [value, missing.length ? fault("address", { missing }) : null];
}

function consent(item, raw) {
  if (item.typed) return shortText({ type: "short_text" }, raw);
  return typeof raw === "boolean" ? [raw || null, null] : [null, wrongType()];
}

const TYPES = new Map(
  Object.entries({
    short_text: shortText,
    long_text: (item, raw) => (isText(raw) ? [tidy(raw, { lines: true }), null] : [null, wrongType()]),
    number,
    scale,
    yes_no: (item, raw) => (typeof raw === "boolean" ? [raw, null] : [null, wrongType()]),
    single_choice: singleChoice,
    multi_choice: multiChoice,
    date,
    photo: files,
    file: files,
    address,
    consent,
  }),
);

/** @returns {[*, object|null]} the kept value (null: nothing answered or nothing readable) and its fault */
export function read(item, raw) {
  if (raw === null || raw === undefined) return [null, null];
  if (isText(raw)) {
    const count = length(raw);
    if (count > MAX_RAW_TEXT) return [null, fault("too_long", { limit: longest(item), count })];
    if (isBlank(raw)) return [null, null];
  }
  return TYPES.get(item.type)(item, raw);
}
