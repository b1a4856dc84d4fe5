import { formApi } from "../api/forms.js";
import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { isComposing, isTyping } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { DeviceStore } from "../core/store.js";
import { toast, toastError } from "../core/toast.js";
import { FormDraft } from "../models/form_draft.js";
import { FormHistory } from "../models/form_history.js";
import { newId } from "../models/form_kinds.js";
import { FormSaver } from "../models/form_saver.js";
import { SaveStateView } from "../views/builder_bar.js";
import { CanvasView } from "../views/builder_canvas.js";
import { ConditionsView } from "../views/builder_conditions.js";
import { PreviewView } from "../views/builder_preview.js";
import { valueOf } from "../views/builder_settings.js";
import { fitHeights } from "../views/builder_text.js";
import { makeDraggable } from "./builder_drag.js";
import { BuilderEdits } from "./builder_edits.js";
import { pressKey } from "./builder_keys.js";
import { tellMerge } from "./builder_merging.js";
import { BuilderPublishing } from "./builder_publishing.js";

/** The form editor: typing in place, every edit saved by itself, undo across reloads. Opening it changes nothing. */
export class BuilderController extends Controller {
  constructor(root, page) {
    super(root, page);
    const data = JSON.parse(document.getElementById("builder-data").textContent);
    this.data = data;
    this.api = formApi(data.id);
    this.draft = new FormDraft(data.definition, data);
    this.history = new FormHistory();
    this.saver = new FormSaver(this.api, new DeviceStore(`pb_form_${data.id}`), { rev: data.rev, tab: newId("q") });
    this.saver.savedAt = new Date(data.updated_at);
    this.edits = new BuilderEdits(this.draft, (ops, key) => this.edit(ops, key), data.groups);
    this.ui = { pageId: this.draft.pages[0]?.id ?? null, selectedId: null, language: data.definition.language, removed: null, openSettings: new Set() };
    this.canvas = new CanvasView(this.target("canvas"));
    this.state = new SaveStateView(this.target("state"), () => this.saver.flush());
    this.preview = new PreviewView(this.target("preview"), root.dataset.previewUrl);
    this.previewLanguage = root.dataset.previewLanguage;
    this.conditions = new ConditionsView(this.#conditionParts(), data.operators);
    this.publishing = new BuilderPublishing(this);
    this.target("title").readOnly = false;
    this.#listen();
    this.#begin();
  }

  // --- Editing

  /** Apply, remember, save. @returns {boolean} whether it fitted */
  edit(ops, mergeKey = "", source = "edit") {
    let inverse;
    try {
      inverse = this.draft.apply(ops, source);
    } catch (error) {
      if (error.name === "Refused") {
        return false;
      }
      throw error;
    }
    if (this.saver.add(ops, mergeKey)) {
      this.history.extendLast(ops);
    } else {
      this.history.push({ ops, inverse });
    }
    return true;
  }

  typed(area) {
    const { id, prop } = area.dataset;
    const language = this.ui.language !== this.draft.document.language && prop !== "private_note" ? this.ui.language : undefined;
    const value = area.value === "" && (language || prop !== "label") ? null : area.value;
    const op = { op: "set", id, prop, value, ...(language && { language }) };
    this.edit([op], `${id}:${prop}:${language ?? ""}`, "typing");
    fitHeights(area.parentElement);
  }

  undo() {
    this.#turn((apply) => this.history.undo(apply), "undone");
  }

  redo() {
    this.#turn((apply) => this.history.redo(apply), "redone");
  }

  select(id) {
    if (this.ui.selectedId !== id) {
      this.ui.selectedId = id;
      this.ui.removed = null;
      this.render();
      this.preview.point(id);
    }
  }

  /** Open the page of a node and put the focus into it. */
  goTo(id, prop = "label") {
    if (id === "form") {
      this.target("title").focus();
      return;
    }
    const item = this.draft.itemOf(id);
    const page = this.draft.pageOf(id);
    if (!page) {
      return;
    }
    this.show({ page: page.id, select: item?.id ?? null });
    const control = [`${id}:${prop}`, `${id}:label`, `${id}:title`, `${item?.id}:${prop}`, `${item?.id}:label`].map((key) => this.canvas.control(key)).find(Boolean);
    control?.focus();
    control?.scrollIntoView({ block: "center" });
  }

  /** What an edit answered: where to look, what to say. */
  show(result) {
    if (!result) {
      announce(t("limit_reached"));
      return;
    }
    const isOtherPage = result.page && result.page !== this.ui.pageId;
    this.ui.pageId = result.page ?? this.ui.pageId;
    this.ui.selectedId = result.select === undefined ? this.ui.selectedId : result.select;
    this.ui.removed = result.removed ?? null;
    this.render();
    const control = result.focus && this.canvas.control(result.focus);
    control?.focus({ preventScroll: true });
    control?.closest("[data-block], .builder__head")?.scrollIntoView({ block: "nearest" });
    if (isOtherPage) {
      this.refreshPreview();
    }
    if (result.toast) {
      toast(result.toast, { icon: "trash", action: { text: t("undo"), run: () => this.undo() } });
    } else if (result.say) {
      announce(result.say);
    }
  }

  render() {
    if (!this.draft.pages.some((page) => page.id === this.ui.pageId)) {
      this.ui.pageId = this.draft.pages[0]?.id ?? null;
    }
    this.isDirty = false;
    this.canvas.render(this.draft, this.ui);
    const title = this.target("title");
    if (document.activeElement !== title) {
      title.value = this.draft.document.title ?? "";
    }
  }

  refreshPreview() {
    this.preview.show({ page: this.ui.pageId, language: this.previewLanguage });
  }

  // --- Listening

  #listen() {
    const { root } = this;
    this.on(root, "click", this.#clicked);
    this.on(root, "input", this.#input);
    this.on(root, "compositionstart", (event) => (event.target.dataset.composing = "1"));
    this.on(root, "compositionend", this.#composed);
    this.on(root, "change", this.#changed);
    this.on(root, "focusin", this.#focused);
    this.on(root, "focusout", this.#blurred);
    this.on(root, "paste", this.#pasted);
    this.on(document, "keydown", (event) => pressKey(this, event)); // undo also works when nothing has the focus
    this.on(root, "pointerdown", () => (this.isPointing = true));
    this.on(window, "pointerup", () => (this.isPointing = false));
    this.on(root, "toggle", this.#toggled, { capture: true });
    for (const type of ["pointerover", "pointerdown"]) {
      this.on(root, type, this.#approached);
    }
    this.on(this.draft, "change", this.#draftChanged);
    this.on(this.history, "change", this.#historyChanged);
    this.on(this.saver, "state", this.#saved);
    this.on(this.saver, "merged", (event) => tellMerge(this, event.detail));
    this.on(this.saver, "refused", (event) => toastError(t("refused", { message: event.detail.message })));
    this.on(window, "online", () => this.saver.flush());
    this.on(window, "focus", () => this.saver.catchUp());
    this.on(window, "pagehide", () => this.saver.flush({ keepalive: true }));
    this.on(document, "visibilitychange", () => document.hidden && this.saver.flush({ keepalive: true }));
    this.on(this.target("condition"), "close", this.#conditionClosed);
    this.on(this.target("condition-clear"), "click", () => this.target("condition").close("clear"));
    this.on(this.target("undo"), "click", this.undo);
    this.on(this.target("redo"), "click", this.redo);
    const topic = `form:${this.data.id}`;
    this.page.socket?.subscribe(topic);
    this.on(this.page.socket ?? new EventTarget(), "draft", (event) => event.detail.rev > this.saver.rev && this.saver.catchUp());
  }

  async #begin() {
    const leftovers = this.saver.adoptLeftovers();
    if (leftovers.length) {
      this.draft.reset(this.data.definition, leftovers);
    }
    this.render();
    this.#showState();
    this.refreshPreview();
    if (this.data.rev > 1) {
      const rows = await this.api.history().catch(() => []);
      this.history.restore(rows);
    }
  }

  #clicked(event) {
    const { target } = event;
    const go = target.closest("[data-go]");
    const button = target.closest("[data-act]");
    const tab = target.closest("[data-page]");
    const block = target.closest("[data-block]");
    if (target.closest('[data-dialog-open="palette-sheet"]')) {
      this.#nameSheet();
    } else if (go) {
      event.preventDefault();
      this.goTo(go.dataset.go, go.dataset.goProp || "label");
    } else if (target.closest("[data-add-type], [data-add-group], [data-add-page]")) {
      this.#add(target.closest("[data-add-type], [data-add-group], [data-add-page]").dataset);
    } else if (button) {
      this.#act(button, block);
    } else if (tab) {
      this.show({ page: tab.dataset.page, select: null, focus: `tab:${tab.dataset.page}` });
    } else if (block && block.dataset.block !== this.ui.selectedId && !globalThis.getSelection?.()?.toString()) {
      this.select(block.dataset.block);
      if (!isTyping()) {
        this.canvas.control(`${block.dataset.block}:label`)?.focus({ preventScroll: true });
      }
    }
  }

  #add(data) {
    this.target("sheet").close();
    const place = { pageId: this.ui.pageId, after: this.draft.pageOf(this.ui.selectedId ?? "")?.id === this.ui.pageId ? this.ui.selectedId : null };
    if (data.addType) {
      this.show(this.edits.addType(data.addType, place));
    } else if (data.addGroup) {
      this.show(this.edits.addGroup(data.addGroup, place));
    } else {
      this.show(this.edits.addPage(this.ui.pageId));
    }
  }

  #act(button, block) {
    const id = block?.dataset.block;
    const { act, for: child } = button.dataset;
    const { focus } = button.dataset;
    const acts = {
      up: () => this.edits.step(id, -1, focus),
      down: () => this.edits.step(id, 1, focus),
      duplicate: () => this.edits.duplicate(id),
      remove: () => this.edits.remove(id),
      "add-option": () => this.edits.addOptions(child ?? id, this.draft.node(child ?? id).choices?.at(-1)?.id ?? null),
      "remove-option": () => this.edits.removeChild(child),
      "option-up": () => this.edits.stepOption(child, -1, focus),
      "add-field": () => this.edits.addField(id),
      "remove-field": () => this.edits.removeChild(child),
      "page-earlier": () => this.edits.stepPage(child, -1, focus),
      "page-later": () => this.edits.stepPage(child, 1, focus),
      "page-remove": () => this.edits.removePage(child),
    };
    if (button.getAttribute("aria-disabled") === "true") {
      announce(t("at_edge"));
    } else if (act === "condition") {
      this.#openCondition(child ?? id, button);
    } else if (act === "insert") {
      this.target("sheet").showModal();
      this.target("sheet-title").focus();
      this.#nameSheet();
    } else {
      this.show(acts[act]());
    }
  }

  /** The sheet says where the question will stand. */
  #nameSheet() {
    const number = this.draft.numberOf(this.ui.selectedId ?? "");
    this.target("sheet-title").textContent = number ? t("add_after", { number }) : t("add_question");
  }

  #input(event) {
    const area = event.target;
    if (isComposing(event) || area.dataset.composing) {
      return;
    }
    if (area === this.target("title")) {
      this.edit([{ op: "set", id: "form", prop: "title", value: area.value }], "form:title", "typing");
    } else if (area.dataset.id) {
      this.typed(area);
    }
  }

  #composed(event) {
    delete event.target.dataset.composing;
    this.#input(event);
  }

  #changed(event) {
    const input = event.target;
    if (input.dataset.retype) {
      const result = this.edits.retype(input.dataset.retype, input.value);
      result ? this.show(result) : this.render();
    } else if (input.dataset.set) {
      this.edit([{ op: "set", id: input.dataset.set, prop: input.dataset.prop, value: valueOf(input) }]);
    } else if (input === this.target("preview-language")) {
      this.previewLanguage = input.value;
      this.ui.language = input.value;
      this.render();
      this.refreshPreview();
    }
  }

  // A pointer selects when it lets go: a block that grew under it would swallow the click.
  #focused(event) {
    const block = event.target.closest("[data-block]");
    if (block && !this.isPointing) {
      this.select(block.dataset.block);
    }
  }

  #blurred(event) {
    if (event.target.dataset.id || event.target === this.target("title")) {
      this.saver.seal();
      if (!this.saver.isClean) {
        this.saver.flush();
      }
      setTimeout(() => this.#renderIfDirty()); // once the focus has arrived where it was going
    }
  }

  /** Never under a pointer that is down: the click would be lost. */
  #renderIfDirty() {
    if (this.isDirty && !this.isPointing) {
      this.render();
    }
  }

  #pasted(event) {
    const choice = event.target.closest?.("[data-choice] textarea");
    const result = choice && this.edits.pasteOptions(choice.dataset.id, event.clipboardData.getData("text/plain"));
    if (result) {
      event.preventDefault();
      this.show(result);
    }
  }

  #toggled(event) {
    const id = event.target.dataset?.settings;
    if (id) {
      this.ui.openSettings[event.target.open ? "add" : "delete"](id);
    }
  }

  #approached(event) {
    if (event.target.closest?.("[data-handle]")) {
      makeDraggable(this.canvas.list, "[data-handle]", (id, after) => this.show(this.edits.moveTo(id, after)));
    } else if (event.target.closest?.("[data-grip]")) {
      makeDraggable(event.target.closest("[data-options]"), "[data-grip]", (id, after) => this.show(this.edits.moveOption(id, after)));
    }
  }

