import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { hasChoices, isQuestion } from "../models/form_kinds.js";
import { dayControl, readDay, selectOf } from "./builder_values.js";
import { textOf } from "./builder_sentences.js";
import { requiredSwitch } from "./builder_tools.js";

/** What can be set on each type besides its words: [property, kind, options]. */
const TEXT_LENGTHS = [["min_length", "number"], ["max_length", "number"]];
const FILES = [["min_files", "number"], ["max_files", "number"], ["max_mb", "number"]];
const SETTINGS = {
  short_text: [["format", "select", ["text", "email", "phone", "url", "postal_code"]], ...TEXT_LENGTHS, ["placeholder", "text"]],
  long_text: [...TEXT_LENGTHS, ["placeholder", "text"]],
  number: [["min", "number"], ["max", "number"], ["unit", "text"], ["integer", "switch"]],
  scale: [["min", "number"], ["max", "number"], ["min_label", "text"], ["max_label", "text"]],
  single_choice: [["display", "select", ["radio", "dropdown", "cards"]], ["other", "switch"]],
  multi_choice: [["min_selected", "number"], ["max_selected", "number"], ["other", "switch"]],
  date: [["min", "day"], ["max", "day"]],
  photo: [...FILES, ["min_pixels", "number"]],
  file: [...FILES, ["accept", "select", ["both", "pdf", "image"]]],
  address: [["detail", "select", ["district", "full"]]],
  consent: [["typed", "switch"]],
  repeat: [["min_rows", "number"], ["max_rows", "number"], ["add_label", "text"]],
};

export function settingsView(item, given) {
  const { draft, ui } = given;
  const rows = [...(SETTINGS[item.type] ?? [])];
  if (isQuestion(item)) {
    rows.push(["private", "switch"]);
  }
  rows.push(["private_note", "text"]);
  return drawer(item.id, t("settings"), ui, [
    rows.map((row) => control(item, row, given)),
    isQuestion(item) && linkButton("required-if", item.id, "branch", t("set_required_if")),
    draft.pages.length > 1 && moveSelect(item, given),
    hasChoices(item) && choiceTable(item, given),
  ]);
}

/** A question inside a row has fewer: what its type can, and whether it is required. */
export function fieldSettings(field, number, given) {
  return drawer(field.id, t("field_settings", { number }), given.ui, [
    requiredSwitch(field),
    (SETTINGS[field.type] ?? []).map((row) => control(field, row, given)),
    hasChoices(field) && choiceTable(field, given),
  ]);
}

function drawer(id, title, ui, body) {
  return element(
    "details",
    { class: "block__settings", open: ui.openSettings.has(id), "data-settings": id },
    element("summary", { class: "block__settings-title", "data-focus": `${id}:settings` }, title, icon("chevron-down")),
    element("div", { class: "block__settings-body" }, body.flat()),
  );
}

const dataOf = (node, prop, kind) => ({ "data-set": node.id, "data-prop": prop, "data-kind": kind, "data-focus": `${node.id}:${prop}` });

const linkButton = (act, id, drawing, words) =>
  element("button", { class: "button button--soft button--small", type: "button", "data-act": act, "data-for": id, "data-focus": `${id}:${act}` }, icon(drawing), words);

function control(item, [prop, kind, options], { fields }) {
  const data = dataOf(item, prop, kind);
  const label = t(prop === "other" ? "other_option" : item.type === "date" ? `set_${prop}_day` : `set_${prop}`);
  if (kind === "switch") {
    const help = prop === "private" && element("span", { class: "switch__help" }, t("private_help"));
    return element(
      "label",
      { class: "switch" },
      element("span", { class: "switch__text" }, label, help),
      element("input", { class: "switch__input", type: "checkbox", role: "switch", checked: Boolean(item[prop]), ...data }),
    );
  }
  if (kind === "text") {
    return element("label", { class: "block__setting" }, element("span", {}, label), fields.field(item, prop, { label, css: "input block__setting-text", lines: prop === "private_note" }));
  }
  if (kind === "day") {
    return element("div", { class: "block__setting block__setting--wide" }, element("span", {}, label), dayControl(item[prop], label, data));
  }
  const input =
    kind === "select"
      ? selectOf(data, options.map((option) => [option, t(`${prop}_${option}`)]), chosen(item, prop, options))
      : element("input", { class: "input input--short", type: "number", inputmode: "decimal", step: "any", value: item[prop], ...data });
  return element("label", { class: "block__setting" }, element("span", {}, label), input);
}

/** For each option: what only the giver sees of it (points), whether it stands alone, its picture. */
function choiceTable(item, { draft, ui, facts }) {
  const isMulti = item.type === "multi_choice";
  const rows = (item.choices ?? []).map((choice) => {
    const name = textOf(draft, choice, "label", ui.language) || t("untitled");
    const score = element("input", { class: "input input--short", type: "number", step: "any", value: choice.score, "aria-label": t("set_score_of", { name }), ...dataOf(choice, "score", "number") });
    const alone = element("input", { class: "switch__input", type: "checkbox", role: "switch", checked: Boolean(choice.exclusive), "aria-label": t("set_exclusive_of", { name }), ...dataOf(choice, "exclusive", "switch") });
    return element(
      "li",
      { class: "options-more__row" },
      element("span", { class: "options-more__name" }, name),
      element("label", { class: "options-more__part" }, element("span", {}, t("set_score")), score),
      isMulti && element("label", { class: "options-more__part" }, element("span", {}, t("set_exclusive")), alone),
      facts.pictures.control(choice, name),
    );
  });
  return element("div", { class: "options-more" }, element("p", { class: "block__fields-title" }, t("options_more")), element("p", { class: "u-small u-soft" }, t("score_help")), element("ul", {}, rows));
}

function moveSelect(item, { draft, ui }) {
  const pages = draft.pages.map((page, index) => {
    const title = textOf(draft, page, "title", ui.language);
    return [page.id, title ? `${index + 1} ${title}` : t("page_n", { number: index + 1 })];
  });
  const node = selectOf({ "data-move": item.id, "data-focus": `${item.id}:page` }, pages, draft.pageOf(item.id)?.id);
  return element("label", { class: "block__setting" }, element("span", {}, t("move_to_page")), node);
}

function chosen(item, prop, options) {
  if (prop === "accept") {
    return item.accept?.length === 1 ? item.accept[0] : "both";
  }
  return item[prop] ?? options[0];
}

/** What a control says, as the definition keeps it; null takes the property away. */
export function valueOf(input) {
  const { kind, prop } = input.dataset;
  if (kind === "switch") {
    return input.checked || null;
  }
  if (kind === "day") {
    return readDay(input.closest("[data-day]"));
  }
  if (kind === "number") {
    return input.value === "" || !Number.isFinite(input.valueAsNumber) ? null : input.valueAsNumber;
  }
  if (kind === "choice") {
    return input.value;
  }
  if (prop === "accept") {
    return input.value === "both" ? null : [input.value];
  }
  return input.value === input.options[0].value ? null : input.value;
}
