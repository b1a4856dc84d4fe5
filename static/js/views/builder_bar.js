import { announce } from "../core/announce.js";
import { element, icon, replaceChildren } from "../core/dom.js";
import { t } from "../core/i18n.js";

const SPOKEN_EVERY = 60_000;

/** How far the saving got, in words, honestly; spoken at most once a minute, a failure at once. */
export class SaveStateView {
  #spokenAt = 0;

  /** @param {HTMLElement} root @param {() => void} retry */
  constructor(root, retry) {
    this.root = root;
    this.retry = retry;
  }

  /** @param {string} state @param {{at?: Date, isKept?: boolean, error?: Error}} facts */
  show(state, { at, isKept = true, error } = {}) {
    const words = sentence(state, at, isKept, error);
    this.root.dataset.state = state;
    const drawing = { saved: "check", offline: "offline", failed: "alert" }[state];
    const again = state === "failed" && element("button", { class: "builder-bar__retry", type: "button", onclick: this.retry }, t("retry"));
    replaceChildren(this.root, drawing && icon(drawing), element("span", {}, words), again);
    this.#speak(state, words);
  }

  #speak(state, words) {
    const now = Date.now();
    const isUrgent = state === "failed" || state === "offline";
    if (isUrgent || (state === "saved" && now - this.#spokenAt > SPOKEN_EVERY)) {
      this.#spokenAt = now;
      announce(words);
    }
  }
}

function sentence(state, at, isKept, error) {
  if (state === "saved") {
    return t("state_saved", { time: clock(at) });
  }
  if (state === "offline") {
    return t(isKept ? "state_offline" : "state_offline_lost");
  }
  if (state === "failed") {
    return error?.status === 401 ? t("state_signed_out") : t("state_failed");
  }
  return t("state_saving");
}

const clock = (date) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(date);

/** Everything that stands between the draft and its publication, each line leading to its place. */
export function problemsView(problems, draft) {
  const heading = element("h2", { class: "error-summary__title", tabindex: -1 }, icon("alert"), element("span", {}, t("problems", { count: problems.length })));
  const lines = problems.map((problem) => element("li", {}, line(problem, draft)));
  return element("div", { class: "error-summary" }, element("div", { role: "alert" }, heading, element("ul", { class: "error-summary__list" }, lines)));
}

function line(problem, draft) {
  const placeIn = (list = []) => list.findIndex((each) => each.id === problem.item) + 1;
  const { message } = problem;
  const [word, number] = [
    ["problem_at", draft.numberOf(draft.itemOf(problem.item ?? "")?.id)],
    ["problem_on_page", placeIn(draft.pages)],
    ["problem_at_check", placeIn(draft.document.checks)],
  ].find(([, place]) => place) ?? [];
  const words = word ? t(word, { number, message }) : message;
  const target = problem.item ?? "form";
  return element("a", { class: "error-summary__link", href: `#${target}`, "data-go": target, "data-go-prop": problem.prop }, words);
}

/** What the robot found, each line leading to its place. @param {object} report as the API tells it */
export function reportView(report) {
  const range = ([least, most]) => (least === most ? String(most) : t("range", { least, most }));
  const facts = t("report_facts", { questions: range(report.questions), minutes: range(report.minutes) });
  const lines = report.findings.map((finding) =>
    element(
      "li",
      { class: `report__line report__line--${finding.level}` },
      icon(finding.level === "problem" ? "alert" : "info"),
      finding.item ? element("a", { href: `#${finding.item}`, "data-go": finding.item }, finding.message) : element("span", {}, finding.message),
    ),
  );
  return [
    element("p", { class: "report__summary" }, facts),
    !report.is_complete && element("p", {}, t("report_incomplete")),
    lines.length ? element("ul", { class: "report__list" }, lines) : element("p", {}, icon("check"), " ", t("report_clean")),
  ].filter(Boolean);
}
