/** Says a sentence to assistive technology, through the live region that stands in the first HTML. */

let waiting = null;

/** @param {string} text @param {{delay?: number}} [options] the last sentence within the delay wins */
export function announce(text, { delay = 100 } = {}) {
  const region = document.querySelector("[data-live-region]");
  clearTimeout(waiting);
  region.textContent = "";
  waiting = setTimeout(() => {
    region.textContent = text;
  }, delay);
}
