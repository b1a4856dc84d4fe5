import { isComposing } from "../core/dom.js";
import { t } from "../core/i18n.js";

/** What keys do in the editor; nothing while an input method composes. @param {object} builder @param {KeyboardEvent} event */
export function pressKey(builder, event) {
  if (isComposing(event) || event.target.closest("dialog")) {
    return;
  }
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
  const key = event.key.toLowerCase();
  if (isCommand && (key === "z" || key === "y")) {
    event.preventDefault();
    key === "y" || event.shiftKey ? builder.redo() : builder.undo();
  } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    moveByKey(builder, event);
  } else if (event.target.matches("textarea[data-id]")) {
    pressInText(builder, event);
  } else if (event.target.closest('[role="toolbar"], [role="tablist"]')) {
    moveInside(event);
  }
}

function moveByKey(builder, event) {
  const by = event.key === "ArrowUp" ? -1 : 1;
  const focus = event.target.dataset.focus;
  const choice = event.target.closest("[data-choice]");
  const block = event.target.closest("[data-block]");
  if (choice || block) {
    event.preventDefault();
    builder.show(choice ? builder.edits.stepOption(choice.dataset.choice, by, focus) : builder.edits.step(block.dataset.block, by, focus));
  }
}

function pressInText(builder, event) {
  const area = event.target;
  const choice = area.closest("[data-choice]");
  if (event.key === "Enter" && !area.hasAttribute("data-lines")) {
    event.preventDefault();
    const next = choice?.nextElementSibling?.querySelector("textarea");
    if (next?.value === "") {
      next.focus();
    } else if (choice) {
      builder.show(builder.edits.addOptions(builder.draft.find(choice.dataset.choice).parentId, choice.dataset.choice));
    } else {
      builder.canvas.control(`${builder.draft.node(area.dataset.id)?.choices?.[0]?.id}:label`)?.focus();
    }
  } else if (event.key === "Backspace" && choice && area.value === "" && choice.parentElement.children.length > 1) {
    event.preventDefault();
    builder.show({ ...builder.edits.removeChild(choice.dataset.choice), toast: null, say: t("option_removed") });
  }
}

/** Arrow keys walk through a toolbar or the tabs. */
function moveInside(event) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const controls = [...event.target.closest('[role="toolbar"], [role="tablist"]').querySelectorAll("button, select, input")];
  const next = controls[(controls.indexOf(event.target) + by + controls.length) % controls.length];
  if (by && next) {
    event.preventDefault();
    next.focus();
  }
}
