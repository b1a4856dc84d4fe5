/** Dragging by the handle. The library is loaded when a handle is first approached; buttons and keys never need it. */

const OPTIONS = {
  animation: 150,
  forceFallback: true,
  fallbackTolerance: 4,
  delayOnTouchOnly: true,
  delay: 120,
  // A finger reaches the edge where the bars of the screen begin; and held still there it goes on scrolling.
  scrollSensitivity: 96,
  scrollSpeed: 16,
  forceAutoScrollFallback: true,
  bubbleScroll: true,
  ghostClass: "block--ghost",
  dragClass: "block--dragged",
};
const TABS = '[data-page]:not([aria-selected="true"], [data-page="form"])';
const OVER = "tabs__tab--over";
let loading = null;

const load = () => (loading ??= import("../vendor/sortable.core.min.js"));

/**
 * @param {HTMLElement} list @param {string} handle
 * @param {{moved: (id: string, after: string | null) => void, movedToPage?: (id: string, page: string) => void}} told
 */
export async function makeDraggable(list, handle, told) {
  if (list.dataset.draggable) {
    return;
  }
  list.dataset.draggable = "loading";
  const { Sortable } = await load();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let drag = null;
  Sortable.create(list, {
    ...OPTIONS,
    animation: still ? 0 : OPTIONS.animation,
    handle,
    onChoose: ({ item }) => (drag = new Drag(item, told.movedToPage ? TABS : null)),
    onUnchoose: () => drag.end(),
    onEnd({ item, originalEvent }) {
      const page = drag.page;
      if (drag.isCancelled(originalEvent) || page) {
        drag.putBack();
      }
      if (page && !drag.isCancelled(originalEvent)) {
        told.movedToPage(item.id, page);
      } else if (drag.hasMoved) {
        told.moved(item.id, previousOf(item)?.id ?? null);
      }
    },
  });
  list.dataset.draggable = "ready";
}

/** One thing in hand: where it was, which page's tab it is held over, and whether it was let go or given up. */
class Drag {
  #listening = new AbortController();
  #isGivenUp = false;
  #tab = null;

  constructor(item, tabs) {
    this.item = item;
    this.tabs = tabs;
    this.before = previousOf(item);
    this.next = item.nextElementSibling;
    const on = (type, act) => document.addEventListener(type, act, { signal: this.#listening.signal, capture: true });
    on("keydown", (event) => event.key === "Escape" && this.#giveUp(event));
    on("pointermove", ({ clientX, clientY }) => this.#over(clientX, clientY));
    on("touchmove", ({ touches: [{ clientX, clientY }] }) => this.#over(clientX, clientY));
  }

  get page() {
    return this.#tab?.dataset.page;
  }

  get hasMoved() {
    return previousOf(this.item) !== this.before;
  }

  isCancelled(event) {
    return this.#isGivenUp || ["pointercancel", "touchcancel"].includes(event?.type);
  }

  putBack() {
    this.next ? this.next.before(this.item) : this.item.parentElement.append(this.item);
  }

  end() {
    this.#listening.abort();
    this.#tab?.classList.remove(OVER);
  }

  #over(x, y) {
    const tab = (this.tabs && document.elementFromPoint(x, y)?.closest(this.tabs)) ?? null;
    this.#tab?.classList.remove(OVER);
    tab?.classList.add(OVER);
    this.#tab = tab;
  }

  #giveUp(event) {
    event.stopPropagation();
    this.#isGivenUp = true;
    ["pointercancel", "touchcancel"].forEach((type) => document.dispatchEvent(new Event(type)));
  }
}

/** What stands before it and is one of its kind: a notice has no id. */
function previousOf(item) {
  let each = item.previousElementSibling;
  while (each && !each.id) {
    each = each.previousElementSibling;
  }
  return each;
}
