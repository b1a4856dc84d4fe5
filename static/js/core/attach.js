import { CONTROLLERS } from "./registry.js";

const attached = new WeakMap();

/** Gives every [data-controller] below `root` its controllers; calling it again is harmless. */
export async function attach(root, page) {
  const elements = [...root.querySelectorAll("[data-controller]")];
  if (root.matches?.("[data-controller]")) {
    elements.unshift(root);
  }
  await Promise.all(elements.flatMap((element) => namesOf(element).map((name) => connect(element, name, page))));
}

/** Takes the listeners of everything below `root` back, before it leaves the page. */
export function detach(root) {
  for (const element of [root, ...root.querySelectorAll("[data-controller]")]) {
    for (const controller of attached.get(element)?.values() ?? []) {
      controller.disconnect();
    }
    attached.delete(element);
  }
}

/** The controller of an element, for others on the page that must talk to it. */
export function controllerOf(element, name) {
  return attached.get(element)?.get(name);
}

/** "error-summary" → "ErrorSummaryController" */
export function classNameOf(name) {
  return `${name.replace(/(?:^|-)(\w)/g, (match, letter) => letter.toUpperCase())}Controller`;
}

async function connect(element, name, page) {
  const known = attached.get(element) ?? new Map();
  attached.set(element, known);
  if (known.has(name) || !CONTROLLERS[name]) {
    return;
  }
  known.set(name, { disconnect() {} }); // taken while the module loads
  const module = await CONTROLLERS[name]();
  const Class = module[classNameOf(name)];
  Class.controllerName = name;
  known.set(name, new Class(element, page));
}

function namesOf(element) {
  return element.dataset.controller.split(/\s+/).filter(Boolean);
}
