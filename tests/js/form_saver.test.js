/** Edits reach the server in order, wait on the device when it is away, and merge with those of others. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { FormSaver } from "../../static/js/models/form_saver.js";
import { UnsentSteps } from "../../static/js/models/unsent_steps.js";
import { Locks, Storage } from "./device.js";

class Server {
  rev = 1;
  got = [];
  fails = [];
  readFails = [];
  skipped = [];
  rows = [];

  async send(rev, ops, options) {
    const failure = this.fails.shift();
    if (failure) {
      throw failure;
    }
    await this.hook?.(rev, ops, options);
    const since = this.rows.filter((row) => row.rev > rev);
    if (ops.length) {
      this.take("me", ops);
      this.got.push(ops);
    }
    const answer = { rev: this.rev, ops_since: since, skipped: this.skipped, done: ops };
    this.skipped = [];
    return answer;
  }

  /** An edit is done, whoever's it is. */
  take(actor_name, ops) {
    this.rev += 1;
    this.rows.push({ rev: this.rev, actor_name, ops });
  }

  async read() {
    const failure = this.readFails.shift();
    if (failure) {
      throw failure;
    }
    return { definition: { pages: [] }, rev: this.rev };
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
const answered = (status) => Object.assign(new Error("no"), { name: "ApiError", status, detail: "No." });

function begin({ device = { storage: new Storage(), locks: new Locks() }, tab = "tab", server = new Server() } = {}) {
  const clock = new Clock();
  const shelf = new UnsentSteps("form", tab, device);
  const saver = new FormSaver(server, shelf, { rev: server.rev, clock });
  const states = [];
  const merged = [];
  saver.addEventListener("state", (event) => states.push(event.detail.state));
  saver.addEventListener("merged", (event) => merged.push(event.detail));
  const kept = () => JSON.parse(device.storage.getItem(`form:${tab}`))?.steps ?? null;
  return { server, clock, saver, states, merged, shelf, device, kept };
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
  const { server, saver, states, kept, clock } = begin();
  server.fails = [network];
  saver.add(label("M"));

  await saver.flush();
  const waiting = kept();
  await clock.due();

  assert.deepEqual(waiting, [{ ops: label("M"), rev: 1 }]);
  assert.deepEqual(states, ["waiting", "saving", "offline", "saving", "saving", "saved"]);
  assert.deepEqual([server.got, kept()], [[label("M")], null]);
});

test("what an earlier tab left behind is sent again", async () => {
  const { shelf, device } = begin({ tab: "old" });
  shelf.write([{ ops: label("M"), rev: 1 }]);
  const { server, saver, kept } = begin({ device, tab: "new" });

  const leftovers = await saver.adoptLeftovers();
  const waiting = kept();
  await saver.flush();

  assert.deepEqual([leftovers, waiting], [label("M"), [{ ops: label("M"), rev: 1 }]]);
  assert.deepEqual([server.got, Object.keys(device.storage)], [[label("M")], []]);
});

test("leftovers come before what was typed since, and a full device loses none of them", async () => {
  const { shelf, device } = begin({ tab: "old" });
  shelf.write([{ ops: label("first"), rev: 1 }]);
  const { server, saver, kept } = begin({ device, tab: "new" });
  device.storage.room = 200; // both, but not twice one of them
  saver.add(label("second"));

  await saver.adoptLeftovers();
  device.storage.room = Infinity;
  const waiting = kept().map(({ ops }) => ops);
  await saver.flush();

  assert.deepEqual(waiting, [label("first"), label("second")]);
  assert.deepEqual(server.got, [label("first"), label("second")]);
});

test("what an earlier tab sent in its last moment is not sent again over what somebody did since", async () => {
  const { shelf, device, server } = begin({ tab: "old" });
  shelf.write([{ ops: label("mine"), rev: 1 }]);
  server.take("me", label("mine"));
  server.take("林", label("theirs"));
  const { saver, merged } = begin({ device, server, tab: "new" });

  await saver.adoptLeftovers();
  await saver.flush();

  assert.deepEqual(server.got, []);
  assert.deepEqual(merged.map(({ since }) => since.map((row) => row.actor_name)), [["林"]]);
});

