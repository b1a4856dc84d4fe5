/**
 * A condition as the dialog edits it: groups of parts. A group {mode, parts} says how its parts go together: all, any,
 * not_all, none; a part is a group or a leaf {q, op, value}. Turning a rule into a tree and back loses nothing.
 */

const NOT = { all: "not_all", any: "none" };

/** @param {object | null} rule @returns {{mode: string, parts: object[]}} */
export function treeOf(rule) {
  if (!rule) {
    return { mode: "all", parts: [] };
  }
  const part = partOf(rule);
  return part.q ? { mode: "all", parts: [part] } : part;
}

/** @returns {object | null} null when nothing is asked */
export function ruleOf({ mode, parts }) {
  const rules = parts.map((part) => (part.parts ? ruleOf(part) : part.q ? part : null)).filter(Boolean);
  if (!rules.length) {
    return null;
  }
  const isNegated = mode === "not_all" || mode === "none";
  const whole = rules.length === 1 ? rules[0] : { [mode === "any" || mode === "none" ? "any" : "all"]: rules };
  return isNegated ? { not: whole } : whole;
}

/** A leaf in a group of its own, so that more can stand beside it. */
export const group = (part, mode = "any") => ({ mode, parts: [part] });

/** The group or leaf at a path such as [1, 0]. */
export const partAt = (tree, path) => path.reduce((part, index) => part.parts[index], tree);

/** Takes a part out; a group that is left empty goes with it. */
export function removeAt(tree, path) {
  const parent = partAt(tree, path.slice(0, -1));
  parent.parts.splice(path.at(-1), 1);
  if (!parent.parts.length && path.length > 1) {
    removeAt(tree, path.slice(0, -1));
  }
}

function partOf(rule) {
  if (rule.q) {
    return structuredClone(rule);
  }
  if (rule.not) {
    const inner = partOf(rule.not);
    const isPlain = inner.parts && (inner.mode === "all" || inner.mode === "any");
    return isPlain ? { ...inner, mode: NOT[inner.mode] } : { mode: "none", parts: [inner] };
  }
  const mode = rule.any ? "any" : "all";
  return { mode, parts: (rule[mode] ?? []).map(partOf) };
}
