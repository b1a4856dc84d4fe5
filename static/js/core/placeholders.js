/** A photo's dominant color behind it until it arrives; set through CSSOM, since the page has no inline styles. */
export function paintPlaceholders(root) {
  for (const element of root.querySelectorAll("[data-color]")) {
    element.style.backgroundColor = element.dataset.color;
  }
}
