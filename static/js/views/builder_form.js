import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { conditionChip, faultView } from "./builder_block.js";
import { addButton } from "./builder_options.js";
import { textOf } from "./builder_sentences.js";
import { selectOf } from "./builder_values.js";

const TEXTS = [["title", false], ["intro", true], ["thanks", true]];
const LEVELS = ["warning", "error", "internal"];

/** What belongs to no page: the words before the first question and after sending, and the checks. */
export function formView(draft, { fields, ui }) {
  const { document } = draft;
  const layouts = ["pages", "single"].map((each) => [each, t(`layout_${each}`)]);
  const layout = selectOf({ "data-set": "form", "data-prop": "layout", "data-kind": "select", "data-focus": "form:layout" }, layouts, document.layout ?? "pages");
  return element(
    "section",
    { class: "form-words", "aria-label": t("whole_form") },
    TEXTS.map(([prop, lines]) => element("div", { class: "form-words__field" }, element("span", { class: "form-words__label" }, t(`form_${prop}`)), fields.field(document, prop, { label: t(`form_${prop}`), placeholder: t(`form_${prop}_placeholder`), css: "input input--area form-words__text", lines }))),
    element("label", { class: "form-words__field" }, element("span", { class: "form-words__label" }, t("form_layout")), layout),
    element("h3", { class: "form-words__label" }, t("checks")),
    element("p", { class: "u-small u-soft" }, t("checks_help")),
    element("div", { class: "form-words__checks" }, (document.checks ?? []).map((check, index) => checkView(draft, check, index + 1, { fields, ui }))),
    addButton("add-check", "form", t("add_check")),
  );
}

function checkView(draft, check, number, { fields, ui }) {
  const pick = (prop, label, options, chosen) => {
    const data = { "data-set": check.id, "data-prop": prop, "data-kind": "choice", "data-focus": `${check.id}:${prop}` };
    return element("label", { class: "block__setting" }, element("span", {}, label), selectOf(data, options, chosen));
  };
  const targets = draft.questions.map((item) => [item.id, `${draft.numberOf(item.id)} ${textOf(draft, item, "label", ui.language) || t("untitled")}`]);
  if (!draft.node(check.on ?? "")) {
    targets.unshift(["", t("condition_pick")]);
  }
  const levels = LEVELS.map((level) => [level, t(`level_${level}`)]);
  const button = (act, drawing, words) =>
    element("button", { class: "button button--soft button--small", type: "button", "data-act": act, "data-for": check.id, "data-focus": `${check.id}:${act}` }, icon(drawing), words);
  return element(
    "div",
    { class: "form-words__check", id: check.id, role: "group", "aria-label": t("check_n", { number }) },
    element("p", {}, check.when ? conditionChip(draft, check, "when", ui.language) : t("check_without")),
    faultView(draft.conditionFault(check)),
    fields.field(check, "message", { label: t("check_message"), placeholder: t("check_message_placeholder"), css: "input input--area form-words__text", lines: true }),
    element("div", { class: "form-words__row" }, pick("on", t("check_on"), targets, check.on), pick("level", t("check_level"), levels, check.level ?? "warning")),
    element("div", { class: "o-cluster" }, button("check-when", "branch", t("check_when")), button("remove-check", "trash", t("remove"))),
  );
}
