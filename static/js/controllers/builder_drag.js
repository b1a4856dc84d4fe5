/** Dragging by the handle. The library is loaded when a handle is first approached; buttons and keys never need it. */

const OPTIONS = {
  animation: 150,
  forceFallback: true,
  fallbackTolerance: 4,
  delayOnTouchOnly: true,
  delay: 120,
  scroll: true,
  bubbleScroll: true,
  ghostClass: "block--ghost",
  dragClass: "block--dragged",
};
let loading = null;

const load = () => (loading ??= import("../vendor/sortable.core.min.js"));

/**
 * @param {HTMLElement} list @param {string} handle
 * @param {(id: string, after: string | null) => void} moved
 */
export async function makeDraggable(list, handle, moved) {
  if (list.dataset.draggable) {
    return;
  }
  list.dataset.draggable = "loading";
  const { Sortable } = await load();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  Sortable.create(list, {
    ...OPTIONS,
    animation: still ? 0 : OPTIONS.animation,
    handle,
    onEnd: ({ item, oldIndex, newIndex }) => oldIndex !== newIndex && moved(item.id, item.previousElementSibling?.id ?? null),
  });
  list.dataset.draggable = "ready";
}
