import assert from "node:assert/strict";
import { test } from "node:test";

import { PhotoShelf } from "../../static/js/models/photo_shelf.js";
import { PostDraft } from "../../static/js/models/post_draft.js";
import { words } from "../../static/js/models/post_facts.js";

function recorder(answers = {}) {
  const calls = [];
  const api = {};
  for (const name of ["createPost", "changePost", "changePhoto", "deletePhoto", "uploadPhoto"]) {
    api[name] = async (...given) => {
      calls.push([name, ...given]);
      return answers[name] ? answers[name](...given) : {};
    };
  }
  return { api, calls };
}

test("the first save makes the post, the next ones change it", async () => {
  const { api, calls } = recorder({ createPost: () => ({ id: "abc" }) });
  const draft = new PostDraft({ uid: "", api, key: "k" });

  draft.change({ name: "橘子" });
  await draft.save();
  draft.change({ species: "cat" });
  await draft.save();

  assert.deepEqual(calls, [["createPost", { name: "橘子" }, "k"], ["changePost", "abc", { species: "cat" }]]);
});

test("what failed waits, and a newer word of the same fact wins", async () => {
  let isDown = true;
  const { api, calls } = recorder({
    changePost: () => {
      if (isDown) {
        throw Object.assign(new Error("network"), { name: "NetworkError" });
      }
    },
  });
  const draft = new PostDraft({ uid: "abc", api });
  const states = [];
  draft.addEventListener("state", (event) => states.push(event.detail.state));

  draft.change({ name: "old", breed: "mix" });
  const first = await draft.save();
  isDown = false;
  draft.change({ name: "new" });
  const second = await draft.save();

  assert.deepEqual([first, second], [false, true]);
  assert.deepEqual(states, ["saving", "offline", "saving", "saved"]);
  assert.deepEqual(calls.at(-1), ["changePost", "abc", { name: "new", breed: "mix" }]);
});

test("a form that is sent waits for the post that is being made, and nothing is saved beside it", async () => {
  let made;
  const { api, calls } = recorder({ createPost: () => new Promise((resolve) => (made = resolve)) });
  const draft = new PostDraft({ uid: "", api, key: "k", wait: 1 });

  draft.change({ name: "橘子" });
  const saving = draft.save();
  const wasBeginning = draft.isBeginning;
  draft.change({ species: "cat" });
  const handedOver = draft.handOver();
  made({ id: "abc" });
  await Promise.all([saving, handedOver]);
  await new Promise((resolve) => setTimeout(resolve, 20));

  assert.deepEqual([wasBeginning, draft.isBeginning, draft.uid], [true, false, "abc"]);
  assert.deepEqual(calls, [["createPost", { name: "橘子" }, "k"]]);
});

test("two saves at once make one post", async () => {
  const { api, calls } = recorder({ createPost: async () => ({ id: "abc" }) });
  const draft = new PostDraft({ uid: "", api });

  draft.change({ name: "橘子" });
  await Promise.all([draft.ensure(), draft.ensure()]);

  assert.equal(calls.filter(([name]) => name === "createPost").length, 1);
});

function shelf(answers, photos = []) {
  const { api, calls } = recorder(answers);
  const made = new PhotoShelf({ photos, api, postId: async () => "abc", shrink: async (file) => file, most: 3, mostBytes: 10 });
  return { made, calls };
}

const photo = (id, isCover = false) => ({ id, state: "ready", alt: "", is_cover: isCover, renditions: [] });
const file = (name, size = 5) => Object.assign(new Blob(["x".repeat(size)]), { name });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("two travel at a time, and no more than fit", async () => {
  let open = 0;
  let most = 0;
  const { made } = shelf({
    uploadPhoto: async () => {
      open += 1;
      most = Math.max(most, open);
      await settled();
      open -= 1;
      return photo(String(Math.random()));
    },
  });

  made.add([file("a"), file("b"), file("c"), file("d")]);
  while (made.tiles.some((tile) => tile.state !== "ready")) {
    await settled();
  }

  assert.deepEqual([made.tiles.map((tile) => tile.state), most], [["ready", "ready", "ready"], 2]);
});

test("a failed photo is tried again, a too large one is not sent", async () => {
  let tries = 0;
  const { made, calls } = shelf({
    uploadPhoto: () => {
      tries += 1;
      if (tries === 1) {
        throw new Error("down");
      }
      return photo("p1");
    },
  });

  made.add([file("a"), file("huge", 99)]);
  await settled();
  const before = made.tiles.map((tile) => tile.state);
  made.retry(made.tiles[0].key);
  await settled();

  assert.deepEqual([before, made.tiles.map((tile) => tile.state)], [["failed", "failed"], ["ready", "failed"]]);
  assert.equal(calls.filter(([name]) => name === "uploadPhoto").length, 2);
});

test("an order that the server refuses is taken back", async () => {
  const { made } = shelf({ changePhoto: () => Promise.reject(new Error("no")) }, [photo("a", true), photo("b")]);

  await made.moveBy("a", 1);

  assert.deepEqual(made.tiles.map((tile) => tile.key), ["a", "b"]);
});

test("words are parted by any comma", () => {
  assert.deepEqual(words("乖、軟, calm，, "), ["乖", "軟", "calm"]);
});
