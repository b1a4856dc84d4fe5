/**
 * What people type, made comparable: the same as forms_builder/text.py.
 * The patterns name their characters one by one: \s, \d and trim() differ between the two languages.
 */

const MAX_RAW_TEXT = 20000;
const MAX_SHORT_ANSWER = 300;
const MAX_LONG_ANSWER = 5000;

const SPACE = "\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const UNSEEN =
  "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f" +
  "\\u2800\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\u{e0000}-\\u{e01ef}";
const CONTROL = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f";

const BLANK = new RegExp(`^[${SPACE}${UNSEEN}${CONTROL}]*$`, "u");
const EDGE = new RegExp(`[${SPACE}\\u200b\\u2060\\ufeff]`, "u");
const CONTROLS = new RegExp(`[${CONTROL}]`, "gu");
const LINE_ENDS = /\r\n|\r|\u2028|\u2029|\u0085/g;
const LONE_SURROGATES = /[\ud800-\udfff]/gu;

export const fault = (code, params = {}) => ({ code, params });
export const wrongType = () => [null, fault("wrong_type")];
export const isText = (value) => typeof value === "string";
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Nothing to see: only spaces, zero-width characters, variation selectors. */
export function isBlank(text) {
  return BLANK.test(text);
}

/** By hand and not by a pattern: one anchored at the end is quadratic on long runs of spaces. */
function trimmed(text) {
  let start = 0;
  let end = text.length;
  while (start < end && EDGE.test(text[start])) start += 1;
  while (end > start && EDGE.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

/** The text as it is kept: composed, one kind of line end, no control characters, no blank edges. */
export function tidy(text, { lines = false } = {}) {
  let kept = text.replace(LONE_SURROGATES, "\ufffd").replace(LINE_ENDS, "\n").replace(CONTROLS, "");
  if (!lines) kept = kept.replace(/\n/g, " ");
  return trimmed(kept.normalize("NFC"));
}

/** Full-width digits and letters become the ordinary ones. */
export function plain(text) {
  return trimmed(tidy(text).normalize("NFKC"));
}

/** For comparing short answers: NFKC, and case ignored letter by letter. */
export function folded(text) {
  return Array.from(plain(text), (letter) => letter.toUpperCase().toLowerCase()).join("");
}

/** Characters as the server counts them: code points. */
export function length(text) {
  return Array.from(text).length;
}

/** The most characters that a text answer may have. */
export function longest({ type, max_length } = { type: "short_text" }) {
  const limit = type === "short_text" ? MAX_SHORT_ANSWER : MAX_LONG_ANSWER;
  return Math.min(max_length || limit, limit);
}

/** The fault of a text that is longer than this, or null. */
export function tooLong(text, limit = longest()) {
  const count = length(text);
  return count > limit ? fault("too_long", { limit, count }) : null;
}

/** What is no text to begin with, or nothing to see: [null, its fault or null]. */
export function unreadable(item, raw) {
  if (raw === null || raw === undefined) return [null];
  if (!isText(raw) || item.type === "repeat") return null;
  if (length(raw) > MAX_RAW_TEXT) return [null, tooLong(raw, longest(item))];
  return isBlank(raw) ? [null] : null;
}