  // --- Conditions

  #openCondition(id, opener) {
    this.conditionId = id;
    this.conditionOpener = opener.dataset.focus;
    this.conditions.open(this.draft, this.draft.node(id), this.ui.language);
    this.target("condition").returnValue = "";
    this.target("condition").showModal();
    this.target("condition-title").focus();
  }

  #conditionClosed() {
    const { returnValue } = this.target("condition");
    const rule = returnValue === "clear" ? null : this.conditions.rule;
    if (returnValue && rule !== undefined) {
      this.edit([{ op: "set", id: this.conditionId, prop: "show_if", value: rule }]);
    }
    this.canvas.control(this.conditionOpener)?.focus();
  }

  // --- What models tell

  #draftChanged(event) {
    this.isDirty = true;
    if (event.detail.source === "edit") {
      this.render();
    }
    this.publishing.changed();
  }

  #historyChanged() {
    this.target("undo").setAttribute("aria-disabled", String(!this.history.canUndo));
    this.target("redo").setAttribute("aria-disabled", String(!this.history.canRedo));
  }

  #turn(turn, word) {
    this.saver.seal();
    const ops = turn((edits) => this.draft.apply(edits, "reset"));
    if (!ops) {
      return;
    }
    this.saver.add(ops);
    const id = ops[0].id;
    const page = this.draft.pageOf(id);
    this.show({ page: page?.id, select: this.draft.itemOf(id)?.id, focus: document.activeElement?.dataset?.focus, say: t(word) });
  }

  #saved() {
    this.#showState();
    this.publishing.saved(this.saver.state);
    if (this.saver.state === "saved") {
      if (!isTyping()) {
        this.#renderIfDirty();
      }
      this.refreshPreview();
    }
  }

  #showState() {
    this.state.show(this.saver.state, { at: this.saver.savedAt, isKept: this.saver.isKept, error: this.saver.error });
  }

  #conditionParts() {
    const names = ["title", "mode", "rows", "add", "clear"];
    return { dialog: this.target("condition"), ...Object.fromEntries(names.map((name) => [name, this.target(`condition-${name}`)])) };
  }
}
