/** Built-in formats of short answers: the same as forms_builder/evaluation/formats.py. */

import { fault, plain, tidy } from "./text.js";

const PART = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const EMAIL = new RegExp(`^[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]{1,64}@${PART}(?:\\.${PART})+$`);
const UNSAFE =
  "\\x00-\\x20\\x7f-\\xa0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff";
const HOST = `[^${UNSAFE}/?#@:.\\\\]+`;
const URL_SHAPE = new RegExp(`^https?://${HOST}(?:\\.${HOST})+\\.?(?::[0-9]{1,5})?(?:[/?#][^${UNSAFE}]*)?$`, "i");
const POSTAL_CODE = /^(?:[0-9]{3}|[0-9]{5}|[0-9]{6})$/;
const PHONE_MARKS = /[ ()./-]|[\u2010-\u2015\u2212\u30fc]/g;
const PHONE = /^(\+?)([0-9]+)(?:(?:#|ext|x|轉|分機)([0-9]{1,6}))?$/i;
const MOBILE_DIGITS = 10;

function email(raw) {
  const text = plain(raw);
  if (text.length > 254 || !EMAIL.test(text) || text.includes("..") || text.startsWith(".") || text.includes(".@")) {
    return [text, fault("email")];
  }
  const at = text.lastIndexOf("@");
  return [text.slice(0, at) + text.slice(at).toLowerCase(), null];
}

function url(raw) {
  let text = tidy(raw);
  if (!Array.from(text).slice(0, 12).join("").includes("://")) text = `https://${text}`;
  return [text, Array.from(text).length <= 2000 && URL_SHAPE.test(text) ? null : fault("url")];
}

function postalCode(raw) {
  const text = plain(raw).replace(/[ -]/g, "");
  return [text, POSTAL_CODE.test(text) ? null : fault("postal_code")];
}

function faultOfLocalNumber(digits) {
  if (digits.startsWith("09")) {
    const missing = MOBILE_DIGITS - digits.length;
    if (missing > 0) return fault("phone_short", { missing, count: digits.length });
    return missing ? fault("phone_long", { surplus: -missing, count: digits.length }) : null;
  }
  return /^0[2-8]/.test(digits) && digits.length >= 9 && digits.length <= 10 ? null : fault("phone");
}

function phone(raw) {
  const text = plain(raw).replace(PHONE_MARKS, "");
  const match = PHONE.exec(text);
  if (!match) return [text, fault("phone")];
  let [, plus, digits] = match;
  if (digits.startsWith("00")) [plus, digits] = ["+", digits.slice(2)];
  if (digits.startsWith("886")) [plus, digits] = ["", `0${digits.slice(3).replace(/^0+/, "")}`];
  const tail = match[3] ? `#${match[3]}` : "";
  if (plus) {
    const fits = digits.length >= 8 && digits.length <= 15 && digits[0] !== "0";
    return [`+${digits}${tail}`, fits ? null : fault("phone")];
  }
  return [`${digits}${tail}`, faultOfLocalNumber(digits)];
}

/** Readers by format: text → [value, fault or null]. */
export const KINDS = { email, phone, url, postal_code: postalCode };
