import { isComposing } from "../core/dom.js";
import { t } from "../core/i18n.js";
import { valueOf } from "../views/builder_settings.js";
import { fitHeights } from "../views/builder_text.js";

/** A text is being typed: it is in the draft at once, but never while an input method composes. */
export function typing(builder, event) {
  const area = event.target;
  if (isComposing(event) || area.dataset.composing) {
    return;
  }
  typed(builder, area);
}

/** What stands in a text goes into the draft. */
export function typed(builder, area) {
  if (area === builder.target("title")) {
    builder.edit([{ op: "set", id: "form", prop: "title", value: area.value }], "form:title", "typing");
  } else if (area.dataset.id) {
    typedIn(builder, area);
  }
}

function typedIn(builder, area) {
  const { id, prop, language = "" } = area.dataset;
  const value = area.value === "" && (language || prop !== "label") ? null : area.value;
  const op = { op: "set", id, prop, value, ...(language && { language }) };
  builder.edit([op], `${id}:${prop}:${language}`, "typing");
  fitHeights(area.parentElement);
}

/** A control was set. @param builder the BuilderController @param {Event} event */
export function changed(builder, event) {
  const input = event.target;
  const { retype, set, prop, move } = input.dataset;
  if (retype) {
    const result = builder.edits.retype(retype, input.value);
    result ? builder.show(result) : builder.render();
  } else if (set) {
    builder.edit([{ op: "set", id: set, prop, value: valueOf(input) }]);
  } else if (move) {
    builder.show(builder.edits.moveToPage(move, input.value, `${move}:page`));
  } else if ("written" in input.dataset) {
    const isBoth = input.value.startsWith("+");
    builder.write(isBoth ? builder.draft.document.language : input.value, isBoth ? input.value.slice(1) : "");
  } else if (input === builder.target("preview-language")) {
    builder.previewLanguage = input.value;
    builder.refreshPreview();
  }
}

/** A list pasted into an option becomes options. */
export function pasted(builder, event) {
  const choice = event.target.closest?.("[data-choice] textarea");
  if (!choice || choice.dataset.language) {
    return;
  }
  const result = builder.edits.pasteOptions(choice.dataset.id, event.clipboardData.getData("text/plain"));
  if (result !== undefined) {
    event.preventDefault();
    builder.show(result);
  }
}

/** An option that people may have chosen was renamed: better words for the same, or another option? */
export class BuilderAsking {
  #answered = new Set();

  /** @param builder the BuilderController */
  constructor(builder) {
    this.builder = builder;
  }

  /** Called when a text was left. */
  left({ dataset: { id, prop, language }, value }) {
    const { data, ui } = this.builder;
    const before = data.live_labels[id];
    const isRenamed = prop === "label" && !language && before !== undefined && value.trim() && value.trim() !== before.trim();
    const key = `${id} ${value.trim()}`;
    if (data.has_answers && isRenamed && !this.#answered.has(key)) {
      ui.asking = id;
      this.builder.isDirty = true;
    } else if (ui.asking === id) {
      ui.asking = null;
      this.builder.isDirty = true;
    }
  }

  answer(id, isNew) {
    const { draft, ui, edits } = this.builder;
    this.#answered.add(`${id} ${(draft.node(id)?.label ?? "").trim()}`);
    ui.asking = null;
    return isNew ? edits.newOption(id) : { focus: `${id}:label`, say: t("typo_kept") };
  }
}
