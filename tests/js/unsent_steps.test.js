/** Two tabs on one device: what a tab that is gone left behind is taken over, a living tab's never. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { UnsentSteps } from "../../static/js/models/unsent_steps.js";
import { Locks, Storage, Time } from "./device.js";

const MINUTE = 60_000;
const step = (value) => ({ ops: [{ op: "set", id: "q_a", prop: "label", value }], rev: 1 });

async function opened(tab, device) {
  const shelf = new UnsentSteps("form", tab, device);
  await shelf.open();
  return shelf;
}

async function adopted(shelf) {
  const steps = [];
  await shelf.adopt((more) => steps.push(...more));
  return steps;
}

function withLocks(locks = new Locks()) {
  const time = new Time();
  return { storage: new Storage(), locks, clock: time.clock, now: time.now, time };
}

const withBeats = () => withLocks(null);

test("a living tab keeps what is its own, however long it says nothing", async () => {
  const device = withLocks();
  const first = await opened("one", device);
  first.write([step("M")]);

  const taken = await adopted(await opened("two", device));

  assert.deepEqual([taken, await adopted(first)], [[], []]);
});

test("what a crashed tab left is taken over once, by the first that comes", async () => {
  const device = withLocks();
  (await opened("one", device)).write([step("M"), step("Mi")]);
  device.locks.kill("form:one");

  const second = await adopted(await opened("two", device));
  const third = await adopted(await opened("three", device));

  assert.deepEqual([second, third], [[step("M"), step("Mi")], []]);
});

test("a tab that was closed in good order leaves its place at once", async () => {
  const device = withLocks();
  const first = await opened("one", device);
  first.write([step("M")]);
  first.close();

  assert.deepEqual(await adopted(await opened("two", device)), [step("M")]);
});

test("what is left of another form or another person stays where it is", async () => {
  const device = withLocks();
  const other = new UnsentSteps("form2", "one", device);
  await other.open();
  other.write([step("M")]);
  other.close();

  assert.deepEqual(await adopted(await opened("two", device)), []);
});

test("several tabs that are gone are taken over in the order in which they wrote", async () => {
  const device = withLocks();
  for (const tab of ["b", "a"]) {
    device.time.pass(MINUTE);
    const shelf = await opened(tab, device);
    shelf.write([step(tab)]);
    shelf.close();
  }

  assert.deepEqual(await adopted(await opened("c", device)), [step("b"), step("a")]);
});

test("without locks a tab that is behind, frozen or offline for minutes is left alone; one long silent is gone", async () => {
  const device = withBeats();
  (await opened("one", device)).write([step("M")]);
  const second = await opened("two", device);

  device.time.at += 20 * MINUTE; // frozen: no beat of its own
  const early = await adopted(second);
  device.time.at += 11 * MINUTE;

  assert.deepEqual([early, await adopted(second)], [[], [step("M")]]);
});

test("without locks a tab that lives says so for as long as it lives", async () => {
  const device = withBeats();
  (await opened("one", device)).write([step("M")]);
  const second = await opened("two", device);

  for (let minute = 0; minute < 90; minute += 1) {
    device.time.pass(MINUTE);
  }

  assert.deepEqual(await adopted(second), []);
});

test("without locks a tab that was closed in good order leaves its place at once", async () => {
  const device = withBeats();
  const first = await opened("one", device);
  first.write([step("M")]);
  first.close();

  assert.deepEqual(await adopted(await opened("two", device)), [step("M")]);
});

test("a device that keeps nothing says so, and nothing breaks", async () => {
  const full = { getItem: () => null, removeItem() {}, setItem() { throw new Error("full"); } };
  const shelf = new UnsentSteps("form", "one", { storage: full, locks: { request: () => Promise.reject(new Error("shut")) } });

  assert.deepEqual([await shelf.open(), shelf.write([step("M")]), await adopted(shelf)], [false, false, []]);
});
