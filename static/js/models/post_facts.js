/** From the editor's form to what the API takes. */

const NUMBERS = new Set(["form"]);
const NULL_WHEN_EMPTY = new Set(["born_on", "district", "form"]);
const SWITCHES = new Set(["is_birth_estimated", "is_bonded_pair"]);
const PLAIN = new Set(
  "name species breed sex size colour born_on age_group district summary neutered vaccinated chipped special_needs fee_reason story good_with_children good_with_dogs good_with_cats visibility form".split(" "),
);

/**
 * @param {HTMLFormElement} form @param {string} name of the control that changed
 * @returns {object | null} {fact: value}; null for what is not a fact, or cannot be one yet
 */
export function factOf(form, name) {
  const { elements } = form;
  if (name === "traits") {
    return { traits: words(elements.traits.value).slice(0, 3) };
  }
  if (name === "conditions" || name === "own_conditions") {
    return { conditions: conditions(form) };
  }
  if (name === "fee") {
    return elements.fee.validity?.badInput ? null : { fee: Number(elements.fee.value) || 0 };
  }
  if (SWITCHES.has(name)) {
    return { [name]: elements[name].checked };
  }
  if (!PLAIN.has(name)) {
    return null;
  }
  const { value } = elements[name];
  if (value === "" && NULL_WHEN_EMPTY.has(name)) {
    return { [name]: null };
  }
  return { [name]: NUMBERS.has(name) ? Number(value) : value };
}

/** "愛撒嬌、安靜, calm" → three words. @param {string} text */
export function words(text) {
  return text.split(/[,，、]/).map((word) => word.trim()).filter(Boolean);
}

function conditions(form) {
  const keys = [...form.querySelectorAll('input[name="conditions"]:checked')].map((box) => ({ key: box.value }));
  const own = form.elements.own_conditions.value.split("\n").map((text) => ({ text: text.trim() }));
  return [...keys, ...own.filter((each) => each.text)];
}
