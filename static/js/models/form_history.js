/** What can be undone and done again. Steps name ids, never positions, so somebody else's edits do not break them. */

const LIMIT = 200;

export class FormHistory extends EventTarget {
  #undo = [];
  #redo = [];

  /** @param {{ops: object[], inverse: object[]}} step as it was applied */
  push(step) {
    this.#undo.push(step);
    this.#undo.splice(0, this.#undo.length - LIMIT);
    this.#redo = [];
    this.#changed();
  }

  /** The step goes on (a text is still being typed): undo goes back to before its beginning. */
  extendLast(ops) {
    this.#undo.at(-1).ops = ops;
  }

  get canUndo() {
    return this.#undo.length > 0;
  }

  get canRedo() {
    return this.#redo.length > 0;
  }

  /** `apply` returns the inverse, or throws Refused. @returns {object[] | null} what was applied; null: nothing left */
  undo(apply) {
    return this.#turn(this.#undo, this.#redo, (step) => step.inverse, apply);
  }

  redo(apply) {
    return this.#turn(this.#redo, this.#undo, (step) => step.ops, apply);
  }

  /**
   * Steps of an earlier visit, as the server kept them: [{ops, inverse, rev}], oldest first. An edit that equals the
   * inverse of the one before it was an undo. What is newer than `rev` may be of this visit, and stands here already.
   */
  restore(rows, rev = Infinity) {
    const undo = [];
    let redo = [];
    const known = new Set([...this.#undo, ...this.#redo].map((step) => spelled(step.ops)));
    for (const row of rows.filter((each) => !(each.rev > rev && known.has(spelled(each.ops))))) {
      if (undo.length && same(row.ops, undo.at(-1).inverse)) {
        redo.push(undo.pop());
      } else if (redo.length && same(row.ops, redo.at(-1).ops)) {
        undo.push(redo.pop());
      } else {
        undo.push({ ops: row.ops, inverse: row.inverse });
        redo = [];
      }
    }
    const isUntouched = !this.#undo.length && !this.#redo.length;
    this.#undo = [...undo, ...this.#undo].slice(-LIMIT);
    this.#redo = isUntouched ? redo : this.#redo;
    this.#changed();
  }

  // A step that no longer fits (what it touched is gone) is passed over.
  #turn(from, to, opsOf, apply) {
    while (from.length) {
      const step = from.pop();
      const ops = opsOf(step);
      try {
        const inverse = apply(ops);
        to.push(from === this.#undo ? { ops: inverse, inverse: ops } : { ops, inverse });
        this.#changed();
        return ops;
      } catch (error) {
        if (error.name !== "Refused") {
          throw error;
        }
      }
    }
    this.#changed();
    return null;
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

const same = (one, other) => spelled(one) === spelled(other);

/** One spelling whatever the order of the keys; what is null is as good as absent. */
export function spelled(value) {
  if (Array.isArray(value)) {
    return `[${value.map(spelled).join()}]`;
  }
  if (value && typeof value === "object") {
    const keys = Object.keys(value).filter((key) => value[key] !== null && value[key] !== undefined);
    const pairs = keys.sort().map((key) => `${JSON.stringify(key)}:${spelled(value[key])}`);
    return `{${pairs.join()}}`;
  }
  return JSON.stringify(value ?? null);
}
