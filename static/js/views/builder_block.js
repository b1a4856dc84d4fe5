import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { hasChoices, ICONS, isQuestion, typesFor } from "../models/form_kinds.js";
import { conditionSentence, isIntrusive, sampleOf, textOf } from "./builder_sentences.js";
import { settingsView } from "./builder_settings.js";

/**
 * One question on the canvas: typed in place; the selected one also shows its tools, options and settings.
 * @param {object} item
 * @param {{draft: object, fields: object, language: string, isSelected: boolean, isFirst: boolean, isLast: boolean, openSettings: Set<string>}} given
 */
export function blockView(item, given) {
  const { draft, isSelected } = given;
  const fault = draft.conditionFault(item);
  const css = ["block", isSelected && "block--selected", fault && "block--broken"].filter(Boolean).join(" ");
  return element(
    "li",
    { class: css, id: item.id, "data-block": item.id },
    element(
      "div",
      { class: "block__body" },
      element("span", { class: "block__number", "aria-hidden": "true" }, String(draft.numberOf(item.id) ?? "")),
      element("div", { class: "block__words" }, words(item, given, fault), isSelected ? details(item, given) : still(item, given)),
    ),
    isSelected && tools(item, given),
    isSelected && insertButton(item),
  );
}

function words(item, given, fault) {
  const { draft, fields, language, isSelected } = given;
  const number = draft.numberOf(item.id);
  const text = (prop) => shown(given, item, prop);
  const suffix = isQuestion(item) ? "" : "_layout";
  const title = fields.field(item.id, "label", {
    value: text("label"),
    label: number ? t("title_label", { number }) : t("title_label_layout"),
    placeholder: placeholder(given, item, "label", t(`title_placeholder${suffix}`)),
    css: "block__title",
  });
  const help = textOf(draft, item, "help", language);
  return [
    element("div", { class: "block__line" }, title, chips(item, given)),
    isSelected && item.type !== "heading"
      ? fields.field(item.id, "help", {
          value: text("help"),
          label: t("help_label"),
          placeholder: placeholder(given, item, "help", t(item.type === "note" ? "note_placeholder" : "help_placeholder")),
          css: "block__help block__help--typed",
          lines: true,
        })
      : help && element("p", { class: "block__help" }, help),
    fault && problem(item, fault),
    isSelected && isIntrusive(`${item.label ?? ""} ${item.help ?? ""}`) && hint(),
  ];
}

function chips(item, { draft, language, isSelected }) {
  return [
    item.required && !isSelected && element("span", { class: "chip" }, t("required")),
    item.show_if && draft.conditionFault(item) !== "gone" && conditionChip(draft, item, language),
    item.required_if && element("span", { class: "chip chip--violet" }, icon("branch"), t("required_if")),
  ];
}

/** The chip leads to the other end: the question that decides. */
export function conditionChip(draft, node, language) {
  const source = node.show_if.q ?? (node.show_if.all ?? node.show_if.any)?.[0]?.q;
  const href = source && draft.node(source) ? `#${source}` : `#${node.id}`;
  return element(
    "a",
    { class: "chip chip--violet block__chip", href, "data-go": href.slice(1) },
    icon("branch"),
    conditionSentence(draft, node.show_if, language),
  );
}

function problem(item, fault) {
  return element(
    "p",
    { class: "block__problem" },
    icon("alert"),
    element("span", {}, t(`broken_${fault}`)),
    element("button", { class: "block__mend", type: "button", "data-act": "condition", "data-for": item.id, "data-focus": `${item.id}:mend` }, t("mend")),
  );
}

const hint = () => element("p", { class: "block__hint" }, icon("info"), t("intrusive"));

// --- Not selected: how it will look

