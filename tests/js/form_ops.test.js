/** Editing a form in the browser ends with the same document as on the server, and each edit can be undone. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { freshItem, linesOf, typesFor, withFreshIds } from "../../static/js/models/form_kinds.js";
import { FormDraft } from "../../static/js/models/form_draft.js";
import { FormHistory } from "../../static/js/models/form_history.js";
import { Refused } from "../../static/js/models/form_ops.js";

const definition = () => ({
  schema_version: 1,
  title: "Adopt Mikan",
  language: "en",
  translations: { "zh-hant": { q_kind: { label: "哪一種家？" }, c_flat: { label: "公寓" } } },
  pages: [
    {
      id: "p_one",
      title: "Home",
      items: [
        {
          id: "q_kind",
          type: "single_choice",
          label: "What kind of home?",
          choices: [
            { id: "c_flat", label: "Flat" },
            { id: "c_house", label: "House" },
          ],
        },
        { id: "q_net", type: "long_text", label: "Safe?", show_if: { q: "q_kind", op: "is", value: "c_flat" } },
      ],
    },
    { id: "p_two", title: "You", items: [{ id: "q_name", type: "short_text", label: "Name" }] },
  ],
});

const EDITS = {
  "adding a question": [{ op: "add", id: "q_new", page: "p_one", after: "q_kind", value: { type: "date" } }],
  "adding a choice": [{ op: "add", id: "c_boat", parent: "q_kind", after: "c_flat", value: { label: "Boat" } }],
  "changing a text": [{ op: "set", id: "q_name", prop: "label", value: "Your name" }],
  "taking a property away": [{ op: "set", id: "q_net", prop: "show_if", value: null }],
  "changing a translation": [{ op: "set", id: "q_kind", prop: "label", value: "住哪裡？", language: "zh-hant" }],
  "changing the title": [{ op: "set", id: "form", prop: "title", value: "Adopt Miso" }],
  "moving to another page": [{ op: "move", id: "q_kind", page: "p_two", after: "q_name" }],
  "moving to the front": [{ op: "move", id: "q_net", page: "p_one", after: null }],
  "moving a choice": [{ op: "move", id: "c_house", after: null }],
  "removing a question": [{ op: "remove", id: "q_kind" }],
  "removing a page": [{ op: "remove", id: "p_one" }],
  "changing the type": [{ op: "set", id: "q_kind", prop: "type", value: "short_text" }],
  "several at once": [
    { op: "remove", id: "q_net" },
    { op: "move", id: "q_name", page: "p_one", after: "q_kind" },
  ],
};

for (const [name, ops] of Object.entries(EDITS)) {
  test(`${name} can be undone and done again`, () => {
    const draft = new FormDraft(definition());
    const before = structuredClone(draft.document);

    const inverse = draft.apply(ops);
    const after = structuredClone(draft.document);
    const again = draft.apply(inverse);
    const undone = structuredClone(draft.document);
    draft.apply(again);

    assert.notDeepEqual(after, before);
    assert.deepEqual(undone, before);
    assert.deepEqual(draft.document, after);
  });
}

test("another type takes a question out of the bank, a longer text does not, and undo brings it back", () => {
  const banked = definition();
  banked.pages[0].items[0].bank = "home.owned";
  banked.pages[1].items[0].bank = "contact.name";
  const draft = new FormDraft(banked);

  const inverse = draft.apply([
    { op: "set", id: "q_kind", prop: "type", value: "short_text" },
    { op: "set", id: "q_name", prop: "type", value: "long_text" },
  ]);
  const kept = ["q_kind", "q_name"].map((id) => draft.node(id).bank);
  draft.apply(inverse);

  assert.deepEqual(kept, [undefined, "contact.name"]);
  assert.deepEqual(["q_kind", "q_name"].map((id) => draft.node(id).bank), ["home.owned", "contact.name"]);
});

test("what is gone cannot be edited", () => {
  const draft = new FormDraft(definition());

  assert.throws(() => draft.apply([{ op: "set", id: "q_gone", prop: "label", value: "x" }]), Refused);
});

test("removing a question flags what depended on it, and bringing it back mends that", () => {
  const draft = new FormDraft(definition());

  const inverse = draft.apply([{ op: "remove", id: "q_kind" }]);
  const fault = draft.conditionFault(draft.node("q_net"));
  draft.apply(inverse);

  assert.equal(fault, "gone");
  assert.equal(draft.conditionFault(draft.node("q_net")), "");
});

test("edits of which one no longer fits leave the form as it was", () => {
  const draft = new FormDraft(definition());
  const ops = [
    { op: "set", id: "q_name", prop: "label", value: "Changed" },
    { op: "remove", id: "q_net" },
    { op: "set", id: "q_gone", prop: "label", value: "x" },
  ];

  assert.throws(() => draft.apply(ops), Refused);

  assert.deepEqual(draft.document, definition());
});

test("a full list takes nothing more, as on the server", () => {
  const draft = new FormDraft(definition());
  const town = (index) => ({ op: "add", id: `c_town${index}`, parent: "q_kind", after: null, value: { label: "x" } });
  const line = (index) => ({ op: "add", id: `q_line${index}`, page: "p_two", after: null, value: { type: "note" } });

  draft.apply(Array.from({ length: 98 }, (_each, index) => town(index)));
  draft.apply(Array.from({ length: 59 }, (_each, index) => line(index)));

  assert.throws(() => draft.apply([town(98)]), { reason: "limit" });
  assert.throws(() => draft.apply([line(59)]), { reason: "limit" });
  assert.throws(() => draft.apply([{ op: "move", id: "q_net", page: "p_two", after: null }]), { reason: "limit" });
  draft.apply([{ op: "move", id: "q_name", after: null }]);
});

test("a form takes no more than 150 questions, wherever they stand", () => {
  const draft = new FormDraft(definition());
  const item = (page, index) => ({ op: "add", id: `q_${page}${index}`, page, after: null, value: { type: "date" } });
  draft.apply([{ op: "add", id: "p_three", after: "p_two", value: { title: "" } }]);

  draft.apply(Array.from({ length: 58 }, (_each, index) => item("p_one", index)));
  draft.apply(Array.from({ length: 59 }, (_each, index) => item("p_two", index)));
  draft.apply(Array.from({ length: 30 }, (_each, index) => item("p_three", index)));

  assert.throws(() => draft.apply([item("p_three", 30)]), { reason: "limit" });
  draft.apply([{ op: "add", id: "q_words", page: "p_three", after: null, value: { type: "note" } }]);
});

test("a condition on a later question or a removed choice is a fault", () => {
  const draft = new FormDraft(definition());

  draft.apply([{ op: "remove", id: "c_flat" }]);
  const without = draft.conditionFault(draft.node("q_net"));
  draft.apply([{ op: "move", id: "q_net", page: "p_one", after: null }]);

  assert.equal(without, "choice_gone");
  assert.equal(draft.conditionFault(draft.node("q_net")), "forward");
});

test("questions are counted through all pages, and a choice knows what it opens", () => {
  const draft = new FormDraft(definition());
  draft.apply([{ op: "add", id: "q_head", page: "p_one", after: null, value: { type: "heading", label: "Home" } }]);

  assert.deepEqual(["q_head", "q_kind", "q_name"].map((id) => draft.numberOf(id)), [null, 1, 3]);
  assert.deepEqual(draft.dependentsOf("c_flat").map(({ node }) => node.id), ["q_net"]);
  assert.deepEqual(draft.earlierThan("q_name").map((item) => item.id), ["q_kind", "q_net"]);
  assert.deepEqual(draft.earlierThan("p_two").map((item) => item.id), ["q_kind", "q_net"]);
});

test("a published question keeps its type, save for what leaves its answers readable", () => {
  assert.deepEqual(typesFor({ type: "short_text" }, true), ["short_text", "long_text"]);
  assert.deepEqual(typesFor({ type: "number" }, true), ["number"]);
  assert.equal(typesFor({ type: "number" }, false).length, 15);
});

test("a copied question has ids of its own, and its own conditions follow", () => {
  const items = definition().pages[0].items;

  const { nodes, names } = withFreshIds(items);

  assert.equal(names.size, 4);
  assert.equal(nodes[1].show_if.q, nodes[0].id);
  assert.equal(nodes[1].show_if.value, nodes[0].choices[0].id);
  assert.notEqual(nodes[0].id, "q_kind");
});

test("a pasted list loses its bullets and numbers", () => {
  assert.deepEqual(linesOf("1. 公寓\n2、透天\r\n\n• 套房\n - 宿舍"), ["公寓", "透天", "套房", "宿舍"]);
});

test("fresh choice questions come with two options to be written", () => {
  assert.deepEqual(freshItem("single_choice").choices.map((choice) => choice.label), ["", ""]);
});

const edit = (draft, history, ops) => history.push({ ops, inverse: draft.apply(ops) });

test("undo and redo walk through the steps, and a new step ends the redo", () => {
  const draft = new FormDraft(definition());
  const history = new FormHistory();
  const apply = (ops) => draft.apply(ops);
  edit(draft, history, [{ op: "set", id: "q_name", prop: "label", value: "One" }]);
  edit(draft, history, [{ op: "set", id: "q_name", prop: "label", value: "Two" }]);

  history.undo(apply);
  history.undo(apply);
  const first = draft.node("q_name").label;
  history.redo(apply);
  const second = draft.node("q_name").label;
  edit(draft, history, [{ op: "set", id: "q_name", prop: "label", value: "Three" }]);

  assert.deepEqual([first, second, history.canRedo], ["Name", "One", false]);
  history.undo(apply);
  assert.equal(draft.node("q_name").label, "One");
});

test("a step whose question somebody else removed is passed over", () => {
  const draft = new FormDraft(definition());
  const history = new FormHistory();
  edit(draft, history, [{ op: "set", id: "q_name", prop: "label", value: "One" }]);
  edit(draft, history, [{ op: "set", id: "q_net", prop: "label", value: "Two" }]);
  draft.apply([{ op: "remove", id: "q_net" }]);

  history.undo((ops) => draft.apply(ops));

  assert.equal(draft.node("q_name").label, "Name");
});

test("after a reload the server's rows tell what can be undone and what was undone", () => {
  const one = { ops: [{ op: "set", id: "q_a", prop: "label", value: "1" }], inverse: [{ op: "set", id: "q_a", prop: "label", value: null }] };
  const two = { ops: [{ op: "remove", id: "q_b" }], inverse: [{ op: "restore", id: "q_b", after: null, value: { id: "q_b" } }] };
  const undone = { ops: [{ value: { id: "q_b" }, id: "q_b", op: "restore" }], inverse: [{ op: "remove", id: "q_b" }] };
  const history = new FormHistory();

  history.restore([one, two, undone]);
  const applied = [];
  history.redo((ops) => applied.push(ops) && []);

  assert.deepEqual(applied, [two.ops]);
  assert.equal(history.canUndo, true);
});

test("what was edited in this visit, before the earlier steps were known, stands in the history once", () => {
  const history = new FormHistory();
  const set = (value) => [{ op: "set", id: "q_name", prop: "label", value }];
  history.push({ ops: set("Now"), inverse: set("Before") });

  history.restore(
    [
      { ops: set("Before"), inverse: set("Name"), rev: 2 },
      { ops: set("Now"), inverse: set("Before"), rev: 3 },
    ],
    2,
  );

  const undone = [];
  while (history.canUndo) {
    history.undo((ops) => undone.push(ops[0].value) && []);
  }
  assert.deepEqual(undone, ["Before", "Name"]);
});
