import { t } from "../core/i18n.js";
import { toast, toastError } from "../core/toast.js";

/**
 * Somebody else's edits came in: show the document as it is now, say whose they are, and give back what was lost.
 * @param builder the BuilderController
 * @param {{definition: object, since: object[], skipped: object[], step: object | null}} merge
 */
export function tellMerge(builder, { definition, since, skipped, step }) {
  builder.draft.reset(definition, builder.saver.unsent);
  builder.render();
  const name = since.at(-1)?.actor_name || t("somebody");
  const lost = skipped.find(({ op, reason }) => reason === "gone" && op.op === "set" && typeof op.value === "string" && op.value.trim());
  const theirs = step && overwritten(step.ops, since);
  if (skipped.some(({ reason }) => reason === "type_fixed")) {
    toast(t("cannot_retype"), { icon: "lock" });
  } else if (lost) {
    const action = { text: t("put_back"), run: () => putBack(builder, lost.op.value) };
    toastError(t("text_lost", { text: lost.op.value }), { action });
  } else if (theirs) {
    const action = { text: t("take_theirs"), run: () => builder.edit([{ ...theirs, value: theirs.value ?? null }]) };
    toast(t("overwritten", { name }), { icon: "users", action });
  } else if (since.length) {
    toast(t("merged", { name }), { icon: "users" });
  }
}

/** Their edit of a text that ours has just replaced by another. */
function overwritten(ops, since) {
  const mine = ops.filter((op) => op.op === "set");
  return since.flatMap((row) => row.ops).findLast((other) => mine.some((op) => isSameProp(op, other) && op.value !== other.value));
}

const isSameProp = (one, other) =>
  other.op === "set" && one.id === other.id && one.prop === other.prop && (one.language ?? "") === (other.language ?? "");

function putBack(builder, text) {
  const result = builder.edits.addType("short_text", { pageId: builder.ui.pageId, after: null });
  builder.edit([{ op: "set", id: result.select, prop: "label", value: text }]);
  builder.show(result);
}
