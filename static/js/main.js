import { fetchCount } from "./api/counts.js";
import { attach, controllerOf, detach } from "./core/attach.js";
import { paintPlaceholders } from "./core/placeholders.js";
import { EventSocket } from "./core/socket.js";
import { DeviceStore } from "./core/store.js";
import { Likes } from "./models/likes.js";
import { Session } from "./models/session.js";

/** What the controllers of one page share; importing core/attach.js from a controller would be a circle. */
const page = {
  attach,
  controllerOf,
  detach,
  likes: new Likes(new DeviceStore("pb_likes")),
  session: new Session(),
  socket: new EventSocket(),
  fetchCount,
};

paintPlaceholders(document);
attach(document, page);