function still(item, { draft, language }) {
  if (hasChoices(item)) {
    const marker = item.type === "single_choice" ? "radio" : "checkbox";
    const rows = (item.choices ?? []).map((choice) =>
      element(
        "li",
        { class: "block__option block__option--still" },
        element("span", { class: `block__marker block__marker--${marker}` }),
        element("span", {}, textOf(draft, choice, "label", language) || t("untitled")),
        opens(draft, choice.id),
      ),
    );
    return rows.length > 0 && element("ul", { class: "block__options block__options--still" }, rows);
  }
  if (item.type === "consent") {
    return item.statement && element("p", { class: "block__sample" }, textOf(draft, item, "statement", language));
  }
  if (item.type === "repeat") {
    const labels = (item.fields ?? []).map((field) => textOf(draft, field, "label", language)).filter(Boolean);
    return labels.length > 0 && element("p", { class: "block__sample" }, labels.join(t("list_join")));
  }
  const sample = sampleOf(item);
  return sample && element("p", { class: "block__sample" }, sample);
}

/** What a question or an option opens: chips that lead there. */
function opens(draft, id) {
  return draft.dependentsOf(id).map(({ node }) => {
    const number = draft.numberOf(node.id);
    const page = draft.pages.indexOf(node) + 1;
    return element(
      "a",
      { class: "chip chip--violet block__chip", href: `#${node.id}`, "data-go": node.id },
      icon("branch"),
      page ? t("opens_page", { number: page }) : t("opens", { number: number ?? "" }),
    );
  });
}

// --- Selected: everything to change it

function details(item, given) {
  return [
    hasChoices(item) && options(item, given),
    item.type === "consent" && statement(item, given),
    item.type === "repeat" && rowFields(item, given),
    !hasChoices(item) && sampleOf(item) && element("p", { class: "block__sample" }, sampleOf(item)),
    item.type === "yes_no" && element("p", { class: "block__opens" }, opens(given.draft, item.id)),
    settingsView(item, {
      fields: given.fields,
      text: (prop) => (prop === "private_note" ? (item[prop] ?? "") : shown(given, item, prop)),
      isOpen: given.openSettings.has(item.id),
    }),
  ].flat();
}

function options(item, given) {
  const list = (item.choices ?? []).map((choice, index) => option(item, choice, index, given));
  return [
    element("ul", { class: "block__options", "data-options": item.id }, list),
    element(
      "p",
      { class: "block__add" },
      element("button", { class: "block__add-option", type: "button", "data-act": "add-option", "data-focus": `${item.id}:add-option` }, icon("plus"), t("add_option")),
      element("span", { class: "block__add-hint" }, t("or_enter")),
    ),
  ];
}

function option(item, choice, index, given) {
  const number = index + 1;
  const marker = item.type === "single_choice" ? "radio" : "checkbox";
  return element(
    "li",
    { class: "block__option", "data-choice": choice.id, id: choice.id },
    element("span", { class: `block__marker block__marker--${marker}` }),
    given.fields.field(choice.id, "label", {
      value: shown(given, choice, "label"),
      label: t("option_label", { number }),
      placeholder: placeholder(given, choice, "label", t("option_label", { number })),
      css: "block__option-text",
    }),
    index > 0 && small("option-up", "chevron-up", t("option_up", { number }), choice.id),
    small("remove-option", "x", t("remove_option", { number }), choice.id),
    element("span", { class: "block__grip", "aria-hidden": "true", "data-grip": true }, icon("grip")),
    element("span", { class: "block__option-opens" }, opens(given.draft, choice.id)),
  );
}

function statement(item, given) {
  return given.fields.field(item.id, "statement", {
    value: shown(given, item, "statement"),
    label: t("statement_label"),
    placeholder: placeholder(given, item, "statement", t("statement_placeholder")),
    css: "input input--area block__statement",
    lines: true,
  });
}

