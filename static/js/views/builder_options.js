import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { hasChoices, typesFor } from "../models/form_kinds.js";
import { fieldSettings } from "./builder_settings.js";
import { typeSelect } from "./builder_tools.js";

/** The options of a question, typed in place. @param {(draft: object, id: string) => Node[]} opens */
export function optionsView(item, given, opens) {
  const list = (item.choices ?? []).map((choice, index) => option(item, choice, index, given, opens));
  return [
    element("ul", { class: "block__options", "data-options": item.id }, list),
    element("p", { class: "block__add" }, addButton("add-option", item.id, t("add_option")), element("span", { class: "block__add-hint" }, t("or_enter"))),
  ];
}

export const addButton = (act, id, words) =>
  element("button", { class: "block__add-option", type: "button", "data-act": act, "data-for": id, "data-focus": `${id}:${act}` }, icon("plus"), words);

const small = (act, drawing, label, id) =>
  element("button", { class: "icon-button block__small", type: "button", "aria-label": label, "data-act": act, "data-for": id, "data-focus": `${id}:${act}` }, icon(drawing));

function option(item, choice, index, given, opens) {
  const number = index + 1;
  const marker = item.type === "single_choice" ? "radio" : "checkbox";
  const { draft, fields, facts, ui } = given;
  return element(
    "li",
    { class: "block__option", "data-choice": choice.id, id: choice.id },
    element("span", { class: `block__marker block__marker--${marker}` }),
    facts.pictures.thumbnail(choice.image),
    fields.field(choice, "label", { label: t("option_label", { number }), placeholder: t("option_label", { number }), css: "block__option-text" }),
    index > 0 && small("option-up", "chevron-up", t("option_up", { number }), choice.id),
    small("remove-option", "x", t("remove_option", { number }), choice.id),
    element("span", { class: "block__grip", "aria-hidden": "true", "data-grip": true }, icon("grip")),
    element("span", { class: "block__option-opens" }, opens(draft, choice.id)),
    ui.asking === choice.id && typoOrNew(choice, facts.liveLabels[choice.id]),
  );
}

/** Renamed after people answered: the same option in better words, or another one? */
function typoOrNew(choice, before) {
  const button = (act, words) =>
    element("button", { class: "button button--secondary button--small", type: "button", "data-act": act, "data-for": choice.id, "data-focus": `${choice.id}:${act}` }, words);
  return element(
    "div",
    { class: "block__ask", role: "group", "aria-label": t("typo_title") },
    element("p", {}, element("b", {}, t("typo_title")), " ", t("typo_text", { before })),
    button("typo", t("typo_same")),
    button("new-option", t("typo_new")),
  );
}

/** What is asked in each row of a repeating group. */
export function rowFields(item, given, opens) {
  const rows = (item.fields ?? []).map((field, index) => row(item, field, index + 1, given, opens));
  return element(
    "div",
    { class: "block__fields" },
    element("p", { class: "block__fields-title" }, t("fields_title")),
    element("ol", {}, rows),
    addButton("add-field", item.id, t("add_field")),
  );
}

function row(item, field, number, given, opens) {
  const types = typesFor(field, given.draft.isPublished(item.id), true);
  return element(
    "li",
    { class: "block__field", id: field.id },
    given.fields.field(field, "label", { label: t("field_label", { number }), placeholder: t("title_placeholder"), css: "input block__setting-text" }),
    typeSelect(field, types, t("field_type", { number })),
    small("remove-field", "x", t("remove_field", { number }), field.id),
    hasChoices(field) && element("div", { class: "block__field-options" }, optionsView(field, given, opens)),
    fieldSettings(field, number, given),
  );
}
