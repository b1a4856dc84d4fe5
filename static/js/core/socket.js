import { Backoff } from "./backoff.js";

const SIGNED_OUT = 4401; // the access token has run out, or the session was ended
const LASTING = 5000; // a line that lived this long was a good one

/**
 * The page's one socket. What the server sends, {type, topic?, ...}, arrives as an event of that type
 * with the message as `detail`. "open" and "again" (open after a break: ask the API what was missed) and "closed" tell
 * the state of the line.
 */
export class EventSocket extends EventTarget {
  #topics = new Set();
  #socket = null;
  #timer = null;
  #isWanted = false;
  #openedAt = 0;

  /** @param {{renew?: () => Promise<boolean>}} [options] `renew` asks for a fresh sign-in; false: she is a guest now */
  constructor({ address = socketAddress(), Socket = globalThis.WebSocket, backoff = new Backoff(), renew } = {}) {
    super();
    this.renew = renew ?? (async () => false);
    this.address = address;
    this.Socket = Socket;
    this.backoff = backoff;
  }

  /** Opens the line; calling it again does nothing. */
  connect() {
    this.#isWanted = true;
    if (!this.#socket) {
      this.#open();
    }
  }

  /** @param {string} topic such as "post:abc123:slots"; asked again after each reconnect */
  subscribe(topic) {
    this.#topics.add(topic);
    this.connect();
    this.#send({ type: "subscribe", topic });
  }

  unsubscribe(topic) {
    this.#topics.delete(topic);
    this.#send({ type: "unsubscribe", topic });
  }

  close() {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #open() {
    const socket = new this.Socket(this.address);
    this.#socket = socket;
    socket.addEventListener("open", () => this.#opened());
    socket.addEventListener("message", (event) => this.#received(event.data));
    socket.addEventListener("close", (event) => this.#closed(event.code));
  }

  #opened() {
    const wasOpen = this.#openedAt > 0;
    this.#openedAt = Date.now();
    for (const topic of this.#topics) {
      this.#send({ type: "subscribe", topic });
    }
    this.dispatchEvent(new Event(wasOpen ? "again" : "open"));
  }

  #received(data) {
    const message = parse(data);
    if (message?.type) {
      this.dispatchEvent(new CustomEvent(message.type, { detail: message }));
    }
  }

  #closed(code) {
    this.#socket = null;
    this.dispatchEvent(new Event("closed"));
    if (Date.now() - this.#openedAt > LASTING) {
      this.backoff.reset();
    }
    this.#later(code);
  }

  #later(code) {
    if (this.#isWanted) {
      this.#timer = setTimeout(() => this.#return(code), this.backoff.next());
    }
  }

  async #return(code) {
    try {
      this.#isWanted = code !== SIGNED_OUT || (await this.renew());
    } catch {
      this.#later(code); // not reached: ask again later
      return;
    }
    if (this.#isWanted) {
      this.#open();
    }
  }

  #send(message) {
    if (this.#socket?.readyState === 1) {
      this.#socket.send(JSON.stringify(message));
    }
  }
}

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function socketAddress() {
  if (!globalThis.location) {
    return "";
  }
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/events/`;
}
