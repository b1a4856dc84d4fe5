/** Sentences come from the page, already translated; modules only fill in the blanks. */

const ISLANDS = ["core-messages", "page-messages"];
let messages = null;

/**
 * @param {string} key
 * @param {Record<string, string | number>} [vars] `count` also chooses between one and other.
 * @returns {string}
 */
export function t(key, vars = {}) {
  messages ??= readIslands();
  const found = messages[key];
  if (found === undefined) {
    return key;
  }
  return fill(typeof found === "string" ? found : choose(found, vars.count), vars);
}

/** For tests, and for pages that fetch more words. */
export function setMessages(more) {
  messages = { ...messages, ...more };
}

export function language() {
  return globalThis.document?.documentElement.lang || "en";
}

/** @param {string} text with {name} blanks */
export function fill(text, vars) {
  return text.replace(/\{(\w+)\}/g, (blank, name) => (name in vars ? String(vars[name]) : blank));
}

function choose(forms, count) {
  const rule = new Intl.PluralRules(language()).select(Number(count));
  return forms[rule] ?? forms.other;
}

function readIslands() {
  const found = ISLANDS.map((id) => globalThis.document?.getElementById(id)?.textContent);
  return Object.assign({}, ...found.filter(Boolean).map((text) => JSON.parse(text)));
}
