import { Controller } from "../core/controller.js";
import { element } from "../core/dom.js";
import { t } from "../core/i18n.js";

/** One long list of districts becomes two short ones: county first. */
export class DistrictController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.list = this.target("district");
    this.groups = [...this.list.querySelectorAll("optgroup")];
    const chosen = this.list.selectedOptions[0]?.parentElement;
    const options = this.groups.map((group) => element("option", { value: group.dataset.county }, group.label));
    this.county = element("select", { class: "input input--select", "aria-label": t("county") }, element("option", { value: "" }, t("county")), options);
    this.county.value = chosen?.dataset?.county ?? "";
    this.list.before(this.county);
    this.list.options[0].textContent = t("district");
    this.list.setAttribute("aria-label", t("district"));
    this.on(this.county, "change", this.chose);
    this.show(this.list.value);
  }

  chose() {
    this.show("");
  }

  show(district) {
    const group = this.groups.find(({ dataset }) => dataset.county === this.county.value);
    this.list.replaceChildren(this.list.options[0], ...(group ? [...group.children].map((option) => option.cloneNode(true)) : []));
    this.list.value = district;
    this.list.dataset.county = this.county.value;
  }
}
