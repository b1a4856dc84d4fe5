import { t } from "../core/i18n.js";
import { toast, toastError } from "../core/toast.js";
import { applyOp, idsBelow } from "../models/form_ops.js";

const NOTED_FOR = 60_000;

/** Somebody else's edits came in: show the document as it is now, say whose they are, and give back what was lost. */
export function tellMerge(builder, { definition, since, skipped, step }) {
  const lost = [...beingWritten(builder, since), ...skippedWords(skipped)];
  keepRemoved(builder, since);
  note(builder, since);
  builder.draft.reset(definition, builder.saver.unsent);
  builder.render();
  const name = nameOf(builder, since.at(-1));
  const theirs = step && overwritten(step.ops, since);
  if (skipped.some(({ reason }) => reason === "type_fixed")) {
    toast(t("cannot_retype"), { icon: "lock" });
  } else if (skipped.some(({ reason }) => reason === "limit")) {
    toast(t("limit_reached"), { icon: "alert" });
  } else if (lost.length) {
    const action = { text: t("put_back"), run: () => putBack(builder, lost) };
    toastError(t("text_lost", { name, text: lost.map(({ value }) => value).join(" · ") }), { action });
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

// --- What was being written in something that is gone

const removalsIn = (since) => since.flatMap((row) => row.ops).filter(({ op }) => op === "remove");

/** The edit that says what stands in the focused text, when that text has just been taken away. */
function beingWritten({ draft }, since) {
  const { dataset, value } = document.activeElement ?? {};
  const isGone = dataset?.id && removalsIn(since).some(({ id }) => draft.node(id) && idsBelow(draft.node(id)).includes(dataset.id));
  const { id, prop, language } = dataset ?? {};
  return isGone && value.trim() ? [{ op: "set", id, prop, value, ...(language && { language }) }] : [];
}

/** Edits of texts that came too late. */
const skippedWords = (skipped) =>
  skipped.filter(({ op, reason }) => reason === "gone" && op.op === "set" && typeof op.value === "string" && op.value.trim()).map(({ op }) => op);

/** What somebody takes away stays at hand as it stood here: words that are still on their way to it may bring it back. */
function keepRemoved({ draft, removed }, since) {
  for (const { id } of removalsIn(since)) {
    if (draft.node(id)) {
      removed.push(...applyOp(structuredClone(draft.document), { op: "remove", id }));
    }
  }
}

function putBack(builder, lost) {
  const { draft, removed } = builder;
  const isOf = ({ value }) => lost.some(({ id }) => idsBelow(value).includes(id));
  const missing = removed.filter((restore) => isOf(restore) && !draft.node(restore.id));
  if (builder.edit([...missing, ...lost])) {
    builder.goTo(lost[0].id, lost[0].prop);
    return;
  }
  const pageId = draft.node(builder.ui.pageId)?.id ?? draft.pages.at(-1)?.id ?? null;
  const result = builder.edits.addType("short_text", { pageId, after: null });
  builder.edit([{ op: "set", id: result.select, prop: "label", value: lost[0].value }]);
  builder.show(result);
}
