import { announce } from "../core/announce.js";
import { isTyping } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { toastError } from "../core/toast.js";

const ADDS = "[data-add-type], [data-add-group], [data-add-page]";

/** What a click in the editor means. @param builder the BuilderController @param {MouseEvent} event */
export function clicked(builder, event) {
  const { target } = event;
  const go = target.closest("[data-go]");
  const button = target.closest("[data-act]");
  const look = target.closest('[data-builder-target="preview-link"]');
  const tab = target.closest("[data-page]");
  const block = target.closest("[data-block]");
  const drawer = target.closest("[data-settings] > summary")?.parentElement;
  if (drawer) {
    builder.ui.openSettings[drawer.open ? "delete" : "add"](drawer.dataset.settings); // it turns only after the click
  } else if (target.closest('[data-dialog-open="palette-sheet"]')) {
    nameSheet(builder);
  } else if (go) {
    event.preventDefault();
    go.closest("dialog")?.close();
    builder.goTo(go.dataset.go, go.dataset.goProp || "label");
  } else if (look) {
    event.preventDefault();
    preview(builder, look.href);
  } else if (target.closest(ADDS)) {
    add(builder, target.closest(ADDS).dataset);
  } else if (button) {
    act(builder, button, block?.dataset.block);
  } else if (tab) {
    builder.show({ page: tab.dataset.page, select: null, focus: `tab:${tab.dataset.page}` });
  } else if (block && block.dataset.block !== builder.ui.selectedId && !globalThis.getSelection?.()?.toString()) {
    builder.select(block.dataset.block);
    if (!isTyping()) {
      builder.canvas.control(`${block.dataset.block}:label`)?.focus({ preventScroll: true });
    }
  }
}

/** A drawer, or a page of its own: then everything is saved first. */
async function preview(builder, href) {
  const { saver } = builder;
  if (builder.preview.turn()) {
    builder.refreshPreview();
    return;
  }
  await saver.flush();
  if (saver.isClean) {
    const { pageId, selectedId } = builder.ui;
    history.replaceState(null, "", `#${selectedId ?? pageId}`); // the way back leads here
    location.assign(`${href}?${new URLSearchParams({ page: pageId, language: builder.previewLanguage })}`);
  } else {
    toastError(t("publish_unsaved"));
  }
}

function add(builder, data) {
  const { draft, edits, ui } = builder;
  builder.target("sheet").close();
  const pageId = ui.pageId === "form" ? (draft.pages.at(-1)?.id ?? null) : ui.pageId;
  const place = { pageId, after: draft.pageOf(ui.selectedId ?? "")?.id === pageId ? ui.selectedId : null };
  const result = data.addType ? edits.addType(data.addType, place) : data.addGroup ? edits.addGroup(data.addGroup, place) : edits.addPage(pageId);
  builder.show(result && { page: pageId, ...result });
}

function act(builder, button, id) {
  const { draft, edits } = builder;
  const { act: name, for: child, focus } = button.dataset;
  const acts = {
    up: () => edits.step(id, -1, focus),
    down: () => edits.step(id, 1, focus),
    duplicate: () => edits.duplicate(id),
    remove: () => edits.remove(id),
    "add-option": () => edits.addOptions(child, draft.node(child).choices?.at(-1)?.id ?? null),
    "remove-option": () => edits.removeChild(child),
    "option-up": () => edits.stepOption(child, -1, focus),
    "add-field": () => edits.addField(child),
    "remove-field": () => edits.removeChild(child),
    "page-earlier": () => edits.stepPage(child, -1, focus),
    "page-later": () => edits.stepPage(child, 1, focus),
    "page-remove": () => edits.removePage(child),
    "add-check": () => edits.addCheck(),
    "remove-check": () => edits.removeCheck(child),
    typo: () => builder.asking.answer(child, false),
    "new-option": () => builder.asking.answer(child, true),
  };
  const dialogs = { condition: "show_if", "required-if": "required_if", "check-when": "when" };
  if (button.getAttribute("aria-disabled") === "true") {
    announce(t("at_edge"));
  } else if (dialogs[name]) {
    builder.parts.with("rules", (rules) => rules.open(child ?? id, dialogs[name], button));
  } else if (name === "insert") {
    builder.target("sheet").showModal();
    builder.target("sheet-title").focus();
    nameSheet(builder);
  } else if (acts[name]) {
    builder.show(acts[name]());
  }
}

/** The sheet says where the question will stand. */
function nameSheet(builder) {
  const number = builder.draft.numberOf(builder.ui.selectedId ?? "");
  builder.target("sheet-title").textContent = number ? t("add_after", { number }) : t("add_question");
}
