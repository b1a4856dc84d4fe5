/**
 * Applying one small edit to a definition, as forms_builder/definition/operations.py does: both sides must end with
 * the same document. Each edit answers with what undoes it; an edit that no longer fits throws `Refused`.
 */

import { isQuestion, keepsAnswers, PROPS } from "./form_kinds.js";

export class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.name = "Refused";
    this.reason = reason;
  }
}

const SLOTS = ["pages", "checks", "items", "choices", "fields"];
const MOST = { pages: 30, checks: 50, items: 60, choices: 100, fields: 10 };
const MOST_QUESTIONS = 150;

/** Every node with an id below `node`, in order, with the place where it stands. */
export function* places(node, parentId = "form") {
  for (const slot of SLOTS) {
    for (const [index, child] of (node[slot] ?? []).entries()) {
      yield { node: child, siblings: node[slot], index, parentId, slot };
      yield* places(child, child.id);
    }
  }
}

export function find(document, id) {
  for (const place of places(document)) {
    if (place.node.id === id) {
      return place;
    }
  }
  return null;
}

export function idsBelow(node) {
  return [node.id, ...[...places(node)].map((place) => place.node.id)];
}

/**
 * @param {object} document changed in place
 * @param {object} op
 * @returns {object[]} the operations that undo it, in order
 */
export function applyOp(document, op) {
  return VERBS[op.op](document, op);
}

/** Several edits on a copy; what does not fit is left out. */
export function applied(document, ops) {
  const copy = structuredClone(document);
  for (const op of ops) {
    try {
      applyOp(copy, op);
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
    }
  }
  return copy;
}

const VERBS = { add: insert, restore: insert, set, move, remove };

function insert(document, op) {
  const node = structuredClone({ ...op.value, id: op.id ?? op.value.id });
  if (idsBelow(node).some((id) => find(document, id))) {
    throw new Refused("exists");
  }
  if (node.id[0] === "p") {
    node.items ??= [];
  }
  const siblings = siblingsFor(document, op, node.id[0]);
  const slot = slotOf(op, node.id[0]);
  checkRoom(siblings, slot);
  checkQuestions(document, slot === "items" ? [node] : (node.items ?? []));
  siblings.splice(positionAfter(siblings, op.after), 0, node);
  for (const [language, nodes] of Object.entries(op.translations ?? {})) {
    for (const [id, props] of Object.entries(nodes)) {
      Object.assign(textsOf(document, language, id), props);
    }
  }
  return [{ op: "remove", id: node.id }];
}

function siblingsFor(document, op, kind) {
  if (kind === "p" || kind === "k") {
    return (document[kind === "p" ? "pages" : "checks"] ??= []);
  }
  if (op.parent) {
    const parent = find(document, op.parent);
    if (!parent) {
      throw new Refused("gone");
    }
    return (parent.node[kind === "c" ? "choices" : "fields"] ??= []);
  }
  const after = op.after ? find(document, op.after) : null;
  if (after?.slot === "items") {
    return after.siblings; // a neighbor that moved to another page takes the newcomer along
  }
  const page = find(document, op.page);
  if (page?.slot !== "pages") {
    throw new Refused("page_gone");
  }
  return (page.node.items ??= []);
}

const slotOf = ({ parent }, kind) => ({ p: "pages", k: "checks", c: "choices" })[kind] ?? (parent ? "fields" : "items");

function checkRoom(siblings, slot) {
  if (siblings.length >= MOST[slot]) {
    throw new Refused("limit");
  }
}

function checkQuestions(document, coming) {
  const standing = (document.pages ?? []).flatMap((page) => page.items ?? []);
  if (coming.some(isQuestion) && [...standing, ...coming].filter(isQuestion).length > MOST_QUESTIONS) {
    throw new Refused("limit");
  }
}

function positionAfter(siblings, after) {
  if (after === null || after === undefined) {
    return 0;
  }
  const index = siblings.findIndex((sibling) => sibling.id === after);
  return index < 0 ? siblings.length : index + 1;
}

