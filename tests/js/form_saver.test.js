/** Edits reach the server in order, wait on the device when it is away, and merge with those of others. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { FormSaver } from "../../static/js/models/form_saver.js";

class Server {
  rev = 1;
  got = [];
  fails = [];
  since = [];
  skipped = [];

  async send(rev, ops) {
    const failure = this.fails.shift();
    if (failure) {
      throw failure;
    }
    this.got.push(ops);
    this.rev += 1;
    const answer = { rev: this.rev, ops_since: this.since, skipped: this.skipped, done: ops };
    this.since = [];
    this.skipped = [];
    return answer;
  }

  async read() {
    return { definition: { pages: [] }, rev: this.rev };
  }
}

class Store {
  value = null;

  read(fallback) {
    return this.value ?? fallback;
  }

  write(value) {
    this.value = structuredClone(value);
    return true;
  }
}

class Clock {
  due = null;

  set(run) {
    this.due = run;
    return 1;
  }

  clear() {
    this.due = null;
  }

  now() {
    return "now";
  }
}

const label = (value) => [{ op: "set", id: "q_a", prop: "label", value }];
const network = Object.assign(new Error("network"), { name: "NetworkError" });
const refusal = Object.assign(new Error("no"), { name: "ApiError", status: 400, detail: "No." });

function begin({ store = new Store(), tab = "tab" } = {}) {
  const server = new Server();
  const clock = new Clock();
  const saver = new FormSaver(server, store, { rev: 1, tab, clock });
  const states = [];
  saver.addEventListener("state", (event) => states.push(event.detail.state));
  return { server, clock, saver, states, store };
}

test("letters of one text become one step; a sealed one begins anew", async () => {
  const { server, saver } = begin();
  saver.add(label("M"), "q_a:label");
  saver.add(label("Mi"), "q_a:label");
  saver.seal();
  saver.add(label("Mik"), "q_a:label");

  await saver.flush();

  assert.deepEqual(server.got, [label("Mi"), label("Mik")]);
});

test("the states are told as they are", async () => {
  const { saver, states, clock } = begin();
  saver.add(label("M"));

  await clock.due();

  assert.deepEqual(states, ["waiting", "saving", "saved"]);
  assert.equal(saver.savedAt, "now");
});

test("without a connection the step stays on the device and goes out later", async () => {
  const { server, saver, states, store, clock } = begin();
  server.fails = [network];
  saver.add(label("M"));

  await saver.flush();
  const kept = structuredClone(store.value);
  await clock.due();

  assert.deepEqual(kept, { tab: [{ ops: label("M") }] });
  assert.deepEqual(states, ["waiting", "saving", "offline", "saving", "saved"]);
  assert.deepEqual([server.got, store.value], [[label("M")], {}]);
});

test("what an earlier tab left behind is sent again", async () => {
  const store = new Store();
  store.value = { old: [{ ops: label("M") }] };
  const { server, saver } = begin({ store, tab: "new" });

  const leftovers = saver.adoptLeftovers();
  await saver.flush();

  assert.deepEqual([leftovers, server.got, store.value], [label("M"), [label("M")], {}]);
});

test("a step that the server cannot take does not hold up the next", async () => {
  const { server, saver } = begin();
  const refused = [];
  saver.addEventListener("refused", (event) => refused.push(event.detail.message));
  server.fails = [refusal];
  saver.add(label("bad"));
  saver.add(label("good"));

  await saver.flush();

  assert.deepEqual([server.got, refused], [[label("good")], ["No."]]);
});

test("somebody else's edits bring their document, and what is still unsent stays on top", async () => {
  const { server, saver } = begin();
  const merged = [];
  saver.addEventListener("merged", (event) => merged.push([event.detail.since.length, saver.unsent]));
  server.since = [{ rev: 2, actor_name: "林", ops: label("theirs") }];
  saver.add(label("mine"));
  saver.add(label("later"));

  await saver.flush();

  assert.deepEqual(merged, [[1, label("later")]]);
});

test("an edit that arrived twice is no news", async () => {
  const { server, saver } = begin();
  let count = 0;
  saver.addEventListener("merged", () => (count += 1));
  server.skipped = [{ index: 0, op: {}, reason: "exists" }];
  saver.add(label("again"));

  await saver.flush();

  assert.equal(count, 0);
});
