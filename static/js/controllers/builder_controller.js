import { formApi } from "../api/forms.js";
import { announce } from "../core/announce.js";
import { Controller } from "../core/controller.js";
import { isTyping } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { toast, toastError } from "../core/toast.js";
import { FormDraft } from "../models/form_draft.js";
import { FormHistory } from "../models/form_history.js";
import { FormSaver } from "../models/form_saver.js";
import { SaveStateView } from "../views/builder_bar.js";
import { CanvasView } from "../views/builder_canvas.js";
import { PreviewView } from "../views/builder_preview.js";
import { hintReader } from "../views/builder_sentences.js";
import { clicked } from "./builder_acts.js";
import { makeDraggable } from "./builder_drag.js";
import { BuilderEdits } from "./builder_edits.js";
import { pressKey } from "./builder_keys.js";
import { tellMerge } from "./builder_merging.js";
import { BuilderParts } from "./builder_parts.js";
import { BuilderPictures } from "./builder_pictures.js";
import { BuilderStanding } from "./builder_standing.js";
import { BuilderTab } from "./builder_tab.js";
import { BuilderAsking, changed, pasted, typing } from "./builder_typing.js";
import { MenuController } from "./menu_controller.js";

/** The form editor: typing in place, every edit saved by itself, undo across reloads. Opening it changes nothing. */
export class BuilderController extends Controller {
  constructor(root, page) {
    super(root, page);
    const data = JSON.parse(document.getElementById("builder-data").textContent);
    this.data = data;
    this.api = formApi(data.id);
    this.draft = new FormDraft(data.definition, data);
    this.history = new FormHistory();
    this.tab = new BuilderTab(this);
    this.saver = new FormSaver(this.api, this.tab.unsent, { rev: data.rev });
    this.saver.savedAt = new Date(data.updated_at);
    this.edits = new BuilderEdits(this.draft, (ops, key) => this.edit(ops, key), data.groups);
    this.ui = { pageId: this.draft.pages[0]?.id ?? null, selectedId: null, language: data.definition.language, beside: "", removed: null, asking: null, notes: new Map(), openSettings: new Set() };
    this.removed = [];
    this.asking = new BuilderAsking(this);
    this.pictures = new BuilderPictures(this, data.pictures);
    this.canvas = new CanvasView(this.target("canvas"), {
      hintFor: hintReader(data.hints, data.about_pet),
      liveLabels: data.live_labels,
      languages: data.languages,
      pictures: this.pictures,
    });
    new MenuController(this.canvas.menu);
    this.state = new SaveStateView(this.target("state"), () => this.saver.flush());
    this.preview = new PreviewView(this.target("preview"), root.dataset.previewUrl);
    this.previewLanguage = root.dataset.previewLanguage;
    this.standing = new BuilderStanding(this);
    this.parts = new BuilderParts(this);
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

  undo() {
    this.undoToast?.remove();
    this.#turn((apply) => this.history.undo(apply), "undone");
  }

  redo() {
    this.#turn((apply) => this.history.redo(apply), "redone");
  }

  select(id) {
    if (this.ui.selectedId !== id) {
      this.ui.selectedId = id;
      this.ui.removed = null;
      this.ui.notes.delete(id);
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
    const page = id.startsWith("k_") ? "form" : this.draft.pageOf(id)?.id;
    if (!page) {
      return;
    }
    this.show({ page, select: item?.id ?? null });
    const control = [`${id}:${prop}`, `${id}:label`, `${id}:title`, `${id}:message`, `${item?.id}:${prop}`, `${item?.id}:label`].map((key) => this.canvas.control(key)).find(Boolean);
    control?.focus();
    control?.scrollIntoView({ block: "center" });
  }

  /** What an edit answered: where to look, what to say. */
  show(result) {
    if (!result) {
      toast(t("limit_reached"), { icon: "alert" });
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
      this.undoToast = toast(result.toast, { icon: "trash", action: { text: t("undo"), run: () => this.undo() } });
    } else if (result.tell) {
      toast(result.tell, { icon: "info" });
    } else if (result.say) {
      announce(result.say);
    }
  }

  /** Type in this language, with another one beside it. */
  write(language, beside) {
    Object.assign(this.ui, { language, beside });
    this.previewLanguage = beside || language;
    const preview = this.target("preview-language");
    if (preview) {
      preview.value = this.previewLanguage;
    }
    this.render();
    this.refreshPreview();
  }

  render() {
    const isKnown = this.ui.pageId === "form" || this.draft.pages.some((page) => page.id === this.ui.pageId);
    if (!isKnown) {
      this.ui.pageId = this.draft.pages[0]?.id ?? null;
    }
    this.isDirty = false;
    this.canvas.render(this.draft, this.ui);
    const title = this.target("title");
    const words = this.draft.document.title ?? "";
    if (title.value !== words && !title.dataset.composing) {
      title.value = words;
    }
  }

  refreshPreview() {
    if (this.saver.isShut) {
      return; // the last that she was shown stays
    }
    const page = this.ui.pageId === "form" ? this.draft.pages[0]?.id : this.ui.pageId;
    this.preview.show({ page, language: this.previewLanguage });
  }

  // --- Listening

  #listen() {
    const { root } = this;
    this.on(root, "click", (event) => clicked(this, event));
    this.on(root, "input", (event) => typing(this, event));
    this.on(root, "compositionstart", (event) => (event.target.dataset.composing = "1"));
    this.on(root, "compositionend", this.#composed);
    this.on(root, "change", (event) => changed(this, event));
    this.on(root, "focusin", this.#focused);
    this.on(root, "focusout", this.#blurred);
    this.on(root, "paste", (event) => pasted(this, event));
    this.on(document, "keydown", (event) => pressKey(this, event)); // undo also works when nothing has the focus
    this.on(root, "pointerdown", () => (this.isPointing = true));
    this.on(window, "pointerup", () => (this.isPointing = false));
    for (const type of ["pointerover", "pointerdown"]) {
      this.on(root, type, this.#approached);
    }
    this.on(this.draft, "change", this.#draftChanged);
    this.on(this.history, "change", this.#historyChanged);
    this.on(this.saver, "state", this.#saved);
    this.on(this.saver, "merged", (event) => tellMerge(this, event.detail));
    this.on(this.saver, "refused", (event) => toastError(t("refused", { message: event.detail.message })));
    this.on(this.target("undo"), "click", this.undo);
    this.on(this.target("redo"), "click", this.redo);
  }

  async #begin() {
    this.render();
    this.showState();
    this.refreshPreview();
    if (location.hash) {
      this.goTo(location.hash.slice(1));
    }
    this.parts.warm();
    await this.tab.begin();
  }

  #composed(event) {
    delete event.target.dataset.composing;
    typing(this, event);
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
      this.asking.left(event.target);
      setTimeout(() => this.#renderIfDirty()); // once the focus has arrived where it was going
    }
  }

  /** Never under a pointer that is down: the click would be lost. */
  #renderIfDirty() {
    if (this.isDirty && !this.isPointing) {
      this.render();
    }
  }

  #approached(event) {
    // A finger does not hover: whoever touches a question may take its handle next.
    const near = event.pointerType === "touch" ? "[data-block]" : "[data-handle]";
    if (event.target.closest?.("[data-grip]")) {
      makeDraggable(event.target.closest("[data-options]"), "[data-grip]", { moved: (id, after) => this.show(this.edits.moveOption(id, after)) });
    } else if (event.target.closest?.(near)) {
      makeDraggable(this.canvas.list, "[data-handle]", {
        moved: (id, after) => this.show(this.edits.moveTo(id, after)),
        movedToPage: (id, page) => this.show(this.edits.moveToPage(id, page)),
      });
    }
  }

  // --- What models tell

  #draftChanged(event) {
    this.isDirty = true;
    if (event.detail.source === "edit") {
      this.render();
    }
    this.standing.changed();
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
    const isWhole = id === "form" || id.startsWith("k_");
    const page = isWhole && this.ui.pageId === "form" ? "form" : this.draft.pageOf(id)?.id;
    this.show({ page, select: this.draft.itemOf(id)?.id, focus: document.activeElement?.dataset?.focus, say: t(word) });
  }

  #saved() {
    this.showState();
    if (this.saver.state === "saved") {
      if (!isTyping()) {
        this.#renderIfDirty();
      }
      this.refreshPreview();
    }
  }

  showState() {
    this.standing.saved(this.saver);
    const { state, savedAt: at, isKept, isShut, error } = this.saver;
    this.state.show(state, { at, isKept, isShut, error });
  }
}
