import { Backoff } from "./backoff.js";

/**
 * The page's one socket. What the server sends, {type, topic?, ...}, arrives as an event of that type
 * with the message as `detail`; "open" and "closed" tell the state of the line.
 */
export class EventSocket extends EventTarget {
  #topics = new Set();
  #socket = null;
  #timer = null;
  #isWanted = false;

  constructor({ address = socketAddress(), Socket = globalThis.WebSocket, backoff = new Backoff() } = {}) {
    super();
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
    this.backoff.reset();
    for (const topic of this.#topics) {
      this.#send({ type: "subscribe", topic });
    }
    this.dispatchEvent(new Event("open"));
  }

  #received(data) {
    const message = parse(data);
    if (message?.type) {
      this.dispatchEvent(new CustomEvent(message.type, { detail: message }));
    }
  }

  // 4401 and 4403: this visitor has no socket; asking again would not change that.
  #closed(code) {
    this.#socket = null;
    this.dispatchEvent(new Event("closed"));
    if (this.#isWanted && code !== 4401 && code !== 4403) {
      this.#timer = setTimeout(() => this.#open(), this.backoff.next());
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
