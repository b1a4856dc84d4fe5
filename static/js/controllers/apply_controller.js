import { saveAnswers } from "../api/applications.js";
import { client } from "../api/client.js";
import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { element, isComposing } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { DeviceStore } from "../core/store.js";
import { toastError } from "../core/toast.js";
import { ApplicationForm } from "../models/application_form.js";
import { kindsOf } from "../models/form_rules/basics.js";
import { readAnswer } from "../views/answer_reader.js";

const SAVE_AFTER = 800;

/** The form for applying: saves by itself, shows and hides as the answers say, hints at what will be asked again. */
export class ApplyController extends Controller {
  #timer = null;
  #touched = new Set();
  #isLeaving = false;
  #isReady = false;
  #last = "";
  #isElsewhere = false;

  constructor(root, page) {
    super(root, page);
    const data = JSON.parse(document.getElementById("apply-data").textContent);
    const items = data.definition.pages.flatMap((each) => each.items).filter(({ id }) => this.box(id));
    this.items = new Map(items.map((item) => [item.id, item]));
    this.start(data);
  }

  /** Once the rules of what this step asks are there. Until then it is a plain form, whose words are caught up with. */
  async start(data) {
    this.form = new ApplicationForm(data, {
      kinds: await kindsOf([...this.items.values()]),
      save: (body) => saveAnswers(data.application, body),
      store: new DeviceStore(`pb_apply_${data.application}`),
      client: crypto.randomUUID(),
    });
    const { root } = this;
    this.on(root, "input", this.typed);
    this.on(root, "change", this.typed);
    this.on(root, "compositionend", this.typed);
    this.on(root, "focusout", this.left);
    this.on(root, "upload", this.uploaded);
    this.on(root, "submit", this.submitted);
    this.on(globalThis, "online", () => this.form.flush());
    this.on(globalThis, "pageshow", this.rest);
    this.on(document, "visibilitychange", () => document.hidden && this.form.flush());
    this.on(this.form, "change", this.changed);
    this.on(this.form, "state", this.told);
    this.on(this.form, "elsewhere", () => (this.#isElsewhere = true));
    root.querySelectorAll("[data-question]").forEach((box) => this.fitOther(box));
    this.catchUp();
    this.recover();
    root.dataset.ready = "";
  }

  // --- Actions

  typed(event) {
    const box = event.target.closest("[data-question]");
    const id = box?.dataset.question.split(".")[0];
    const item = this.items.get(id);
    if (!item || isComposing(event)) {
      return;
    }
    this.#last = id;
    keepExclusive(event.target);
    this.fitOther(box);
    this.#touched.add(box.dataset.question);
    this.box(id).querySelector("[data-offer]")?.remove(); // answered in her own words
    this.form.set(id, readAnswer(item, this.root));
    this.hintAgain(box, this.box(id));
  }

  left(event) {
    const box = event.target.closest("[data-question]");
    if (box && this.#touched.has(box.dataset.question) && !box.contains(event.relatedTarget)) {
      this.hint(box);
      this.form.flush();
    }
  }

  uploaded(event) {
    const box = event.target.closest("[data-question]");
    this.form.set(box.dataset.question, readAnswer(this.items.get(box.dataset.question), this.root));
    this.hintAgain(box);
  }

  changed() {
    for (const id of this.items.keys()) {
      const box = this.box(id);
      const isHidden = !this.form.isVisible(id);
      if (box.hidden && !isHidden) {
        announce(t("more_opened"), { delay: 600 });
      }
      box.hidden = isHidden;
      this.warn(box, this.form.evaluated.warnings[id]);
    }
    const left = document.querySelector("[data-minutes-left]");
    if (left) {
      left.textContent = t("minutes_left", { count: this.form.evaluated.minutesLeft });
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.form.flush(), SAVE_AFTER);
  }

  /** Everything goes with the page itself; before that, what is under way arrives. */
  async submitted(event) {
    const button = event.submitter;
    if (this.#isReady) {
      this.pack();
      return;
    }
    if (this.#isLeaving || event.defaultPrevented) {
      event.preventDefault();
      return;
    }
    clearTimeout(this.#timer);
    this.#isLeaving = true;
    button?.classList.add("is-busy");
    if (!this.form.hasUnsent && !this.isWaiting && !this.stuck && navigator.onLine) {
      this.pack();
      return;
    }
    event.preventDefault();
    if (this.isWaiting) {
      this.say(t("uploads_running"), false);
      await this.uploads();
    }
    await this.form.flush();
    this.rest();
    if (["offline", "blocked", "signed_out"].includes(this.form.state) || !navigator.onLine) {
      toastError(t(this.form.state === "signed_out" ? "save_signed_out" : "step_offline"));
    } else if (this.stuck && !["back", "leave", "go"].includes(button?.name)) {
      toastError(t("uploads_stuck"));
      this.stuck.scrollIntoView({ block: "center" });
    } else {
      this.#isReady = true; // what could not be saved goes with the page itself
      this.root.requestSubmit(button);
    }
  }

  rest() {
    this.#isLeaving = this.#isReady = false;
    this.root.querySelectorAll(".is-busy").forEach((button) => button.classList.remove("is-busy"));
  }

  told({ detail: { state, error } }) {
    this.target("state").dataset.state = state;
    const isElsewhere = state === "saved" && this.#isElsewhere;
    const key = isElsewhere ? "elsewhere" : state === "saved" && !this.form.isKept ? "online_only" : state;
    const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" }).format(new Date());
    if (state !== "dirty") {
      this.say(state === "ended" ? error.detail : t(`save_${key}`, { time }), !["saving", "saved", "online_only"].includes(key));
    }
    if (isElsewhere) {
      this.lead(location.pathname + location.search, "save_show");
    }
    if (state === "signed_out") {
      const next = encodeURIComponent(location.pathname + location.search + (this.#last && `#${this.#last}`));
      this.lead(`/accounts/login/?next=${next}`, "sign_in", this.form.isKept ? null : "_blank"); // what this page alone knows must not leave with it
    }
  }

  // --- Private

  get isWaiting() {
    return this.root.querySelector("[data-upload-busy]") !== null;
  }

  get stuck() {
    return this.root.querySelector("[data-upload-stuck]");
  }

  /** The page takes along only what the server lacks: another device may have answered the rest since this page was drawn. */
  pack() {
    const { elements } = this.root;
    elements.changed ?? this.root.append(element("input", { type: "hidden", name: "changed" }));
    elements.changed.value = this.form.unsent.join(" ");
    elements.csrfmiddlewaretoken.value = client.csrfToken() || elements.csrfmiddlewaretoken.value; // she may have signed in again elsewhere
  }

  box(id) {
    return this.root.querySelector(`[data-question="${CSS.escape(id)}"]`);
  }

  /** What was typed before this module was there. */
  catchUp() {
    for (const [id, item] of this.items) {
      if ([...this.box(id).querySelectorAll("input, select, textarea")].some(isChanged)) {
        this.form.set(id, readAnswer(item, this.root));
      }
    }
  }

  /** What this device kept and the server never got: it is sent, and the page drawn again with it. */
  async recover() {
    if (this.form.recover() && (await this.form.flush())) {
      location.reload();
    }
  }

  async uploads() {
    while (this.isWaiting) {
      await new Promise((resolve) => this.root.addEventListener("upload", resolve, { once: true }));
    }
  }

  /** What the giver wants to be thought over; it stops nobody. */
  warn(box, faults = []) {
    const words = faults.map(sentence).join(" ");
    const line = box.querySelector("[data-warning]");
    if (line && line.textContent !== words) {
      line.hidden = !words;
      line.lastChild.textContent = words;
      announce(words);
    }
  }

  /** What was said to be wrong may be right now. */
  hintAgain(...boxes) {
    boxes.forEach((box) => box.matches(".field--invalid") && this.hint(box));
  }

  hint(box) {
    const key = box.dataset.question;
    const [fault] = this.form.evaluated.errors[key] ?? [];
    const words = box.querySelector(":scope > [data-error]");
    words.hidden = !fault;
    words.querySelector("[data-error-text]").textContent = fault ? sentence(fault) : "";
    box.classList.toggle("field--invalid", Boolean(fault));
    for (const control of box.querySelectorAll(`[name="${CSS.escape(key)}"]:not([type="hidden"])`)) {
      control.ariaInvalid = fault ? "true" : null;
    }
    describe(box.matches("fieldset") ? box : box.querySelector(`#${CSS.escape(key)}`), words.id, Boolean(fault));
  }

  fitOther(box) {
    const words = box.querySelector(".question__other");
    if (words) {
      words.hidden = !box.querySelector('[value="other"]:checked, option[value="other"]:checked');
    }
  }

  say(text, isWarning) {
    const line = this.target("state");
    line.textContent = text;
    line.classList.toggle("apply-bar__state--warning", isWarning);
  }

  lead(href, words, target) {
    this.target("state").append(" ", element("a", { href, target }, t(words)));
  }
}

function sentence({ code, params }) {
  return params.message ?? t(code === "required" ? `required.${params.type}` : `fault.${code}`, params);
}

function describe(control, id, isSaid) {
  const ids = (control?.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  control?.setAttribute("aria-describedby", [...ids, ...(isSaid ? [id] : [])].join(" "));
}

function isChanged(control) {
  if (control.type === "radio" || control.type === "checkbox") {
    return control.checked !== control.defaultChecked;
  }
  const isList = control.matches("select");
  return isList ? control.selectedIndex > 0 && !control.selectedOptions[0].defaultSelected : control.value !== control.defaultValue;
}

/** "None of these" and the others let go of each other. */
function keepExclusive(control) {
  if (control.type !== "checkbox" || !control.checked) {
    return;
  }
  const isExclusive = "exclusive" in control.dataset;
  for (const other of control.form.elements[control.name] ?? []) {
    if (other !== control && (isExclusive || "exclusive" in other.dataset)) {
      other.checked = false;
    }
  }
}
