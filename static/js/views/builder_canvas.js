import { element, icon, replaceChildren } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { blockView, conditionChip, faultView } from "./builder_block.js";
import { formView } from "./builder_form.js";
import { textOf } from "./builder_sentences.js";
import { fitHeights, TextFields } from "./builder_text.js";

/** The pages' tabs and the blocks of the current page. Only blocks that changed are drawn anew. */
export class CanvasView {
  #blocks = new Map();

  /** @param {HTMLElement} root @param {object} facts what the editor knows beside the draft */
  constructor(root, facts) {
    this.root = root;
    this.facts = facts;
    this.fields = new TextFields();
    this.tabs = element("div", { class: "tabs tabs--pages", role: "tablist", "aria-label": t("pages") });
    this.addPage = element("button", { class: "icon-button", type: "button", "aria-label": t("add_page"), "data-add-page": true }, icon("plus"));
    this.count = element("p", { class: "builder__count" });
    this.head = element("div", { class: "builder__head" });
    this.menu = pageMenu();
    this.list = element("ol", { class: "builder__blocks" });
    this.panel = element("div", { role: "tabpanel", id: "builder-panel" }, this.head, this.list);
    this.written = element("select", { class: "builder__written", "aria-label": t("written_in"), "data-written": true, "data-focus": "written" });
    const line = element("div", { class: "builder__line" }, element("label", { class: "builder__written-label" }, icon("globe"), this.written), this.count);
    root.replaceChildren(element("div", { class: "builder__pages" }, this.tabs, this.addPage, line), this.panel);
  }

  /** @param {object} draft @param {object} ui what is open, selected and said: see BuilderController */
  render(draft, ui) {
    const kept = this.#remember();
    const page = draft.pages.find((each) => each.id === ui.pageId);
    this.fields.show(draft, ui);
    this.#tabs(draft, ui);
    this.#languages(draft, ui);
    this.#head(draft, page, ui);
    this.#list(draft, page, ui);
    this.fields.prune(this.root);
    fitHeights(this.root);
    this.#restore(kept);
  }

  control(key) {
    const node = this.root.querySelector(`[data-focus="${CSS.escape(key)}"]`);
    return node?.closest(".popover:not([open])")?.firstChild ?? node; // in a menu that is shut: the menu
  }

  // --- Private

