import assert from "node:assert/strict";
import test from "node:test";

import { partAt, removeAt, ruleOf, treeOf } from "../../static/js/models/condition_tree.js";

const one = { q: "q_a1", op: "is", value: true };
const two = { q: "q_b1", op: "answered" };

const RULES = [
  null,
  one,
  { all: [one, two] },
  { any: [one, two] },
  { not: one },
  { not: { any: [one, two] } },
  { not: { all: [one, two] } },
  { all: [one, { any: [two, one] }] },
  { any: [{ all: [one, two] }, { not: { all: [one, two] } }] },
  { all: [{ not: one }, two] },
];

for (const rule of RULES) {
  test(`a rule comes back as it was: ${JSON.stringify(rule)}`, () => {
    assert.deepEqual(ruleOf(treeOf(rule)), rule);
  });
}

test("a double not stays one in sense", () => {
  assert.deepEqual(ruleOf(treeOf({ not: { not: one } })), { not: { not: one } });
});

test("editing the tree leaves the rule alone", () => {
  const rule = { all: [structuredClone(one), structuredClone(two)] };
  treeOf(rule).parts[0].value = false;
  assert.deepEqual(rule, { all: [one, two] });
});

test("a group that loses its last part goes with it", () => {
  const tree = treeOf({ all: [one, { any: [one, two] }] });
  removeAt(tree, [1, 1]);
  removeAt(tree, [1, 0]);
  assert.deepEqual(ruleOf(tree), one);
});

test("what is left of an empty condition is none", () => {
  const tree = treeOf(one);
  removeAt(tree, [0]);
  assert.equal(ruleOf(tree), null);
  assert.equal(partAt(tree, []), tree);
});
