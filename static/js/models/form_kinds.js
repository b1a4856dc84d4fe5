/** The fifteen types of item: which properties each has, and what a fresh one looks like. */

const ITEM = ["id", "type", "show_if", "private_note"];
const QUESTION = [...ITEM, "label", "help", "required", "required_if", "private", "bank"];
const FILES = ["min_files", "max_files", "max_mb"];

export const PROPS = {
  short_text: [...QUESTION, "format", "min_length", "max_length", "placeholder", "autocomplete"],
  long_text: [...QUESTION, "min_length", "max_length", "placeholder"],
  number: [...QUESTION, "integer", "min", "max", "unit"],
  yes_no: QUESTION,
  single_choice: [...QUESTION, "display", "other", "choices"],
  multi_choice: [...QUESTION, "other", "min_selected", "max_selected", "choices"],
  date: [...QUESTION, "min", "max", "autocomplete"],
  scale: [...QUESTION, "min", "max", "min_label", "max_label"],
  photo: [...QUESTION, ...FILES, "min_pixels"],
  file: [...QUESTION, ...FILES, "accept"],
  address: [...QUESTION, "detail"],
  consent: [...QUESTION, "statement", "typed"],
  repeat: [...QUESTION, "add_label", "min_rows", "max_rows", "fields"],
  heading: [...ITEM, "label"],
  note: [...ITEM, "label", "help"],
};

export const TYPES = Object.keys(PROPS);
export const FIELD_TYPES = ["short_text", "long_text", "number", "yes_no", "single_choice", "date"];
const LAYOUT = new Set(["heading", "note"]);
const CHOICE = new Set(["single_choice", "multi_choice"]);
// Only these changes keep every old answer readable, so a published question may make them.
const KEEPS_ANSWERS = [["short_text", "long_text"]];

export const ICONS = {
  short_text: "text",
  long_text: "menu",
  single_choice: "radio",
  multi_choice: "checkbox",
  yes_no: "check",
  number: "hash",
  scale: "star",
  date: "calendar",
  photo: "image",
  file: "file",
  address: "pin",
  repeat: "copy",
  consent: "edit",
  heading: "list",
  note: "info",
};

export const isQuestion = (item) => !LAYOUT.has(item.type);
export const hasChoices = (item) => CHOICE.has(item.type);

/** Is what was asked under one type still the same question under the other? */
export const keepsAnswers = (type, other) => KEEPS_ANSWERS.some((group) => group.includes(type) && group.includes(other));

/** Types that an item may still become: before publication nearly any, afterwards only what keeps its answers. */
export function typesFor(item, isPublished, isField = false) {
  if (isPublished) {
    return KEEPS_ANSWERS.find((group) => group.includes(item.type)) ?? [item.type];
  }
  return isField ? FIELD_TYPES : TYPES;
}

/** An opaque id as the server makes them; suggested here, so that one can go on offline. */
export function newId(kind, random = globalThis.crypto) {
  const bytes = random.getRandomValues(new Uint8Array(12));
  return `${kind}_${[...bytes].map((byte) => "abcdefghijklmnopqrstuvwxyz0123456789"[byte % 36]).join("")}`;
}

/**
 * A fresh item of a type. Its label is empty: the giver types it, and an empty one is kept like any other.
 * @param {string} type
 * @param {{statement?: string}} [words] what its parts are called at first
 */
export function freshItem(type, words = {}) {
  const item = { id: newId("q"), type };
  if (CHOICE.has(type)) {
    item.choices = [freshChoice(""), freshChoice("")];
  }
  const extras = {
    note: { help: "" },
    photo: { max_files: 3 },
    file: { max_files: 1 },
    consent: { statement: words.statement ?? "" },
    long_text: { max_length: 500 },
    repeat: { max_rows: 8, fields: [{ id: newId("q"), type: "short_text", label: "" }] },
  };
  return { ...item, label: "", ...extras[type] };
}

export function freshChoice(label = "") {
  return { id: newId("c"), label };
}

export function freshCheck(on) {
  return { id: newId("k"), level: "warning", message: "", ...(on && { on }) };
}

export function freshPage(title = "") {
  return { id: newId("p"), title, items: [] };
}

const CHILDREN = ["items", "choices", "fields"];

/** A copy of a node in which whatever is taken gets a fresh id, and its own conditions follow. */
export function withFreshIds(nodes, isTaken = () => true) {
  const names = new Map();
  const rename = (node) => {
    if (isTaken(node.id)) {
      names.set(node.id, newId(node.id[0]));
    }
    CHILDREN.forEach((slot) => node[slot]?.forEach(rename));
  };
  nodes.forEach(rename);
  const copy = (value) => {
    if (Array.isArray(value)) {
      return value.map(copy);
    }
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part)]));
    }
    return names.get(value) ?? value;
  };
  return { nodes: nodes.map(copy), names };
}

/** A pasted list: one option a line, without the bullets and numbers that came along. */
export function linesOf(text) {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*(?:[-*•・○●◯□☐]|\(?\d{1,2}[.)、）])\s*/, "").trim())
    .filter(Boolean);
}