  #tabs(draft, ui) {
    const tab = (id, ...words) => {
      const isCurrent = id === ui.pageId;
      return element(
        "button",
        { class: "tabs__tab", type: "button", role: "tab", id: `tab-${id}`, "data-page": id, "data-focus": `tab:${id}`, "aria-selected": String(isCurrent), "aria-controls": "builder-panel", tabindex: isCurrent ? 0 : -1 },
        words,
      );
    };
    const pages = draft.pages.map((page, index) => {
      const title = textOf(draft, page, "title", ui.language) || t("page_n", { number: index + 1 });
      return tab(page.id, element("span", { class: "builder__tab-name" }, page.title ? `${index + 1} ${title}` : title));
    });
    this.tabs.replaceChildren(...pages, tab("form", icon("settings"), t("whole_form")));
    this.count.textContent = t("counted", { count: draft.questions.length, minutes: draft.minutes });
    this.panel.setAttribute("aria-labelledby", `tab-${ui.pageId}`);
  }

  /** Which language is typed in: the form's own, another one, or both side by side. */
  #languages(draft, ui) {
    const own = draft.document.language;
    const names = new Map(this.facts.languages);
    const name = (code) => names.get(code) ?? code;
    const others = [...new Set([...names.keys(), ...Object.keys(draft.document.translations ?? {})])].filter((code) => code !== own);
    const choices = [[own, name(own)], ...others.flatMap((code) => [[`+${code}`, t("written_both", { one: name(own), other: name(code) })], [code, name(code)]])];
    const current = ui.beside ? `+${ui.beside}` : (ui.language ?? own);
    this.written.replaceChildren(...choices.map(([value, words]) => element("option", { value, selected: value === current }, words)));
  }

  #head(draft, page, ui) {
    if (!page) {
      replaceChildren(this.head, ui.pageId === "form" && formView(draft, { fields: this.fields, ui }));
      return;
    }
    const index = draft.pages.indexOf(page);
    const tool = (act, drawing, label, isDisabled) =>
      element(
        "button",
        { class: "popover__item", type: "button", "data-act": act, "data-for": page.id, "data-focus": `${page.id}:${act}`, "aria-disabled": isDisabled && "true" },
        icon(drawing),
        label,
      );
    this.menu.open &&= this.menu.dataset.of === page.id; // another page, another menu
    this.menu.dataset.of = page.id;
    replaceChildren(
      this.menu.lastChild,
      tool("page-earlier", "chevron-up", t("page_earlier"), index === 0),
      tool("page-later", "chevron-down", t("page_later"), index === draft.pages.length - 1),
      tool("condition", "branch", t("condition_for_page"), index === 0 && !page.show_if),
      tool("page-remove", "trash", t("page_remove"), draft.pages.length === 1),
    );
    replaceChildren(
      this.head,
      element(
        "div",
        { class: "builder__page-line" },
        this.fields.field(page, "title", { label: t("page_title"), placeholder: t("page_title_placeholder"), css: "builder__page-title" }),
        this.menu,
      ),
      this.fields.field(page, "intro", { label: t("page_intro"), placeholder: t("page_intro_placeholder"), css: "builder__page-intro", lines: true }),
      page.show_if && element("p", {}, conditionChip(draft, page, "show_if", ui.language)),
      faultView(draft.conditionFault(page)),
    );
  }

  #list(draft, page, ui) {
    const items = page?.items ?? [];
    const nodes = items.map((item) => this.#block(draft, item, ui));
    if (ui.removed?.pageId === ui.pageId) {
      const place = items.findIndex((item) => item.id === ui.removed.after) + 1;
      nodes.splice(place, 0, element("li", { class: "block block--removed" }, t("removed_here", { label: ui.removed.label })));
    }
    if (!nodes.length && page) {
      nodes.push(emptyPage());
    }
    const wanted = new Set(nodes);
    [...this.list.children].filter((node) => !wanted.has(node)).forEach((node) => node.remove());
    nodes.forEach((node, index) => {
      const next = this.list.children[index] ?? null;
      if (next !== node) {
        const isMoved = node.parentNode === this.list && this.list.moveBefore;
        this.list[isMoved ? "moveBefore" : "insertBefore"](node, next); // moved, a text being typed keeps its focus
      }
    });
    const alive = new Set(items.map((item) => item.id));
    [...this.#blocks.keys()].filter((id) => !alive.has(id)).forEach((id) => this.#blocks.delete(id));
  }

  #block(draft, item, ui) {
    const all = draft.items;
    const given = {
      draft,
      fields: this.fields,
      facts: this.facts,
      ui,
      isSelected: item.id === ui.selectedId,
      isFirst: all[0] === item,
      isLast: all.at(-1) === item,
    };
    const signature = JSON.stringify([item, given.isSelected, given.isFirst, given.isLast, ui.language, ui.beside, this.#outside(draft, item, ui)]);
    const known = this.#blocks.get(item.id);
    if (known && (known.signature === signature || known.node.querySelector("[data-composing]"))) {
      return known.node; // drawn anew, it would end what an input method has begun
    }
    const node = blockView(item, given);
    this.#blocks.set(item.id, { node, signature });
    known?.node.replaceWith(node);
    return node;
  }

  /** What a block shows of the rest of the form: its number, its sentence, what it opens, its translations. */
  #outside(draft, item, ui) {
    const ids = [item.id, ...(item.choices ?? []).map((choice) => choice.id)];
    const sources = draft.sourcesOf(item).map((id) => [draft.node(id), draft.numberOf(id)]);
    const { translations = {} } = draft.document;
    const fields = (item.fields ?? []).flatMap((field) => [field.id, ...(field.choices ?? []).map((choice) => choice.id)]);
    const every = [...ids, ...fields];
    return [
      draft.numberOf(item.id),
      draft.conditionFault(item),
      draft.isPublished(item.id),
      sources,
      item.id === ui.selectedId && draft.pages.map((page) => [page.id, page.title]),
      every.map((id) => ui.openSettings.has(id)),
      ui.asking && ids.includes(ui.asking),
      ui.notes.get(item.id),
      this.facts.pictures.stamp(item),
      ids.map((id) => draft.dependentsOf(id).map(({ node }) => [node.id, draft.numberOf(node.id)])),
      [ui.language, ui.beside].map((code) => translations[code] && every.map((id) => translations[code][id] ?? 0)),
    ];
  }

  // Whoever works in a control keeps it: its focus, its selection, its place on the screen.
  #remember() {
    const active = document.activeElement;
    if (!this.root.contains(active) || !active.dataset.focus) {
      return null;
    }
    return { key: active.dataset.focus, from: active.selectionStart, to: active.selectionEnd, top: active.getBoundingClientRect().top };
  }

  #restore(kept) {
    const control = kept && this.control(kept.key);
    if (!control) {
      return;
    }
    if (document.activeElement !== control) {
      control.focus({ preventScroll: true });
      if (control.tagName === "TEXTAREA") {
        control.setSelectionRange(kept.from, kept.to);
      }
    }
    window.scrollBy({ top: control.getBoundingClientRect().top - kept.top, behavior: "instant" });
  }
}

/** What can be done with a page: kept from drawing to drawing, so that it stays open for the next step. */
function pageMenu() {
  const more = element("summary", { class: "icon-button", "aria-label": t("page_more") }, icon("more"));
  return element("details", { class: "popover builder__page-menu" }, more, element("div", { class: "popover__panel popover__panel--menu popover__panel--end" }));
}

function emptyPage() {
  return element(
    "li",
    { class: "builder__empty" },
    element("p", {}, t("page_empty")),
    element("button", { class: "button button--soft", type: "button", "data-act": "insert", "data-focus": "insert" }, icon("plus"), t("add_first")),
  );
}
