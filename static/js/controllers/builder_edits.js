import { t } from "../core/i18n.js";
import { freshCheck, freshChoice, freshItem, freshPage, hasChoices, linesOf, newId, withFreshIds } from "../models/form_kinds.js";

/**
 * What the editor's buttons and keys mean as operations. Each method edits and answers with what to look at and say:
 * {select, focus, say, page}; null when there was nothing to do.
 */
export class BuilderEdits {
  /** @param {object} draft @param {(ops: object[], mergeKey?: string) => boolean} edit @param {object[]} groups */
  constructor(draft, edit, groups) {
    this.draft = draft;
    this.edit = edit;
    this.groups = groups;
  }

  // --- Questions

  addType(type, place) {
    const item = freshItem(type);
    const ops = this.#placed([item], place);
    if (!this.edit(ops)) {
      return null;
    }
    const number = this.draft.numberOf(item.id);
    const words = { type: t(`type_${type}`), number: number ?? "" };
    return { select: item.id, focus: `${item.id}:label`, say: t(number ? "added" : "added_layout", words) };
  }

  /** Questions of the group that the form does not have yet; ids that are in use get fresh ones. */
  addGroup(key, place) {
    const group = this.groups.find((each) => each.key === key);
    const banks = new Set(this.draft.items.map((item) => item.bank).filter(Boolean));
    const missing = group.items.filter((item) => !banks.has(item.bank));
    if (!missing.length) {
      return { tell: t("group_there") };
    }
    const { nodes, names } = withFreshIds(missing, (id) => this.draft.isTaken(id));
    const ops = [...this.#placed(nodes, place), ...translationsOf(group, nodes, names)];
    if (!this.edit(ops)) {
      return null;
    }
    return { select: nodes[0].id, focus: `${nodes[0].id}:label`, say: t("added_group", { count: nodes.length }) };
  }

  duplicate(id) {
    const place = this.draft.find(id);
    const { nodes, names } = withFreshIds([place.node]);
    const [copy] = nodes;
    delete copy.bank; // a bank question stands in a form once
    const texts = translationsOf({ translations: this.draft.document.translations }, [copy], names);
    if (!this.edit([{ op: "add", id: copy.id, page: place.parentId, after: id, value: copy }, ...texts])) {
      return null;
    }
    return { select: copy.id, focus: `${copy.id}:label`, say: t("added", { type: t(`type_${copy.type}`), number: this.draft.numberOf(copy.id) ?? "" }) };
  }

  remove(id) {
    const { node, index, siblings, parentId } = this.draft.find(id);
    const number = this.draft.numberOf(id);
    const next = siblings[index + 1] ?? siblings[index - 1];
    const removed = { pageId: parentId, after: index ? siblings[index - 1].id : null, label: node.label || t("untitled") };
    if (!this.edit([{ op: "remove", id }])) {
      return null;
    }
    const words = number ? t("removed", { number }) : t("removed_layout");
    return { select: next?.id ?? null, focus: next ? `${next.id}:label` : "insert", toast: words, removed };
  }

  /** One place up or down; at the edge of a page the question goes over to the next one. */
  step(id, by, focus) {
    const after = this.#afterStep(id, by);
    if (after !== undefined) {
      return this.moveTo(id, after, focus);
    }
    const { pages } = this.draft;
    const page = pages[pages.indexOf(this.draft.pageOf(id)) + by];
    return page ? this.#toPage(id, page, by < 0 ? page.items?.at(-1)?.id : null, focus) : { say: t("at_edge") };
  }

  moveTo(id, after, focus) {
    const { parentId } = this.draft.find(id);
    if (!this.edit([{ op: "move", id, page: parentId, after }])) {
      return null;
    }
    return { select: id, focus, say: this.draft.numberOf(id) ? t("moved", this.#position(id)) : t("moved_layout") };
  }

  retype(id, type) {
    const ops = [{ op: "set", id, prop: "type", value: type }];
    const node = this.draft.node(id);
    if (hasChoices({ type }) && !node.choices?.length) {
      ops.push(...addsOf(freshItem(type).choices, id, null));
    }
    if (type === "repeat" && !node.fields?.length) {
      ops.push({ op: "add", id: newId("q"), parent: id, after: null, value: { type: "short_text", label: "" } });
    }
    return this.edit(ops) ? { focus: `${id}:type` } : null;
  }

  // --- Options and the fields of a repeat

  addOptions(itemId, after, labels = [""]) {
    const ops = addsOf(labels.map(freshChoice), itemId, after);
    const say = labels.length > 1 ? t("options_pasted", { count: labels.length }) : "";
    return this.edit(ops) ? { focus: `${ops.at(-1).id}:label`, say } : null;
  }

  /** A list pasted into an option: its lines take the place of empty options. Undefined: it is no list. */
  pasteOptions(choiceId, text) {
    const lines = linesOf(text);
    const { node, parentId, siblings, index } = this.draft.find(choiceId);
    if (lines.length < 2) {
      return undefined;
    }
    if (node.label) {
      return this.addOptions(parentId, choiceId, lines);
    }
    const rest = siblings.slice(index + 1).filter((each) => !each.label && !this.draft.dependentsOf(each.id).length);
    const ops = [
      ...rest.map(({ id }) => ({ op: "remove", id })),
      { op: "set", id: choiceId, prop: "label", value: lines[0] },
      ...addsOf(lines.slice(1).map(freshChoice), parentId, choiceId),
    ];
    return this.edit(ops) ? { focus: `${ops.at(-1).id}:label`, say: t("options_pasted", { count: lines.length }) } : null;
  }

  removeChild(id) {
    const { siblings, index, parentId, slot } = this.draft.find(id);
    const next = siblings[index - 1] ?? siblings[index + 1];
    if (!this.edit([{ op: "remove", id }])) {
      return null;
    }
    const fallback = slot === "choices" ? `${parentId}:add-option` : `${parentId}:add-field`;
    return { focus: next ? `${next.id}:label` : fallback, toast: slot === "choices" ? t("option_removed") : t("removed_layout") };
  }

  stepOption(id, by, focus) {
    const after = this.#afterStep(id, by);
    return after === undefined ? { say: t("at_edge") } : this.moveOption(id, after, focus);
  }

  moveOption(id, after, focus) {
    if (!this.edit([{ op: "move", id, after }])) {
      return null;
    }
    const { siblings, index } = this.draft.find(id);
    return { focus, say: t("moved_choice", { number: index + 1, count: siblings.length }) };
  }

  /** Not better words but another option: a new id, so that old answers keep what they said. */
  newOption(id) {
    const { node, siblings, index, parentId } = this.draft.find(id);
    const fresh = { ...node, id: newId("c") };
    const texts = translationsOf({ translations: this.draft.document.translations }, [fresh], new Map([[id, fresh.id]]));
    const after = index ? siblings[index - 1].id : null;
    const ops = [{ op: "remove", id }, { op: "add", id: fresh.id, parent: parentId, after, value: fresh }, ...texts, ...this.draft.repointed(id, fresh.id)];
    return this.edit(ops) ? { focus: `${fresh.id}:label`, say: t("typo_made_new") } : null;
  }

  addField(itemId) {
    const id = newId("q");
    const after = this.draft.node(itemId).fields?.at(-1)?.id ?? null;
    return this.edit([{ op: "add", id, parent: itemId, after, value: { type: "short_text", label: "" } }]) ? { focus: `${id}:label` } : null;
  }

  // --- Checks

  addCheck() {
    const check = freshCheck(this.draft.questions[0]?.id);
    const after = this.draft.document.checks?.at(-1)?.id ?? null;
    return this.edit([{ op: "add", id: check.id, after, value: check }]) ? { focus: `${check.id}:message`, say: t("check_added") } : null;
  }

  removeCheck(id) {
    return this.edit([{ op: "remove", id }]) ? { focus: "form:add-check", toast: t("check_removed") } : null;
  }

  // --- Pages

  /** To the end of another page, wherever it stood. */
  moveToPage(id, pageId, focus) {
    const page = this.draft.node(pageId);
    return this.#toPage(id, page, page.items?.at(-1)?.id, focus);
  }

  addPage(after) {
    const page = freshPage();
    if (!this.edit([{ op: "add", id: page.id, after, value: page }])) {
      return null;
    }
    return { page: page.id, select: null, focus: `${page.id}:title`, say: t("page_added", { number: this.draft.pages.indexOf(this.draft.node(page.id)) + 1 }) };
  }

  stepPage(id, by, focus) {
    const after = this.#afterStep(id, by);
    if (after === undefined) {
      return { say: t("at_edge") };
    }
    if (!this.edit([{ op: "move", id, after }])) {
      return null;
    }
    const { siblings, index } = this.draft.find(id);
    return { focus, say: t("page_moved", { number: index + 1, count: siblings.length }) };
  }

  removePage(id) {
    const { siblings, index } = this.draft.find(id);
    const next = siblings[index + 1] ?? siblings[index - 1];
    if (!next || !this.edit([{ op: "remove", id }])) {
      return { say: t("at_edge") };
    }
    return { page: next.id, select: null, focus: `tab:${next.id}`, toast: t("removed_page") };
  }

  // --- Private

  /** Behind the selected block, else at the end of the page; a form without pages gets its first. */
  #placed(items, { pageId, after }) {
    const page = this.draft.pages.find((each) => each.id === pageId);
    const ops = [];
    let target = pageId;
    if (!page) {
      const fresh = freshPage();
      ops.push({ op: "add", id: fresh.id, after: this.draft.pages.at(-1)?.id ?? null, value: fresh });
      target = fresh.id;
    }
    let behind = after ?? page?.items?.at(-1)?.id ?? null;
    for (const item of items) {
      ops.push({ op: "add", id: item.id, page: target, after: behind, value: item });
      behind = item.id;
    }
    return ops;
  }

  /** Behind whom it stands one place further; null is the beginning, undefined: it is at the edge. */
  #afterStep(id, by) {
    const { siblings, index } = this.draft.find(id);
    return siblings[index + by] && (siblings[by < 0 ? index - 2 : index + 1]?.id ?? null);
  }

  #toPage(id, page, after, focus) {
    if (!this.edit([{ op: "move", id, page: page.id, after: after ?? null }])) {
      return null;
    }
    const words = { page: page.title || t("page_n", { number: this.draft.pages.indexOf(page) + 1 }), ...this.#position(id) };
    return { page: page.id, select: id, focus, say: t("moved_page", words) };
  }

  #position(id) {
    return { number: this.draft.numberOf(id) ?? "", count: this.draft.questions.length };
  }
}

/** One behind the other. */
const addsOf = (nodes, parent, after) => nodes.map((value, index) => ({ op: "add", id: value.id, parent, after: index ? nodes[index - 1].id : after, value }));

/** The texts that a group or a copied question brings in other languages, under their new ids. */
function translationsOf({ translations = {} }, nodes, names) {
  const ids = new Set(nodes.flatMap(function below(node) {
    return [node.id, ...[...(node.choices ?? []), ...(node.fields ?? [])].flatMap(below)];
  }));
  const ops = [];
  for (const [language, texts] of Object.entries(translations)) {
    for (const [old, props] of Object.entries(texts)) {
      const id = names.get(old) ?? old;
      if (ids.has(id)) {
        ops.push(...Object.entries(props).map(([prop, value]) => ({ op: "set", id, prop, value, language })));
      }
    }
  }
  return ops;
}
