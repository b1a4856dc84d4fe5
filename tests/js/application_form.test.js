import assert from "node:assert/strict";
import { test } from "node:test";

import { ApplicationForm } from "../../static/js/models/application_form.js";
import { kindsOf } from "../../static/js/models/form_rules/basics.js";
import { UploadQueue } from "../../static/js/models/upload_queue.js";

const definition = {
  pages: [
    {
      id: "p_one",
      items: [
        { id: "q_rent", type: "yes_no", label: "Do you rent?", required: true },
        { id: "q_lord", type: "short_text", label: "Landlord", required: true, show_if: { q: "q_rent", op: "is", value: true } },
      ],
    },
  ],
};

const kinds = await kindsOf(definition.pages[0].items);

class Memory {
  value = null;

  constructor({ isOpen = true } = {}) {
    this.isOpen = isOpen;
  }

  read(fallback) {
    return this.value ?? fallback;
  }

  write(value) {
    this.value = this.isOpen ? structuredClone(value) : null;
    return this.isOpen;
  }

  clear() {
    this.value = null;
  }
}

const offline = Object.assign(new Error("network"), { name: "NetworkError" });
const tick = () => new Promise((resolve) => setTimeout(resolve));

function make({ answers = {}, read = {}, store = new Memory(), save } = {}) {
  const sent = [];
  const keep = async (body) => {
    sent.push(structuredClone(body));
    return save?.(body, sent.length);
  };
  const form = new ApplicationForm({ definition, answers, read }, { kinds, save: keep, store, client: "tab" });
  return { form, sent, store };
}

test("an answer shows what depends on it", () => {
  const { form } = make();

  form.set("q_rent", true);

  assert.deepEqual(form.evaluated.visible, ["q_rent", "q_lord"]);
});

test("changes go together, each write with the next number", async () => {
  const { form, sent, store } = make();

  form.set("q_rent", true);
  form.set("q_lord", "Lin");
  await form.flush();
  form.set("q_lord", null);
  await form.flush();

  assert.deepEqual(sent, [
    { client: "tab", seq: 1, changes: { q_rent: true, q_lord: "Lin" } },
    { client: "tab", seq: 2, changes: { q_lord: null } },
  ]);
  assert.equal(store.value, null);
});

test("the same answer again is no change", async () => {
  const { form, sent } = make({ answers: { q_rent: true } });

  form.set("q_rent", true);
  await form.flush();

  assert.deepEqual(sent, []);
});

test("what is typed while a save is under way goes next", async () => {
  const { form, sent } = make();

  form.set("q_lord", "L");
  const flying = form.flush();
  form.set("q_lord", "Lin");
  await flying;

  assert.deepEqual(sent.map(({ changes }) => changes.q_lord), ["L", "Lin"]);
});

test("offline, the words are kept on the device and sent later", async () => {
  let isOffline = true;
  const save = () => {
    if (isOffline) throw offline;
  };
  const { form, sent, store } = make({ save });

  form.set("q_lord", "Lin");
  const first = await form.flush();
  const kept = structuredClone(store.value);
  isOffline = false;
  const second = await form.flush();

  assert.deepEqual([first, kept, second], [false, { q_lord: "Lin" }, true]);
  assert.deepEqual([sent.length, store.value, form.state], [2, null, "saved"]);
});

test("a closed store is known while there is a connection, and the answers arrive all the same", async () => {
  const { form, sent } = make({ store: new Memory({ isOpen: false }) });

  form.set("q_lord", "Lin");
  await form.flush();

  assert.deepEqual([form.isKept, form.state, sent.length, form.unsent], [false, "saved", 1, []]);
});

test("a closed store is said", async () => {
  const save = () => {
    throw offline;
  };
  const { form } = make({ store: new Memory({ isOpen: false }), save });

  form.set("q_lord", "Lin");
  await form.flush();

  assert.equal(form.state, "blocked");
});

test("a later answer of another device is told", async () => {
  const { form } = make({ save: () => ({ answers: { q_rent: false, q_lord: "Lin" } }) });
  let told = 0;
  form.addEventListener("elsewhere", () => (told += 1));

  form.set("q_lord", "Lin");
  await form.flush();

  assert.equal(told, 1);
});

test("what the device kept counts again, unknown questions do not", () => {
  const store = new Memory();
  store.write({ q_lord: "Lin", q_gone: "x" });
  const { form } = make({ store });

  const hasRecovered = form.recover();

  assert.deepEqual([hasRecovered, form.answers, form.hasUnsent], [true, { q_lord: "Lin" }, true]);
});

test("files go two at a time, and what lost its connection goes on when it is back", async () => {
  const waiting = [];
  const send = (file) => new Promise((resolve, reject) => waiting.push({ file, resolve, reject }));
  const queue = new UploadQueue({ send });

  const uploads = ["a", "b", "c"].map((name) => queue.add({ name }));
  await tick();
  const atOnce = waiting.length;
  waiting[0].resolve({ id: "u1" });
  waiting[1].reject(offline);
  await tick();
  const states = uploads.map(({ state }) => state);
  queue.resume();
  await tick();
  waiting[2].resolve({ id: "u3" });
  waiting[3].resolve({ id: "u2" });
  await tick();

  assert.equal(atOnce, 2);
  assert.deepEqual(states, ["done", "offline", "sending"]);
  assert.deepEqual(uploads.map(({ uid }) => uid), ["u1", "u2", "u3"]);
  assert.equal(queue.isBusy, false);
});

class Shelf {
  kept = new Map();

  async put(file) {
    const key = `k${this.kept.size}`;
    this.kept.set(key, file);
    return key;
  }

  async remove(key) {
    this.kept.delete(key);
  }
}

test("a photo stays on the device until it has arrived, was refused, or was taken out", async () => {
  const answers = { a: { id: "u1" }, b: offline, c: Object.assign(new Error("no photo"), { status: 415, detail: "no photo" }), d: offline };
  const send = async (file) => {
    if (answers[file.name] instanceof Error) throw answers[file.name];
    return answers[file.name];
  };
  const shelf = new Shelf();
  const queue = new UploadQueue({ send, shelf });

  const uploads = ["a", "b", "c", "d"].map((name) => queue.add({ name }));
  await tick();
  await tick();
  queue.cancel(uploads[3]);
  await tick();

  assert.deepEqual(uploads.slice(0, 3).map(({ state }) => state), ["done", "offline", "failed"]);
  assert.deepEqual([...shelf.kept.values()], [{ name: "b" }]);
  assert.deepEqual(queue.stuck.map(({ name }) => name), ["b", "c"]);
});
