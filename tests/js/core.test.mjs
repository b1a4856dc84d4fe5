import assert from "node:assert/strict";
import { test } from "node:test";

import { codePoints, isNearLimit } from "../../static/js/controllers/counter_controller.js";
import { Backoff } from "../../static/js/core/backoff.js";
import { Controller } from "../../static/js/core/controller.js";
import { readCookie } from "../../static/js/core/cookies.js";
import { setMessages, t } from "../../static/js/core/i18n.js";
import { EventSocket } from "../../static/js/core/socket.js";
import { Session } from "../../static/js/models/session.js";

class FakeLine extends EventTarget {
  static opened = [];

  constructor(address) {
    super();
    this.address = address;
    this.readyState = 0;
    this.sent = [];
    FakeLine.opened.push(this);
    FakeLine.told?.();
  }

  /** Settles when the page opens its next line. */
  static next() {
    return new Promise((resolve) => {
      FakeLine.told = resolve;
    });
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  answer() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  end(code) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }

  say(message) {
    this.dispatchEvent(new MessageEvent("message", { data: message }));
  }
}

test("a sentence is filled, and a count chooses its form", () => {
  setMessages({ hello: "Hello {name}, {unknown}", pets: { one: "{count} pet", other: "{count} pets" } });

  assert.equal(t("hello", { name: "Mikan" }), "Hello Mikan, {unknown}");
  assert.equal(t("pets", { count: 1 }), "1 pet");
  assert.equal(t("pets", { count: 0 }), "0 pets");
  assert.equal(t("missing"), "missing");
});

test("a listener is gone after disconnect, and runs with its controller", () => {
  const target = new EventTarget();
  const heard = [];
  class Ear extends Controller {
    constructor(root) {
      super(root);
      this.on(target, "say", this.hear);
    }

    hear(event) {
      heard.push([this instanceof Ear, event.type]);
    }
  }
  const ear = new Ear(null);

  target.dispatchEvent(new Event("say"));
  ear.disconnect();
  target.dispatchEvent(new Event("say"));

  assert.deepEqual(heard, [[true, "say"]]);
});

test("a cookie is found by its whole name", () => {
  assert.equal(readCookie("csrftoken", "xcsrftoken=no; csrftoken=a%3Db; pb_lang=en"), "a=b");
  assert.equal(readCookie("csrftoken", ""), "");
});

test("length counts code points and line ends once", () => {
  assert.equal(codePoints("橘子🐱"), 3);
  assert.equal(codePoints("a\r\nb"), 3);
  assert.equal(isNearLimit(79, 100), false);
  assert.equal(isNearLimit(80, 100), true);
});

test("waits double up to a bound and start again", () => {
  const backoff = new Backoff({ first: 100, longest: 300, random: () => 1 });

  const waits = [backoff.next(), backoff.next(), backoff.next(), backoff.next()];
  backoff.reset();

  assert.deepEqual(waits, [100, 200, 300, 300]);
  assert.equal(backoff.next(), 100);
});

test("topics asked for before the line is open are sent once it is", () => {
  FakeLine.opened = [];
  const socket = new EventSocket({ address: "ws://x/", Socket: FakeLine });
  socket.subscribe("post:mikan:slots");
  const [line] = FakeLine.opened;

  line.answer();

  assert.equal(FakeLine.opened.length, 1);
  assert.deepEqual(line.sent, [{ type: "subscribe", topic: "post:mikan:slots" }]);
});

test("what the server says is an event of its type; noise is ignored", () => {
  FakeLine.opened = [];
  const socket = new EventSocket({ address: "ws://x/", Socket: FakeLine });
  const heard = [];
  socket.addEventListener("notification", (event) => heard.push(event.detail.unread));
  socket.connect();
  const [line] = FakeLine.opened;
  line.answer();

  line.say('{"type": "notification", "unread": 4}');
  line.say("not json");

  assert.deepEqual(heard, [4]);
});

function withResolvers() {
  const parts = {};
  parts.promise = new Promise((resolve) => {
    parts.resolve = resolve;
  });
  return parts;
}

const atOnce = () => new Backoff({ first: 0 });

test("a broken line is opened again, with its topics, and says so", async () => {
  FakeLine.opened = [];
  const heard = [];
  const socket = new EventSocket({ address: "ws://x/", Socket: FakeLine, backoff: atOnce() });
  socket.addEventListener("again", () => heard.push("again"));
  socket.subscribe("post:mikan");
  FakeLine.opened[0].answer();

  const opened = FakeLine.next();
  FakeLine.opened[0].end(1006);
  await opened;
  FakeLine.opened[1].answer();

  assert.deepEqual(FakeLine.opened[1].sent, [{ type: "subscribe", topic: "post:mikan" }]);
  assert.deepEqual(heard, ["again"]);
});

test("signed out by the server, a member comes back with a fresh sign-in", async () => {
  FakeLine.opened = [];
  const renew = async () => true;
  const socket = new EventSocket({ address: "ws://x/", Socket: FakeLine, backoff: atOnce(), renew });
  socket.connect();
  FakeLine.opened[0].answer();

  const opened = FakeLine.next();
  FakeLine.opened[0].end(4401);
  await opened;

  assert.equal(FakeLine.opened.length, 2);
});

test("signed out by the server, a guest stays away", async () => {
  FakeLine.opened = [];
  const asked = withResolvers();
  const renew = async () => {
    asked.resolve();
    return false;
  };
  const socket = new EventSocket({ address: "ws://x/", Socket: FakeLine, backoff: atOnce(), renew });
  socket.connect();
  FakeLine.opened[0].answer();

  FakeLine.opened[0].end(4401);
  await asked.promise;
  await new Promise(setImmediate);

  assert.equal(FakeLine.opened.length, 1);
});

test("the badge says 9+ from ten on", () => {
  const session = new Session();

  session.update({ user: { name: "Yi-Chun", initial: "Y", roles: [] }, unread: 9 });
  const nine = session.unreadBadge;
  session.setUnread(10);

  assert.equal(nine, "9");
  assert.equal(session.unreadBadge, "9+");
  assert.equal(session.isMember, true);
});
