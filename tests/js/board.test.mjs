import assert from "node:assert/strict";
import { test } from "node:test";

import { Board } from "../../static/js/models/board.js";

function board() {
  const made = new Board({ post: "abc", likes: 4, views: 2 });
  made.show(["one", "two"], "");
  made.heard = [];
  for (const name of ["counts", "arrived", "changed"]) {
    made.addEventListener(name, () => made.heard.push(name));
  }
  return made;
}

test("numbers of this post change, those of another one do not", () => {
  const made = board();

  made.liked({ post: "abc", like_count: 5 });
  made.viewed({ post: "xyz", form_view_count: 9 });

  assert.deepEqual([made.likes, made.views, made.heard], [5, 2, ["counts"]]);
});

test("a number that is known already, or is none, is no news", () => {
  const made = board();

  made.liked({ post: "abc", like_count: 4 });
  made.liked({ post: "abc" });

  assert.deepEqual(made.heard, []);
});

test("a new application arrives; another move of a known one only changes the board", () => {
  const made = board();

  made.told({ post: "abc", application: "three", state: "submitted" });
  made.told({ post: "abc", application: "one", state: "withdrawn" });
  made.told({ post: "xyz", application: "four", state: "submitted" });

  assert.deepEqual(made.heard, ["arrived", "changed"]);
});

test("next begins with the first and stops at the ends", () => {
  const made = board();

  const first = made.beside(1);
  made.show(["one", "two"], "two");

  assert.deepEqual([first, made.beside(1), made.beside(-1)], ["one", null, "one"]);
});
