import assert from "node:assert/strict";
import { test } from "node:test";

import { PhotoShelf } from "../../static/js/models/photo_shelf.js";

test("photos stand in the order in which they were picked, whichever arrives first", async () => {
  const order = [];
  let settle;
  const done = new Promise((resolve) => (settle = resolve));
  const slow = {};
  slow.gate = new Promise((resolve) => (slow.open = resolve));
  const api = {
    async uploadPhoto(_post, file) {
      await (file.name === "first.jpg" ? slow.gate : undefined);
      order.push(file.name);
      return { id: file.name, state: "pending", is_cover: order.length === 1, alt: "" };
    },
    async changePhoto(uid, { position, is_cover: isCover }) {
      order.splice(order.indexOf(uid), 1);
      order.splice(position, 0, uid);
      settle(isCover);
      return {};
    },
  };
  const shelf = new PhotoShelf({ photos: [], api, postId: async () => "abc", shrink: async (file) => file, most: 9, mostBytes: 99 });
  shelf.addEventListener("news", ({ detail }) => detail.what === "done" && detail.name === "second.heic" && slow.open());

  shelf.add(["first.jpg", "second.heic"].map((name) => Object.assign(new Blob(["x"]), { name })));
  const isCover = await done;

  assert.deepEqual([order, isCover], [["first.jpg", "second.heic"], true]);
});
