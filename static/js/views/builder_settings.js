import { element } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { isQuestion } from "../models/form_kinds.js";

/** What can be set on each type besides its words: [property, kind, options]. */
const TEXT_LENGTHS = [["min_length", "number"], ["max_length", "number"]];
const FILES = [["min_files", "number"], ["max_files", "number"]];
const SETTINGS = {
  short_text: [["format", "select", ["text", "email", "phone", "url", "postal_code"]], ...TEXT_LENGTHS, ["placeholder", "text"]],
  long_text: [...TEXT_LENGTHS, ["placeholder", "text"]],
  number: [["min", "number"], ["max", "number"], ["unit", "text"], ["integer", "switch"]],
  scale: [["min", "number"], ["max", "number"], ["min_label", "text"], ["max_label", "text"]],
  single_choice: [["display", "select", ["radio", "dropdown", "cards"]], ["other", "switch"]],
  multi_choice: [["min_selected", "number"], ["max_selected", "number"], ["other", "switch"]],
  photo: FILES,
  file: [...FILES, ["accept", "select", ["both", "pdf", "image"]]],
  address: [["detail", "select", ["district", "full"]]],
  consent: [["typed", "switch"]],
  repeat: [["min_rows", "number"], ["max_rows", "number"], ["add_label", "text"]],
};

/**
 * @param {object} item
 * @param {{fields: object, text: (prop: string) => string, isOpen: boolean}} given
 */
export function settingsView(item, { fields, text, isOpen }) {
  const rows = [...(SETTINGS[item.type] ?? [])];
  if (isQuestion(item)) {
    rows.push(["private", "switch"]);
  }
  rows.push(["private_note", "text"]);
  return element(
    "details",
    { class: "block__settings", open: isOpen, "data-settings": item.id },
    element("summary", { class: "block__settings-title", "data-focus": `${item.id}:settings` }, t("settings")),
    element("div", { class: "block__settings-body" }, rows.map(([prop, kind, options]) => control(item, prop, kind, options, { fields, text }))),
  );
}

function control(item, prop, kind, options, { fields, text }) {
  const data = { "data-set": item.id, "data-prop": prop, "data-kind": kind, "data-focus": `${item.id}:${prop}` };
  const label = t(prop === "other" ? "other_option" : `set_${prop}`);
  if (kind === "switch") {
    return element(
      "label",
      { class: "switch" },
      element("span", { class: "switch__text" }, label),
      element("input", { class: "switch__input", type: "checkbox", role: "switch", checked: Boolean(item[prop]), ...data }),
    );
  }
  if (kind === "text") {
    const shape = { value: text(prop), label, css: "input block__setting-text", lines: prop === "private_note" };
    return element("label", { class: "block__setting" }, element("span", {}, label), fields.field(item.id, prop, shape));
  }
  const input =
    kind === "select"
      ? select(options, prop, chosen(item, prop, options), data)
      : element("input", { class: "input input--short", type: "number", inputmode: "numeric", value: item[prop], ...data });
  return element("label", { class: "block__setting" }, element("span", {}, label), input);
}

function chosen(item, prop, options) {
  if (prop === "accept") {
    return item.accept?.length === 1 ? item.accept[0] : "both";
  }
  return item[prop] ?? options[0];
}

function select(options, prop, value, data) {
  const node = element("select", { class: "input input--select", ...data });
  node.append(...options.map((option) => element("option", { value: option, selected: option === value }, t(`${prop}_${option}`))));
  return node;
}

/** What a control says, as the definition keeps it; null takes the property away. */
export function valueOf(input) {
  const { kind, prop } = input.dataset;
  if (kind === "switch") {
    return input.checked || null;
  }
  if (kind === "number") {
    return input.value === "" || !Number.isFinite(input.valueAsNumber) ? null : input.valueAsNumber;
  }
  if (prop === "accept") {
    return input.value === "both" ? null : [input.value];
  }
  return input.value === input.options[0].value ? null : input.value;
}
