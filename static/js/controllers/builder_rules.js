import { ConditionsView } from "../views/builder_conditions.js";

/** The dialog for conditions: of a question, of a page, of being required, of a check. */
export class BuilderRules {
  /** @param builder the BuilderController */
  constructor(builder) {
    this.builder = builder;
    this.dialog = builder.target("condition");
    const clear = builder.target("condition-clear");
    this.view = new ConditionsView(
      { dialog: this.dialog, title: builder.target("condition-title"), rows: builder.target("condition-rows"), clear },
      builder.data.operators,
    );
    builder.on(this.dialog, "close", () => this.closed());
    builder.on(clear, "click", () => this.dialog.close("clear"));
  }

  open(id, prop, opener) {
    Object.assign(this, { id, prop, opener: opener.dataset.focus });
    this.view.open(this.builder.draft, this.builder.draft.node(id), prop, this.builder.ui.language);
    this.dialog.returnValue = "";
    this.dialog.showModal();
    this.builder.target("condition-title").focus();
  }

  closed() {
    const { returnValue } = this.dialog;
    if (returnValue) {
      const value = returnValue === "clear" ? null : this.view.rule;
      this.builder.edit([{ op: "set", id: this.id, prop: this.prop, value }]);
    }
    this.builder.canvas.control(this.opener)?.focus();
  }
}
