/**
 * Joins one element of the page to models and views. A subclass lists its listeners in its constructor;
 * disconnect() takes all of them back.
 */
export class Controller {
  #listening = new AbortController();

  /**
   * @param {HTMLElement} root the element with data-controller
   * @param {object} [page] what the page shares: likes, session, socket
   */
  constructor(root, page = {}) {
    this.root = root;
    this.page = page;
  }

  /** Listen until disconnect(). The handler runs with this controller as `this`. */
  on(target, type, handler, options = {}) {
    target.addEventListener(type, handler.bind(this), { ...options, signal: this.#listening.signal });
  }

  disconnect() {
    this.#listening.abort();
  }

  /** The first element marked data-<controller>-target="name" inside the root. */
  target(name) {
    return this.root.querySelector(`[data-${this.name}-target="${name}"]`);
  }

  targets(name) {
    return [...this.root.querySelectorAll(`[data-${this.name}-target="${name}"]`)];
  }

  /** The word in data-controller that made this one; main.js sets it. */
  get name() {
    return this.constructor.controllerName;
  }
}
