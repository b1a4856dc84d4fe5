import { t } from "../core/i18n.js";
import { hasChoices } from "../models/form_kinds.js";

/** A condition as a sentence: "Only if question 5 is “Not yet”". */
export function conditionSentence(draft, rule, language) {
  if (rule.q) {
    return leafSentence(draft, rule, language);
  }
  const parts = rule.all ?? rule.any;
  if (parts?.length === 1 && parts[0].q) {
    return leafSentence(draft, parts[0], language);
  }
  if (parts) {
    return t(rule.all ? "if_all" : "if_any", { count: parts.length });
  }
  return t("if_other");
}

function leafSentence(draft, leaf, language) {
  const number = draft.numberOf(leaf.q) ?? "?";
  return t(`if_${leaf.op}`, { number, value: valueWords(draft, leaf, language) });
}

function valueWords(draft, leaf, language) {
  const source = draft.node(leaf.q);
  const values = Array.isArray(leaf.value) ? leaf.value : [leaf.value];
  const words = values.map((value) => {
    if (typeof value === "boolean") {
      return t(value ? "yes" : "no");
    }
    const choice = source && hasChoices(source) ? source.choices?.find((each) => each.id === value) : null;
    return choice ? textOf(draft, choice, "label", language) || t("untitled") : String(value ?? "");
  });
  return words.join(t("list_join"));
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

// Income, identity numbers, exact addresses: felt as intrusive, and rarely needed to place a pet well.
const INTRUSIVE =
  /收入|薪水|薪資|月薪|年薪|存款|身分證|身份證|護照|詳細地址|完整地址|門牌|\b(?:income|salary|wage|savings|ID number|passport|exact address|full address)\b/i;

export const isIntrusive = (text) => INTRUSIVE.test(text);
