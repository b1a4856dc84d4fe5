import { t } from "../core/i18n.js";
import { hasChoices } from "../models/form_kinds.js";
import { treeOf } from "../models/condition_tree.js";

/** A condition as a sentence: "Only if question 5 is “Not yet”". @param {string} [frame] the sentence around it */
export function conditionSentence(draft, rule, language, frame = "only_if") {
  return t(frame, { condition: clause(draft, treeOf(rule), language) });
}

/** "question 5 is “Not yet” and (question 2 is answered or question 3 is “Yes”)" */
function clause(draft, part, language) {
  if (part.q) {
    const number = draft.numberOf(part.q) ?? "?";
    return t(`clause_${part.op}`, { number, value: valueWords(draft, part, language) });
  }
  const words = part.parts.map((each) => {
    const inner = clause(draft, each, language);
    return each.parts?.length > 1 && part.parts.length > 1 ? t("clause_nested", { condition: inner }) : inner;
  });
  const joined = words.join(t(part.mode === "any" || part.mode === "none" ? "clause_or" : "clause_and"));
  return part.mode === "not_all" || part.mode === "none" ? t("clause_not", { condition: joined }) : joined;
}

function valueWords(draft, leaf, language) {
  const source = draft.node(leaf.q);
  const values = Array.isArray(leaf.value) ? leaf.value : [leaf.value];
  const words = values.map((value) => {
    if (typeof value === "boolean") {
      return t(value ? "yes" : "no");
    }
    const choice = source && hasChoices(source) ? source.choices?.find((each) => each.id === value) : null;
    return choice ? textOf(draft, choice, "label", language) || t("untitled") : dayWords(value);
  });
  return words.join(t(leaf.op === "all_of" ? "join_all" : "join_any"));
}

/** "today-18y" in words; whatever else stands as it is. */
export function dayWords(value) {
  const [, sign, count, unit] = /^today(?:([+-])(\d{1,3})([dmy]))?$/.exec(String(value ?? "")) ?? [];
  if (value === "today") {
    return t("day_today");
  }
  return sign ? t(`day_${sign === "-" ? "before" : "after"}_${unit}`, { count: Number(count) }) : String(value ?? "");
}

/** A node's text in a language; what is not translated stands in the form's own. */
export function textOf(draft, node, prop, language) {
  const own = node[prop] ?? "";
  if (!language || language === draft.document.language) {
    return own;
  }
  return draft.document.translations?.[language]?.[node.id ?? "form"]?.[prop] || own;
}

/** What an applicant will find where the answer goes. */
export function sampleOf(item) {
  switch (item.type) {
    case "long_text":
      return item.max_length ? t("sample_long_text_limit", { limit: item.max_length }) : t("sample_long_text");
    case "scale":
      return t("sample_scale", { min: item.min ?? 1, max: item.max ?? 5 });
    case "photo":
    case "file":
      return t(`sample_${item.type}`, { count: item.max_files ?? 10 });
    case "address":
      return t(item.detail === "full" ? "sample_address_full" : "sample_address");
    case "short_text":
    case "number":
    case "date":
    case "yes_no":
      return t(`sample_${item.type}`);
    default:
      return "";
  }
}

/** Reads questions for what puts people off. @param {{key: string, pattern: string, reason: string, better: string}[]} hints */
export function hintReader(hints, aboutPet) {
  const known = hints.map((hint) => ({ ...hint, test: new RegExp(hint.pattern, "i") }));
  const pet = new RegExp(aboutPet, "i");
  return (item) => {
    const text = [item.label, item.help, item.statement].filter(Boolean).join(" ");
    return known.find(({ key, test }) => test.test(text) && !(key === "health" && pet.test(text))) ?? null;
  };
}
