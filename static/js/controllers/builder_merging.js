import { t } from "../core/i18n.js";
import { toast, toastError } from "../core/toast.js";

const NOTED_FOR = 60_000;

/** Somebody else's edits came in: show the document as it is now, say whose they are, and give back what was lost. */
export function tellMerge(builder, { definition, since, skipped, step }) {
  const lost = skipped.find(({ op, reason }) => reason === "gone" && op.op === "set" && typeof op.value === "string" && op.value.trim());
  const rescue = lost && rescueOf(builder.draft, lost.op);
  note(builder, since);
  builder.draft.reset(definition, builder.saver.unsent);
  builder.render();
  const name = nameOf(builder, since.at(-1));
  const theirs = step && overwritten(step.ops, since);
  if (skipped.some(({ reason }) => reason === "type_fixed")) {
    toast(t("cannot_retype"), { icon: "lock" });
  } else if (lost) {
    const action = { text: t("put_back"), run: () => putBack(builder, rescue) };
    toastError(t("text_lost", { name, text: lost.op.value }), { action });
  } else if (theirs) {
    const action = { text: t("take_theirs"), run: () => builder.edit([{ ...theirs, value: theirs.value ?? null }]) };
    toast(t("overwritten", { name }), { icon: "users", action });
  } else if (since.length) {
    toast(t("merged", { name }), { icon: "users" });
  }
}

function nameOf(builder, row) {
  return row?.actor === builder.data.me ? t("you_elsewhere") : row?.actor_name || t("somebody");
}

/** Blocks that were changed say by whom, for a minute. */
function note(builder, since) {
  const { notes } = builder.ui;
  for (const row of since) {
    for (const op of row.ops) {
      const id = builder.draft.itemOf(op.id)?.id ?? (op.op === "add" ? op.id : null);
      if (id && id !== builder.ui.selectedId) {
        notes.set(id, nameOf(builder, row));
        setTimeout(() => notes.delete(id) && builder.render(), NOTED_FOR);
      }
    }
  }
}

/** Their edit of a text that ours has just replaced by another. */
function overwritten(ops, since) {
  const mine = ops.filter((op) => op.op === "set");
  return since.flatMap((row) => row.ops).findLast((other) => mine.some((op) => isSameProp(op, other) && op.value !== other.value));
}

const isSameProp = (one, other) =>
  other.op === "set" && one.id === other.id && one.prop === other.prop && (one.language ?? "") === (other.language ?? "");

/** What would bring the words back: the question (or option) as it stood here, with them in it. */
function rescueOf(draft, op) {
  const place = draft.find(op.id);
  if (!place) {
    return { text: op.value };
  }
  const { node, siblings, index, parentId, slot } = place;
  const where = slot === "items" ? { page: parentId } : slot === "pages" || slot === "checks" ? {} : { parent: parentId };
  return { text: op.value, restore: { op: "restore", id: op.id, ...where, after: index ? siblings[index - 1].id : null, value: structuredClone(node) } };
}

function putBack(builder, { text, restore }) {
  const isBack = restore && builder.edit([restore]);
  if (isBack) {
    builder.goTo(restore.id);
    return;
  }
  const pageId = builder.draft.node(builder.ui.pageId)?.id ?? builder.draft.pages.at(-1)?.id ?? null;
  const result = builder.edits.addType("short_text", { pageId, after: null });
  builder.edit([{ op: "set", id: result.select, prop: "label", value: text }]);
  builder.show(result);
}
