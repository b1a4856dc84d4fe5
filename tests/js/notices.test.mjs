import assert from "node:assert/strict";
import { test } from "node:test";

import { Notices } from "../../static/js/models/notices.js";

const items = [
  { id: 2, is_read: false },
  { id: 1, is_read: false },
];

test("going to one notification marks that one as read", () => {
  const notices = new Notices();
  notices.replace(items);

  notices.markRead([2]);

  assert.deepEqual(notices.items.map((item) => item.is_read), [true, false]);
  assert.equal(notices.hasUnread, true);
});

test("a list that is shown stays while it is asked for again", () => {
  const notices = new Notices();
  notices.replace(items);

  notices.loading();

  assert.equal(notices.state, "ready");
});

test("a second word waits until ten seconds have passed", () => {
  const notices = new Notices();
  const first = notices.quietFor(5000);

  notices.announced(5000);

  assert.equal(first, 0);
  assert.equal(notices.quietFor(9000), 6000);
});
