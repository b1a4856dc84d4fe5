/**
 * Brings edits to the server one step after the other, and says honestly how far it got. What the server does not
 * have yet stays on the device. A step whose answer was lost is asked about before it is sent again: it may have arrived,
 * and somebody may have gone on from there.
 *
 * "state" carries {state, error}: saved, waiting, saving, offline, failed. "merged" carries {definition, since, skipped,
 * step}: somebody else edited too, and this is the document now. "refused" carries {message}: a step that the server
 * cannot take. Once the form is closed to her (`isShut`) nothing more is sent: what waits stays here and on the device.
 */

import { spelled } from "./form_history.js";

const QUIET = 800;
const RETRY = [2000, 5000, 15000, 30000];
const MOST = 200; // operations that the server takes at once
const CARRIED = 16_000; // letters, each of up to four bytes, of the 64 kB that a request may have to outlive its page
const NEVER = [400, 413, 422];
const NEEDS_HER = [401, 409]; // nothing changes by itself: tried again when she comes back or says so
const SHUT = [403, 404];

export class FormSaver extends EventTarget {
  #steps = [];
  #timer = null;
  #running = null;
  #tries = 0;
  #news = null;
  #isCurious = false;
  #isSent = false;

  /**
   * @param {{send: Function, read: Function}} api send(rev, ops), read() → {definition, rev}
   * @param {{open: Function, adopt: Function, write: Function}} shelf see UnsentSteps
   * @param {{rev: number, clock?: {set: Function, clear: Function, now: Function}}} options
   */
  constructor(api, shelf, { rev, clock = CLOCK }) {
    super();
    this.api = api;
    this.shelf = shelf;
    this.rev = rev;
    this.clock = clock;
    this.state = "saved";
    this.savedAt = null;
    this.error = null;
    this.isKept = true;
    this.isShut = false;
  }

  /** Finds out whether this device keeps what waits. */
  async open() {
    this.isKept = await this.shelf.open();
    this.#keep();
  }

  /** What was left unsent by tabs that are gone, oldest first; it is queued again, before what waits here. */
  async adoptLeftovers() {
    const adopted = [];
    await this.shelf.adopt((steps) => {
      const fresh = steps.map(({ ops, rev }) => ({ ops, rev, mergeKey: "", isDoubtful: true }));
      this.#steps.splice(adopted.length, 0, ...fresh);
      adopted.push(...fresh);
      this.#keep();
    });
    if (adopted.length) {
      this.#keep(); // their place on the device is free now
      this.#later();
    }
    return adopted.flatMap((step) => step.ops);
  }

  get unsent() {
    return this.#steps.flatMap((step) => step.ops);
  }

  get isClean() {
    return this.#steps.length === 0;
  }

  /**
   * @param {object[]} ops
   * @param {string} [mergeKey] the same text still being typed: the waiting step is replaced
   * @returns {boolean} whether it went into the step before
   */
  add(ops, mergeKey = "") {
    const last = this.#steps.at(-1);
    const isMerged = Boolean(mergeKey) && last?.mergeKey === mergeKey && !last.isSending && !last.isDoubtful;
    if (isMerged) {
      last.ops = ops;
    } else {
      for (let start = 0; start < ops.length; start += MOST) {
        this.#steps.push({ ops: ops.slice(start, start + MOST), mergeKey });
      }
    }
    this.#keep();
    this.#later();
    return isMerged;
  }

  /** The next edit of the same text begins a step of its own. */
  seal() {
    const last = this.#steps.at(-1);
    if (last) {
      last.mergeKey = "";
    }
  }

  /** Send what waits, now. Resolves when the server has everything, or was not reached. */
  flush() {
    this.clock.clear(this.#timer);
    this.#timer = null;
    this.#running ??= this.#run().finally(() => (this.#running = null));
    return this.#running;
  }

  /** Ask what others did meanwhile, after sending what waits; changes nothing by itself. */
  catchUp() {
    this.#isCurious = true;
    return this.flush();
  }

  /**
   * The page is going: all that waits in one request, for nobody will be there to send a second one. While a step is under
   * way nothing may overtake it: what waits behind it is on the device for the next tab, if the device keeps anything.
   */
  leave() {
    const waiting = this.#steps.filter((step) => !step.isSending && !this.isShut);
    const ops = waiting.flatMap((step) => step.ops).slice(0, MOST);
    if (ops.length && (waiting.length === this.#steps.length || !this.isKept)) {
      waiting.forEach((step) => this.#doubt(step));
      this.#send(ops).catch(() => null); // what did not arrive is on the device
    }
  }

  // --- Private

  async #run() {
    while (!this.isShut && (this.#steps.length || this.#news || this.#isCurious)) {
      if (this.#steps.length) {
        this.#say("saving");
      }
      const step = this.#steps[0];
      try {
        await this.#next(step);
        this.#tries = 0;
      } catch (error) {
        if (!this.#isForgiven(error, step)) {
          return;
        }
      } finally {
        delete step?.isSending;
      }
    }
    if (this.#isSent) {
      this.#isSent = false;
      this.savedAt = this.clock.now();
    }
    if (this.state !== "saved" && !this.isShut) {
      this.#say("saved");
    }
  }

  #next(step) {
    if (this.#news) {
      return this.#tell();
    }
    if (this.#steps.some((each) => each.isDoubtful)) {
      return this.#ask();
    }
    return step ? this.#deliver(step) : this.#peek();
  }

  /** Outlives the page, as far as browsers carry that. */
  #send(ops) {
    return this.api.send(this.rev, ops, { keepalive: JSON.stringify(ops).length < CARRIED });
  }

  async #deliver(step) {
    step.isSending = true;
    const answer = await this.#send(step.ops);
    this.rev = answer.rev;
    this.#isSent = true;
    this.#isCurious = false;
    this.#drop([step]);
    this.#hear(answer.ops_since, answer.skipped.filter((each) => each.reason !== "exists"), step);
  }