test("a leftover that did not arrive goes over what somebody did since, and that is told", async () => {
  const { shelf, device, server } = begin({ tab: "old" });
  shelf.write([{ ops: label("mine"), rev: 1 }]);
  server.take("林", label("theirs"));
  const { saver, merged } = begin({ device, server, tab: "new" });

  await saver.adoptLeftovers();
  await saver.flush();

  assert.deepEqual(server.got, [label("mine")]);
  assert.deepEqual(merged.map(({ since, step }) => [since[0].actor_name, step.ops]), [["林", label("mine")]]);
});

test("a step whose answer was lost is not sent twice", async () => {
  const { server, saver, clock, merged } = begin();
  server.hook = (rev, ops) => {
    server.hook = null;
    server.take("me", ops);
    throw network;
  };
  saver.add(label("M"));

  await saver.flush();
  await clock.due();

  assert.deepEqual([server.got, merged, saver.state, saver.isClean], [[], [], "saved", true]);
});

test("the closing tab sends all that waits in one request that outlives it, and keeps it until it is answered", async () => {
  const { server, saver, kept } = begin();
  const requests = [];
  server.hook = (rev, ops, options) => requests.push([ops, options]);
  saver.add(label("a"), "q_a:label");
  saver.seal();
  saver.add(label("b"), "q_a:label");

  saver.leave();

  assert.deepEqual(requests, [[[...label("a"), ...label("b")], { keepalive: true }]]);
  assert.deepEqual(kept().map(({ ops }) => ops), [label("a"), label("b")]);
});

test("nothing overtakes a step that is under way when the tab closes: the rest waits on the device", async () => {
  const { server, saver, kept } = begin();
  const requests = [];
  server.hook = (rev, ops, options) => {
    requests.push([ops, options]);
    return new Promise(() => {});
  };
  saver.add(label("Mi"), "q_a:label");
  saver.flush();
  saver.add(label("Mine"), "q_a:label");

  saver.leave();

  assert.deepEqual(requests, [[label("Mi"), { keepalive: true }]]);
  assert.deepEqual(kept().map(({ ops }) => ops), [label("Mi"), label("Mine")]);
});

test("where the device keeps nothing the closing tab sends the rest all the same", async () => {
  const storage = { getItem: () => null, removeItem() {}, setItem() { throw new Error("full"); } };
  const { server, saver } = begin({ device: { storage, locks: new Locks() } });
  const requests = [];
  server.hook = (rev, ops) => {
    requests.push(ops);
    return new Promise(() => {});
  };
  saver.add(label("Mi"), "q_a:label");
  saver.flush();
  saver.add(label("Mine"), "q_a:label");

  saver.leave();

  assert.deepEqual(requests, [label("Mi"), label("Mine")]);
});

test("a tab that has nothing to send leaves without a word", () => {
  const { server, saver } = begin();

  saver.leave();

  assert.deepEqual(server.rows, []);
});

test("a step that the server cannot take does not hold up the next", async () => {
  const { server, saver, merged } = begin();
  const refused = [];
  saver.addEventListener("refused", (event) => refused.push(event.detail.message));
  server.fails = [answered(400)];
  saver.add(label("bad"));
  saver.add(label("good"));

  await saver.flush();

  assert.deepEqual([server.got, refused, merged.length], [[label("good")], ["No."], 1]);
});

test("a list longer than the server takes at once goes in parts", async () => {
  const { server, saver } = begin();
  const many = Array.from({ length: 450 }, (_each, index) => label(String(index))[0]);
  saver.add(many);

  await saver.flush();

  assert.deepEqual(server.got.map((ops) => ops.length), [200, 200, 50]);
});

for (const status of [429, 500, 503]) {
  test(`${status}: it is said, kept, and tried again by itself`, async () => {
    const { server, saver, kept, clock } = begin();
    server.fails = [answered(status)];
    saver.add(label("M"));

    await saver.flush();
    const told = [saver.state, saver.error.status, kept().length];
    await clock.due();

    assert.deepEqual(told, ["failed", status, 1]);
    assert.deepEqual([server.got, saver.state, saver.error], [[label("M")], "saved", null]);
  });
}

for (const status of [401]) {
  test(`${status}: it is said and kept, and goes out when she comes back`, async () => {
    const { server, saver, kept, clock } = begin();
    server.fails = [answered(status)];
    saver.add(label("M"));

    await saver.flush();
    const told = [saver.state, saver.error.status, kept().length, clock.due];
    await saver.catchUp();

    assert.deepEqual(told, ["failed", status, 1, null]);
    assert.deepEqual([server.got, saver.state], [[label("M")], "saved"]);
  });
}

