/**
 * Words and choices, which hardly a step lacks: the same as forms_builder/evaluation/{values,bounds}.py.
 * The other kinds of questions are loaded where a step asks them.
 */

import { fault, isBlank, isObject, isText, length, longest, tidy, tooLong, wrongType } from "./text.js";

function words(item, raw, { kinds }) {
  if (!isText(raw)) return wrongType();
  const [value, wrong] = kinds[item.format]?.(raw) ?? [tidy(raw, { lines: item.type === "long_text" })];
  const least = item.min_length;
  const count = length(value);
  const isShort = least && count < least;
  return [value, wrong ?? tooLong(value, longest(item)) ?? (isShort ? fault("too_short", { limit: least, count }) : null)];
}

function other(item, raw) {
  const text = raw.other;
  if (!item.other || Object.keys(raw).length !== 1 || !isText(text) || length(text) > 20000) return wrongType();
  if (isBlank(text)) return [null, fault("other_blank")];
  const own = tidy(text);
  const wrong = tooLong(own);
  return wrong ? [null, wrong] : [{ other: own }];
}

function one(item, raw) {
  if (isObject(raw)) return other(item, raw);
  if (!isText(raw)) return wrongType();
  return item.choices.some(({ id }) => id === raw) ? [raw] : [null, fault("unknown_choice")];
}

function several(item, raw) {
  if (!Array.isArray(raw)) return wrongType();
  const ids = item.choices.map(({ id }) => id);
  const [own, ...more] = raw.filter(isObject);
  const picked = raw.filter((part) => !isObject(part));
  if (!picked.every(isText) || more.length) return wrongType();
  if (!picked.every((id) => ids.includes(id))) return [null, fault("unknown_choice")];
  const value = ids.filter((id) => picked.includes(id));
  const [told, wrong] = own ? other(item, own) : [];
  if (told) value.push(told);
  return value.length ? [value, wrong ?? misfit(item, value)] : [null, wrong];
}

function misfit({ choices, min_selected: least, max_selected: most }, value) {
  const count = value.length;
  if (choices.some(({ id, exclusive }) => exclusive && value.includes(id))) return count > 1 ? fault("exclusive") : null;
  if (least && count < least) return fault("too_few_selected", { limit: least, count });
  return most && count > most ? fault("too_many_selected", { limit: most, count }) : null;
}

function consent(item, raw) {
  if (item.typed) return isText(raw) ? [tidy(raw)] : wrongType();
  return typeof raw === "boolean" ? [raw || null] : wrongType();
}

export const BASICS = {
  short_text: words,
  long_text: words,
  yes_no: (item, raw) => (typeof raw === "boolean" ? [raw] : wrongType()),
  single_choice: one,
  multi_choice: several,
  consent,
};

const formats = () => import("./formats.js");
const numbers = () => import("./numbers.js");
const files = () => import("./files.js");

const MODULES = {
  email: formats,
  phone: formats,
  url: formats,
  postal_code: formats,
  number: numbers,
  scale: numbers,
  date: () => import("./dates.js"),
  photo: files,
  file: files,
  address: () => import("./address.js"),
  repeat: () => import("./rows.js"),
};

/**
 * @param {object[]} items what one step asks
 * @returns {Promise<Object<string, Function>>} what cannot be loaded is left to the server
 */
export async function kindsOf(items) {
  const names = items.flatMap((item) => [item, ...(item.fields ?? [])]).flatMap(({ type, format }) => [type, format]);
  const loaders = new Set(names.map((name) => MODULES[name]).filter(Boolean));
  const modules = await Promise.allSettled([...loaders].map((load) => load()));
  return Object.assign({}, BASICS, ...modules.map(({ value }) => value?.KINDS));
}
