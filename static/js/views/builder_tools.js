import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { ICONS, isQuestion, typesFor } from "../models/form_kinds.js";
import { selectOf } from "./builder_values.js";

/** The selected block's tools: move, type, required, condition, copy, delete. */
export function toolsView(item, { draft, isFirst, isLast }) {
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
    element("div", { class: "block__grab" }, element("span", { class: "block__handle", "data-handle": true, title: t("drag"), "aria-hidden": "true" }, icon("grip"))),
    element(
      "div",
      { class: "block__moves" },
      tool("up", "chevron-up", t("move_up"), { "aria-keyshortcuts": "Alt+ArrowUp", "aria-disabled": isFirst && "true" }),
      tool("down", "chevron-down", t("move_down"), { "aria-keyshortcuts": "Alt+ArrowDown", "aria-disabled": isLast && "true" }),
    ),
    element("div", { class: "block__kind" }, element("span", { class: "block__kind-icon" }, icon(ICONS[item.type])), typeSelect(item, typesFor(item, draft.isPublished(item.id))), isQuestion(item) && requiredSwitch(item)),
    element("div", { class: "block__more" }, tool("condition", "branch", t("condition")), tool("duplicate", "copy", t("duplicate")), tool("remove", "trash", t("remove"))),
  );
}

export function typeSelect(item, types, label = t("type")) {
  return selectOf({ class: "block__type", "aria-label": label, "data-retype": item.id, "data-focus": `${item.id}:type` }, types.map((type) => [type, t(`type_${type}`)]), item.type);
}

export function requiredSwitch(item) {
  return element(
    "label",
    { class: "switch block__required" },
    element("span", { class: "switch__text" }, t("required")),
    element("input", { class: "switch__input", type: "checkbox", role: "switch", checked: Boolean(item.required), "data-set": item.id, "data-prop": "required", "data-kind": "switch", "data-focus": `${item.id}:required` }),
  );
}
