import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { hasChoices, ICONS, isQuestion } from "../models/form_kinds.js";
import { optionsView, rowFields } from "./builder_options.js";
import { conditionSentence, sampleOf, textOf } from "./builder_sentences.js";
import { settingsView } from "./builder_settings.js";
import { toolsView } from "./builder_tools.js";

/** One question on the canvas: typed in place; the selected one also shows its tools, options and settings. */
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
      element("span", { class: "block__number", "aria-hidden": "true" }, draft.numberOf(item.id) ?? icon(ICONS[item.type])),
      element("div", { class: "block__words" }, words(item, given, fault), isSelected ? details(item, given) : still(item, given)),
    ),
    isSelected && toolsView(item, given),
    isSelected && insertButton(item),
  );
}

function words(item, given, fault) {
  const { draft, fields, ui, facts, isSelected } = given;
  const number = draft.numberOf(item.id);
  const suffix = isQuestion(item) ? "" : "_layout";
  const title = fields.field(item, "label", {
    label: number ? t("title_label", { number }) : t("title_label_layout"),
    placeholder: t(`title_placeholder${item.type === "note" ? "_note" : suffix}`),
    css: "block__title",
  });
  const help = textOf(draft, item, "help", ui.language);
  const hint = isSelected && facts.hintFor(item);
  return [
    element("div", { class: "block__line" }, title, chips(item, given)),
    isSelected && item.type !== "heading"
      ? fields.field(item, "help", {
          label: t("help_label"),
          placeholder: t(item.type === "note" ? "note_placeholder" : "help_placeholder"),
          css: "block__help block__help--typed",
          lines: true,
        })
      : help && element("p", { class: "block__help" }, help),
    faultView(fault, mendButton(item)),
    hint && element("p", { class: "block__hint" }, icon("info"), element("span", {}, element("b", {}, t("intrusive")), " ", hint.reason, " ", hint.better)),
  ];
}

function chips(item, { draft, ui, isSelected }) {
  const isSound = draft.conditionFault(item) !== "gone";
  const name = ui.notes.get(item.id);
  return [
    item.required && !isSelected && element("span", { class: "chip" }, t("required")),
    item.private && !isSelected && element("span", { class: "chip" }, icon("lock"), t("private")),
    item.show_if && isSound && conditionChip(draft, item, "show_if", ui.language),
    item.required_if && isSound && conditionChip(draft, item, "required_if", ui.language),
    name && element("span", { class: "chip chip--mango" }, icon("users"), t("changed_by", { name })),
  ];
}

/** The chip leads to the other end: the question that decides. */
export function conditionChip(draft, node, prop, language) {
  const source = draft.sourceOf(node[prop]);
  const href = source ? `#${source}` : `#${node.id}`;
  const frame = { show_if: "only_if", required_if: "required_only_if", when: "said_if" }[prop];
  return element(
    "a",
    { class: "chip chip--violet block__chip", href, "data-go": href.slice(1) },
    icon("branch"),
    conditionSentence(draft, node[prop], language, frame),
  );
}

export const faultView = (fault, more) => fault && element("p", { class: "block__problem" }, icon("alert"), element("span", {}, t(`broken_${fault}`)), more);

const mendButton = ({ id }) => element("button", { class: "block__mend", type: "button", "data-act": "condition", "data-for": id, "data-focus": `${id}:mend` }, t("mend"));

// --- Not selected: how it will look

function still(item, { draft, ui, facts }) {
  const { language } = ui;
  if (hasChoices(item)) {
    const marker = item.type === "single_choice" ? "radio" : "checkbox";
    const rows = (item.choices ?? []).map((choice) =>
      element(
        "li",
        { class: "block__option block__option--still" },
        element("span", { class: `block__marker block__marker--${marker}` }),
        facts.pictures.thumbnail(choice.image),
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
export function opens(draft, id) {
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
  const { draft } = given;
  return [
    hasChoices(item) && optionsView(item, given, opens),
    item.type === "consent" && statement(item, given),
    item.type === "repeat" && rowFields(item, given, opens),
    !hasChoices(item) && sampleOf(item) && element("p", { class: "block__sample" }, sampleOf(item)),
    item.type === "yes_no" && element("p", { class: "block__opens" }, opens(draft, item.id)),
    settingsView(item, given),
  ].flat();
}

function statement(item, { fields }) {
  return fields.field(item, "statement", {
    label: t("statement_label"),
    placeholder: t("statement_placeholder"),
    css: "input input--area block__statement",
    lines: true,
  });
}

const insertButton = (item) =>
  element("button", { class: "block__insert", type: "button", "aria-label": t("insert_after"), "data-act": "insert", "data-focus": `${item.id}:insert` }, icon("plus"));
