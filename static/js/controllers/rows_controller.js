import { Controller } from "../core/controller.js";

/** The rows of a repeat: one more, one less, always numbered from 0 without gaps. */
export class RowsController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.key = root.dataset.rowsKey;
    this.most = Number(root.dataset.rowsMost);
    this.on(root, "click", this.clicked);
    this.fit();
  }

  clicked(event) {
    const button = event.target.closest('button[name="add"], button[name="drop"]');
    if (!button) {
      return;
    }
    event.preventDefault();
    const focus = button.name === "add" ? this.add() : this.drop(button.closest("[data-row]"));
    this.fit();
    focus?.focus();
  }

  add() {
    const row = this.target("blank").content.querySelector("[data-row]").cloneNode(true);
    renumber(row, this.key, this.rows.length);
    this.target("list").append(row);
    return row.querySelector("input, select, textarea");
  }

  drop(row) {
    row.remove();
    this.rows.forEach((each, number) => renumber(each, this.key, number));
    this.target("add").dispatchEvent(new Event("input", { bubbles: true }));
    return this.target("add");
  }

  get rows() {
    return [...this.target("list").children];
  }

  fit() {
    this.target("add").hidden = this.rows.length >= this.most;
  }
}

/** q_list.__row__.q_kind and q_list.3.q_kind become q_list.<number>.q_kind, wherever the name stands. */
function renumber(row, key, number) {
  const before = `${row.dataset.row}`;
  const after = `${key}.${number}`;
  for (const node of [row, ...row.querySelectorAll("*")]) {
    for (const attribute of node.attributes) {
      if (attribute.value.startsWith(before)) {
        attribute.value = after + attribute.value.slice(before.length);
      }
    }
  }
}