function rowFields(item, given) {
  const rows = (item.fields ?? []).map((field, index) => {
    const number = index + 1;
    const types = typesFor(field, given.draft.isPublished(item.id), true);
    return element(
      "li",
      { class: "block__field", id: field.id },
      given.fields.field(field.id, "label", {
        value: shown(given, field, "label"),
        label: t("field_label", { number }),
        placeholder: placeholder(given, field, "label", t("title_placeholder")),
        css: "input block__setting-text",
      }),
      typeSelect(field, types, t("field_type", { number })),
      small("remove-field", "x", t("remove_field", { number }), field.id),
      hasChoices(field) && element("div", { class: "block__field-options" }, fieldOptions(field, given)),
    );
  });
  return element(
    "div",
    { class: "block__fields" },
    element("p", { class: "block__fields-title" }, t("fields_title")),
    element("ol", {}, rows),
    element("button", { class: "block__add-option", type: "button", "data-act": "add-field", "data-focus": `${item.id}:add-field` }, icon("plus"), t("add_field")),
  );
}

function fieldOptions(field, given) {
  return [
    element("ul", { class: "block__options", "data-options": field.id }, (field.choices ?? []).map((choice, index) => option(field, choice, index, given))),
    element("button", { class: "block__add-option", type: "button", "data-act": "add-option", "data-for": field.id, "data-focus": `${field.id}:add-option` }, icon("plus"), t("add_option")),
  ];
}

const small = (act, drawing, label, id) =>
  element("button", { class: "icon-button block__small", type: "button", "aria-label": label, "data-act": act, "data-for": id, "data-focus": `${id}:${act}` }, icon(drawing));

// --- Tools

function tools(item, { draft, isFirst, isLast }) {
  const number = draft.numberOf(item.id);
  const tool = (act, drawing, label, extra = {}) =>
    element(
      "button",
      { class: `block__tool${act === "remove" ? " block__tool--danger" : ""}`, type: "button", "data-act": act, "data-focus": `${item.id}:${act}`, ...extra },
      icon(drawing),
      element("span", { class: "block__tool-text" }, label),
    );
  return element(
    "div",
    { class: "block__tools", role: "toolbar", "aria-label": number ? t("tools", { number }) : t("tools_layout") },
    element(
      "div",
      { class: "block__moves" },
      element("span", { class: "block__handle", "data-handle": true, title: t("drag"), "aria-hidden": "true" }, icon("grip")),
      tool("up", "chevron-up", t("move_up"), { "aria-keyshortcuts": "Alt+ArrowUp", "aria-disabled": isFirst && "true" }),
      tool("down", "chevron-down", t("move_down"), { "aria-keyshortcuts": "Alt+ArrowDown", "aria-disabled": isLast && "true" }),
    ),
    element("div", { class: "block__kind" }, element("span", { class: "block__kind-icon" }, icon(ICONS[item.type])), typeSelect(item, typesFor(item, draft.isPublished(item.id))), isQuestion(item) && requiredSwitch(item)),
    element("div", { class: "block__more" }, tool("condition", "branch", t("condition")), tool("duplicate", "copy", t("duplicate")), tool("remove", "trash", t("remove"))),
  );
}

function typeSelect(item, types, label = t("type")) {
  const node = element("select", { class: "block__type", "aria-label": label, "data-retype": item.id, "data-focus": `${item.id}:type` });
  node.append(...types.map((type) => element("option", { value: type, selected: type === item.type }, t(`type_${type}`))));
  return node;
}

function requiredSwitch(item) {
  return element(
    "label",
    { class: "switch block__required" },
    element("span", { class: "switch__text" }, t("required")),
    element("input", { class: "switch__input", type: "checkbox", role: "switch", checked: Boolean(item.required), "data-set": item.id, "data-prop": "required", "data-kind": "switch", "data-focus": `${item.id}:required` }),
  );
}

const insertButton = (item) =>
  element("button", { class: "block__insert", type: "button", "aria-label": t("insert_after"), "data-act": "insert", "data-focus": `${item.id}:insert` }, icon("plus"));

// --- Words in the language that is being edited: an overlay shows the form's own words where it has none.

function shown({ draft, language }, node, prop) {
  return isOwn(draft, language) ? (node[prop] ?? "") : (draft.document.translations?.[language]?.[node.id]?.[prop] ?? "");
}

function placeholder({ draft, language }, node, prop, words) {
  return isOwn(draft, language) ? words : node[prop] || words;
}

const isOwn = (draft, language) => !language || language === draft.document.language;
