import { Controller } from "../core/controller.js";
import { element } from "../core/dom.js";

/** One long list of districts becomes two short ones: county first. Their names stand on the element: it is on many pages. */
export class DistrictController extends Controller {
  constructor(root, page) {
    super(root, page);
    this.list = this.target("district");
    this.groups = [...this.list.querySelectorAll("optgroup")];
    const { countyName, districtName } = root.dataset;
    const chosen = this.list.selectedOptions[0]?.parentElement;
    const options = this.groups.map((group) => element("option", { value: group.dataset.county }, group.label));
    this.county = element("select", { class: "input input--select", "aria-label": countyName }, element("option", { value: "" }, countyName), options);
    this.county.value = chosen?.dataset?.county ?? "";
    this.list.before(this.county);
    this.list.options[0].textContent = districtName;
    this.list.setAttribute("aria-label", districtName);
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
