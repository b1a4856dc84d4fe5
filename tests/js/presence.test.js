import assert from "node:assert/strict";
import test from "node:test";

import { Presence } from "../../static/js/models/presence.js";

const hers = { tab: "t_her", person: "u1", name: "Chen", state: "here" };

test("somebody else is there until she leaves", () => {
  const presence = new Presence("t_me", () => 0);
  presence.heard(hers);
  assert.deepEqual(presence.people, [{ person: "u1", name: "Chen" }]);
  presence.heard({ ...hers, state: "gone" });
  assert.deepEqual(presence.people, []);
});

test("a newcomer is answered, oneself never", () => {
  const presence = new Presence("t_me", () => 0);
  assert.equal(presence.heard({ ...hers, state: "new" }), true);
  assert.equal(presence.heard({ ...hers, tab: "t_me", state: "new" }), false);
  assert.equal(presence.people.length, 1);
});

test("two tabs of one person are one person", () => {
  const presence = new Presence("t_me", () => 0);
  presence.heard(hers);
  presence.heard({ ...hers, tab: "t_two" });
  assert.equal(presence.people.length, 1);
});

test("whoever falls silent is forgotten, and that is told once", () => {
  let now = 0;
  let told = 0;
  const presence = new Presence("t_me", () => now);
  presence.addEventListener("change", () => (told += 1));
  presence.heard(hers);
  now = 100_000;
  presence.heard(hers);
  now = 200_000;
  presence.prune();
  assert.equal(presence.people.length, 1);
  now = 300_000;
  presence.prune();
  assert.equal(presence.people.length, 0);
  assert.equal(told, 2);
});