  async #peek() {
    const answer = await this.api.send(this.rev, []);
    this.rev = answer.rev;
    this.#isCurious = false;
    this.#hear(answer.ops_since);
  }

  async #ask() {
    const doubtful = this.#steps.filter((step) => step.isDoubtful);
    const { rev, ops_since: rows } = await this.api.send(Math.min(this.rev, ...doubtful.map((step) => step.rev)), []);
    const there = new Set(rows.flatMap((row) => row.ops).map(spelled));
    const hasArrived = ({ ops }) => ops.every((op) => there.has(spelled(op)));
    const arrived = doubtful.filter(hasArrived);
    const own = new Set(arrived.flatMap((step) => step.ops).map(spelled));
    doubtful.forEach((step) => {
      delete step.isDoubtful;
      delete step.rev;
    });
    this.rev = rev;
    this.#isSent ||= arrived.length > 0;
    this.#drop(arrived);
    this.#hear(rows.filter((row) => !row.ops.every((op) => own.has(spelled(op)))), [], { ops: this.unsent });
  }

  /** Somebody did something: the document is read, now or when the line is back. */
  #hear(since, skipped = [], step = null) {
    if (since.length || skipped.length) {
      const before = this.#news ?? { since: [], skipped: [] };
      this.#news = { since: [...before.since, ...since], skipped: [...before.skipped, ...skipped], step };
    }
  }

  async #tell() {
    const { definition, rev } = await this.api.read();
    const news = this.#news;
    this.#news = null;
    this.rev = rev;
    this.#emit("merged", { definition, ...news });
  }

  /** @returns {boolean} whether to go on: the step is out of the way, or may fit now */
  #isForgiven(error, step) {
    const { status } = error;
    if (step && NEVER.includes(status)) {
      this.#drop([step]); // it would be refused for ever and hold up all that follows
      this.#emit("refused", { message: error.detail });
    }
    if (step && (NEVER.includes(status) || (status === 409 && !step.isRebased))) {
      step.isRebased = true; // the server's revision went back: begin from what it has
      this.#news ??= { since: [], skipped: [], step: null };
      return true;
    }
    if (step?.isSending && !(status < 500)) {
      this.#doubt(step);
      this.#keep();
    }
    this.#isCurious = false;
    this.isShut = SHUT.includes(status);
    if (this.#steps.length || this.#news || this.isShut) {
      this.#say(error.name === "NetworkError" ? "offline" : "failed", error);
      if (!this.isShut && !NEEDS_HER.includes(status)) {
        this.#retryLater();
      }
    }
    return false;
  }

  #doubt(step) {
    step.rev ??= this.rev;
    step.isDoubtful = true;
  }

  #retryLater() {
    const delay = RETRY[Math.min(this.#tries, RETRY.length - 1)];
    this.#tries += 1;
    this.#timer = this.clock.set(() => this.flush(), delay);
  }

  #later() {
    this.clock.clear(this.#timer);
    if (this.isShut) {
      this.#say("failed", this.error);
    } else {
      this.#timer = this.clock.set(() => this.flush(), QUIET);
      this.state === "saved" && this.#say("waiting");
    }
  }

  #drop(steps) {
    this.#steps = this.#steps.filter((each) => !steps.includes(each));
    this.#keep();
  }

  #keep() {
    const isKept = this.shelf.write(this.#steps.map(({ ops, rev = this.rev }) => ({ ops, rev })));
    this.isKept = this.#steps.length ? isKept : this.isKept;
  }

  #say(state, error = null) {
    Object.assign(this, { state, error });
    this.#emit("state", { state, error });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const CLOCK = {
  set: (run, delay) => setTimeout(run, delay),
  clear: (timer) => clearTimeout(timer),
  now: () => new Date(),
};