function placeOf(document, id) {
  const place = find(document, id);
  if (!place) {
    throw new Refused("gone");
  }
  return place;
}

function set(document, op) {
  const node = op.id === "form" ? document : placeOf(document, op.id).node;
  const value = op.value ?? null;
  if (op.language && op.language !== document.language) {
    return translate(document, op, value);
  }
  if (op.prop === "type") {
    return retype(document, node, value);
  }
  const undo = { op: "set", id: op.id, prop: op.prop, value: structuredClone(node[op.prop] ?? null) };
  put(node, op.prop, value);
  return [undo];
}

function put(node, prop, value) {
  if (value === null) {
    delete node[prop];
  } else {
    node[prop] = structuredClone(value);
  }
}

function translate(document, { id, prop, language }, value) {
  const texts = textsOf(document, language, id);
  const undo = { op: "set", id, prop, value: texts[prop] ?? null, language };
  put(texts, prop, value);
  return [undo];
}

function textsOf(document, language, id) {
  document.translations ??= {};
  document.translations[language] ??= {};
  return (document.translations[language][id] ??= {});
}

/** What does not fit the new type is put aside; so is the bank key, for what is asked in another way is another question. */
function retype(document, node, type) {
  if (type === node.type) {
    return [];
  }
  const before = idsBelow(node);
  const fits = (prop) => PROPS[type].includes(prop) && (prop !== "bank" || keepsAnswers(node.type, type));
  const undo = [{ op: "set", id: node.id, prop: "type", value: node.type }];
  for (const prop of Object.keys(node).filter((key) => !fits(key))) {
    const value = node[prop];
    delete node[prop];
    if (prop === "choices" || prop === "fields") {
      undo.push(...restored(node.id, value));
    } else {
      undo.push({ op: "set", id: node.id, prop, value });
    }
  }
  node.type = type;
  const left = new Set(idsBelow(node));
  const texts = takeTexts(document, before.filter((id) => !left.has(id)));
  for (const [language, nodes] of Object.entries(texts)) {
    for (const [id, props] of Object.entries(nodes)) {
      undo.push(...Object.entries(props).map(([prop, value]) => ({ op: "set", id, prop, value, language })));
    }
  }
  return undo;
}

const restored = (parent, children) =>
  children.map((child, index) => ({
    op: "restore",
    id: child.id,
    parent,
    after: index ? children[index - 1].id : null,
    value: child,
  }));

function move(document, op) {
  const place = placeOf(document, op.id);
  const undo = { op: "move", id: op.id, after: place.index ? place.siblings[place.index - 1].id : null };
  if (place.slot === "items") {
    undo.page = place.parentId;
  }
  if (op.after === op.id) {
    return [];
  }
  const target =
    place.slot === "items" ? siblingsFor(document, { page: place.parentId, ...op }, "q") : place.siblings;
  if (target !== place.siblings) {
    checkRoom(target, place.slot);
  }
  place.siblings.splice(place.index, 1);
  target.splice(positionAfter(target, op.after), 0, place.node);
  return [undo];
}

function remove(document, op) {
  const { node, siblings, index, parentId, slot } = placeOf(document, op.id);
  const undo = { op: "restore", id: op.id, after: index ? siblings[index - 1].id : null, value: structuredClone(node) };
  if (slot === "items") {
    undo.page = parentId;
  } else if (slot === "choices" || slot === "fields") {
    undo.parent = parentId;
  }
  const texts = takeTexts(document, idsBelow(node));
  if (Object.keys(texts).length) {
    undo.translations = texts;
  }
  siblings.splice(index, 1);
  return [undo];
}

function takeTexts(document, ids) {
  const taken = {};
  for (const [language, nodes] of Object.entries(document.translations ?? {})) {
    for (const id of ids.filter((key) => nodes[key])) {
      (taken[language] ??= {})[id] = nodes[id];
      delete nodes[id];
    }
  }
  return taken;
}
