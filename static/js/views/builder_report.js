import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";

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
    lines.length ? element("ul", { class: "report__list" }, lines) : element("p", { class: "report__line" }, icon("check"), t("report_clean")),
  ].filter(Boolean);
}
