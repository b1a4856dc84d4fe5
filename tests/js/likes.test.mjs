import assert from "node:assert/strict";
import { test } from "node:test";

import { DeviceStore } from "../../static/js/core/store.js";
import { Likes } from "../../static/js/models/likes.js";

class MemoryStorage {
  #values = new Map();

  getItem(key) {
    return this.#values.get(key) ?? null;
  }

  setItem(key, value) {
    this.#values.set(key, value);
  }

  removeItem(key) {
    this.#values.delete(key);
  }
}

const newStore = () => new DeviceStore("likes", new MemoryStorage());

test("a guest's likes are kept on the device", () => {
  const store = newStore();

  new Likes(store).toggle("mikan");

  assert.equal(new Likes(store).has("mikan"), true);
});

test("taking a guest's like back forgets it on the device", () => {
  const store = newStore();
  const likes = new Likes(store);
  likes.toggle("mikan");

  const isLiked = likes.toggle("mikan");

  assert.equal(isLiked, false);
  assert.deepEqual(store.read([]), []);
});

test("at sign-in the device's likes join the account's, and those it lacks are handed out", () => {
  const store = newStore();
  store.write(["mikan", "tofu"]);
  const likes = new Likes(store);

  const waiting = likes.adopt(["tofu", "hana"]);

  assert.deepEqual(waiting, ["mikan"]);
  assert.equal(likes.has("hana"), true);
  assert.equal(likes.has("mikan"), true);
  assert.equal(likes.size, 3);
});

test("a member's like is not written to the device", () => {
  const store = newStore();
  const likes = new Likes(store);
  likes.adopt([]);

  likes.toggle("mikan");

  assert.deepEqual(store.read([]), []);
});

test("each change tells which pet and what is true now", () => {
  const likes = new Likes(newStore());
  const seen = [];
  likes.addEventListener("change", (event) => seen.push(event.detail));

  likes.toggle("mikan");
  likes.toggle("mikan");

  assert.deepEqual(seen, [
    { postId: "mikan", isLiked: true },
    { postId: "mikan", isLiked: false },
  ]);
});

test("closed storage loses nothing but memory", () => {
  const closed = {
    getItem() {
      throw new Error("closed");
    },
    setItem() {
      throw new Error("closed");
    },
  };

  const likes = new Likes(new DeviceStore("likes", closed));
  likes.toggle("mikan");

  assert.equal(likes.has("mikan"), true);
});
