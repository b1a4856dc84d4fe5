import { fetchCount } from "./api/counts.js";
import { attach } from "./core/attach.js";
import { paintPlaceholders } from "./core/placeholders.js";
import { EventSocket } from "./core/socket.js";
import { DeviceStore } from "./core/store.js";
import { Likes } from "./models/likes.js";
import { Session } from "./models/session.js";

/** What the controllers of one page share. */
const page = {
  likes: new Likes(new DeviceStore("pb_likes")),
  session: new Session(),
  socket: new EventSocket(),
  fetchCount,
};

paintPlaceholders(document);
attach(document, page);
