import { announce } from "../core/announce.js";
import { element, icon, replaceChildren } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { Presence } from "../models/presence.js";

const EVERY = 60_000;

/** Hears of others' edits, and tells the other open editors that this one is here. Without a socket there is just nothing. */
export function watchPresence(builder, topic) {
  const { socket } = builder.page;
  if (!socket) {
    return;
  }
  const presence = new Presence(builder.tab.id);
  const greet = (state, options) => builder.api.greet(presence.tab, state, options).catch(() => null);
  const renew = () => builder.api.greet(presence.tab, "here").then(() => true, isStillWelcome);
  const arrived = () => {
    greet("new");
    builder.saver.catchUp(); // what was done while nobody told us
  };
  builder.on(socket, "draft", ({ detail }) => detail.rev > builder.saver.rev && builder.saver.catchUp());
  builder.on(socket, "subscribed", ({ detail }) => detail.topic === topic && arrived());
  builder.on(socket, "presence", ({ detail }) => detail.topic === topic && presence.heard(detail) && greet("here"));
  builder.on(presence, "change", () => show(builder, presence.people));
  builder.on(window, "pagehide", () => greet("gone", { keepalive: true }));
  socket.renew = renew;
  socket.subscribe(topic);
  setInterval(() => {
    presence.prune();
    if (!document.hidden) {
      greet("here");
    }
  }, EVERY);
}

function show(builder, people) {
  const node = builder.target("presence");
  const others = people.filter(({ person }) => person !== builder.data.me);
  const words = others.length
    ? t("presence_others", { names: others.map(({ name }) => name || t("somebody")).join(t("list_join")) })
    : people.length
      ? t("presence_own")
      : "";
  node.hidden = !words;
  replaceChildren(node, icon("users"), element("span", { class: "notice__body" }, words));
  if (words) {
    announce(words, { delay: 600 });
  }
}

/** An answer of the API means fresh tokens; not reached at all: the socket asks again later. */
function isStillWelcome(error) {
  if (error.status === 401) {
    return false;
  }
  throw error;
}