test("409: the server's revision went back; it begins from what the server has", async () => {
  const { server, saver, merged } = begin();
  saver.rev = 9;
  server.fails = [answered(409)];
  saver.add(label("M"));

  await saver.flush();

  assert.deepEqual([merged.length, server.got, saver.rev, saver.state], [1, [label("M")], 2, "saved"]);
});

test("409 twice: it is said, and nothing is lost", async () => {
  const { server, saver, kept } = begin();
  server.fails = [answered(409), answered(409)];
  saver.add(label("M"));

  await saver.flush();

  assert.deepEqual([saver.state, kept().length], ["failed", 1]);
});

test("what is typed while the editor asks for news is sent, though the line is slow", async () => {
  const { server, saver } = begin();
  let answer;
  server.hook = () => new Promise((resolve) => {
    answer = resolve;
    server.hook = null;
  });
  const asked = saver.catchUp();
  saver.add(label("M"));

  const sent = saver.flush();
  answer();
  await Promise.all([asked, sent]);

  assert.deepEqual([server.got, saver.state], [[label("M")], "saved"]);
});

test("somebody else's edits bring their document, and what is still unsent stays on top", async () => {
  const { server, saver } = begin();
  const merged = [];
  saver.addEventListener("merged", (event) => merged.push([event.detail.since.length, saver.unsent]));
  server.take("林", label("theirs"));
  saver.rev = 1;
  saver.add(label("mine"));
  saver.add(label("later"));

  await saver.flush();

  assert.deepEqual(merged, [[1, label("later")]]);
});

test("the line breaks before their document is here: it is read when the line is back", async () => {
  const { server, saver, merged, clock, states } = begin();
  server.take("林", label("theirs"));
  server.readFails = [network];
  saver.add(label("mine"));

  await saver.flush();
  const before = [merged.length, saver.state];
  await clock.due();

  assert.deepEqual(before, [0, "offline"]);
  assert.deepEqual([merged.length, merged[0].since.length, server.got.length, states.at(-1)], [1, 1, 1, "saved"]);
});

test("asking for news says nothing of saving, also when the line is gone", async () => {
  const { server, saver, states, merged } = begin();
  server.fails = [network];

  await saver.catchUp();
  server.take("林", label("theirs"));
  await saver.catchUp();

  assert.deepEqual([states, saver.savedAt, merged.length], [[], null, 1]);
});

test("a device that keeps nothing is known from the start; the server gets everything all the same", async () => {
  const storage = { getItem: () => null, removeItem() {}, setItem() { throw new Error("full"); } };
  const { server, saver } = begin({ device: { storage, locks: new Locks() } });

  await saver.open();
  saver.add(label("M"));
  await saver.flush();

  assert.deepEqual([saver.isKept, server.got], [false, [label("M")]]);
});

test("an edit that arrived twice is no news", async () => {
  const { server, saver, merged } = begin();
  server.skipped = [{ index: 0, op: {}, reason: "exists" }];
  saver.add(label("again"));

  await saver.flush();

  assert.deepEqual(merged, []);
});

for (const status of [403, 404]) {
  test(`a form that is closed to her (${status}) is not tried again, and keeps what did not get there`, async () => {
    const { server, saver, states, kept, clock } = begin();
    server.fails = [answered(status)];
    saver.add(label("M"));
    await saver.flush();
    const due = clock.due;

    saver.add([{ op: "set", id: "q_b", prop: "label", value: "N" }]);
    await saver.flush();
    await saver.catchUp();
    saver.leave();

    assert.deepEqual([due, clock.due, saver.isShut, saver.error.status], [null, null, true, status]);
    assert.deepEqual(server.got, []);
    assert.deepEqual(saver.unsent.map(({ value }) => value), ["M", "N"]);
    assert.deepEqual(kept().flatMap(({ ops }) => ops), saver.unsent);
    assert.deepEqual(states, ["waiting", "saving", "failed", "failed"]);
  });
}

test("she hears that the form is closed to her also when nothing waits", async () => {
  const { server, saver, states } = begin();
  server.fails = [answered(404)];

  await saver.catchUp();

  assert.deepEqual([states, saver.isShut], [["failed"], true]);
});
