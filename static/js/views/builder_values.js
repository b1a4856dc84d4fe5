import { element } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { hasChoices } from "../models/form_kinds.js";

/** A list to choose from. @param {object} attributes @param {[unknown, string][]} options value and words @param {unknown} chosen */
export const selectOf = (attributes, options, chosen) =>
  element("select", { class: "input input--select", ...attributes }, options.map(([value, words]) => element("option", { value, selected: value === chosen }, words)));

const SEVERAL = ["any_of", "none_of", "all_of"];

/** What a condition compares with: a choice, several, a number, a day, words. */
export function valueControl(leaf, source, nameOf) {
  const data = { "aria-label": t("condition_value"), "data-part": "value" };
  if (SEVERAL.includes(leaf.op)) {
    const ticks = (source.choices ?? []).map((choice) => tick(choice, leaf, nameOf));
    return element("div", { class: "condition__choices", role: "group", "aria-label": t("condition_value") }, ticks);
  }
  if (source.type === "yes_no" || hasChoices(source)) {
    return selectOf(data, options(source, nameOf, leaf.value), String(leaf.value));
  }
  if (source.type === "date") {
    return dayControl(leaf.value, t("condition_value"), { "data-part": "value" }, { isNeeded: true });
  }
  const type = source.type === "number" || source.type === "scale" ? "number" : "text";
  return element("input", { class: "input", type, step: "any", value: leaf.value ?? "", ...data });
}

/** What the control says now, as the rule keeps it. */
export function readValue(row, source, op) {
  const inputs = [...row.querySelectorAll('[data-part="value"]')];
  if (SEVERAL.includes(op)) {
    return inputs.filter((box) => box.checked).map((box) => box.value);
  }
  if (source.type === "date") {
    return readDay(row.querySelector("[data-day]")) ?? "today";
  }
  const { value } = inputs[0];
  if (source.type === "yes_no") {
    return value === "true";
  }
  return source.type === "number" || source.type === "scale" ? Number(value) : value;
}

function options(source, nameOf, value) {
  if (source.type === "yes_no") {
    return [["true", t("yes")], ["false", t("no")]]; // as words: a bare true would be an empty attribute
  }
  const known = (source.choices ?? []).map((choice) => [choice.id, nameOf(choice)]);
  return known.some(([id]) => id === value) ? known : [[value, "—"], ...known];
}

function tick(choice, leaf, nameOf) {
  const box = element("input", { class: "choice__input", type: "checkbox", value: choice.id, checked: leaf.value.includes(choice.id), "data-part": "value" });
  return element("label", { class: "choice" }, box, element("span", { class: "choice__text" }, nameOf(choice)));
}

const UNITS = ["y", "m", "d"];

/** A day as people say it: no limit, a date, today, so long ago, so long ahead. Kept as an ISO day or `today-18y`. */
export function dayControl(value, label, data, { isNeeded = false } = {}) {
  const { mode, count, unit } = partsOf(value);
  const modes = [...(isNeeded ? [] : ["none"]), "today", "before", "after", "date"];
  const kind = selectOf({ "aria-label": label, "data-day-mode": true, ...data }, modes.map((each) => [each, t(`day_mode_${each}`)]), mode);
  const more = [];
  if (mode === "date") {
    more.push(element("input", { class: "input", type: "date", value: value ?? "", "aria-label": label, "data-day-date": true, ...data }));
  } else if (mode === "before" || mode === "after") {
    const select = selectOf({ "aria-label": t("day_unit"), "data-day-unit": true, ...data }, UNITS.map((each) => [each, t(`day_unit_${each}`)]), unit);
    more.push(element("input", { class: "input input--short", type: "number", min: 1, max: 999, value: count, "aria-label": t("day_count"), "data-day-count": true, ...data }), select);
  }
  return element("div", { class: "day-limit", "data-day": true }, kind, more);
}

/** @param {HTMLElement} root the [data-day] @returns {string | null} */
export function readDay(root) {
  const mode = root.querySelector("[data-day-mode]").value;
  if (mode === "none") {
    return null;
  }
  if (mode === "date") {
    return root.querySelector("[data-day-date]")?.value || new Date().toISOString().slice(0, 10);
  }
  if (mode === "today") {
    return "today";
  }
  const count = Math.min(999, Math.max(1, Math.trunc(root.querySelector("[data-day-count]")?.valueAsNumber || 18)));
  return `today${mode === "before" ? "-" : "+"}${count}${root.querySelector("[data-day-unit]")?.value ?? "y"}`;
}

function partsOf(value) {
  const [, sign, count, unit] = /^today([+-])(\d{1,3})([dmy])$/.exec(value ?? "") ?? [];
  if (sign) {
    return { mode: sign === "-" ? "before" : "after", count, unit };
  }
  return { mode: value === undefined || value === null ? "none" : value === "today" ? "today" : "date" };
}
