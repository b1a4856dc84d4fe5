/** From the controls of one question to its raw answer, as forms_builder/parsing.py reads the posted form. */

/** @param {object} item @param {HTMLFormElement} form @param {string} key the name of its controls @returns {*} null: no answer */
export function readAnswer(item, form, key = item.id) {
  const given = (name) => new FormData(form).getAll(name).filter(Boolean);
  const answer = (READERS[item.type] ?? text)(given(key), item, (name) => given(`${key}.${name}`)[0], { form, key });
  return answer === undefined || answer.length === 0 ? null : answer;
}

const text = ([value]) => value;
const all = (values) => values;

const READERS = {
  yes_no: ([value]) => ({ yes: true, no: false })[value],
  single_choice: ([id], { other }, part) => (id === "other" && other ? { other: part("other") ?? "" } : id),
  multi_choice: (ids, { other }, part) => ids.map((id) => (id === "other" && other ? { other: part("other") ?? "" } : id)),
  scale: ([value]) => value && Number(value),
  photo: all,
  file: all,
  consent: ([value], { typed }) => (typed ? value : value && true),
  address(values, item, part, { form, key }) {
    const { county } = form.elements[`${key}.district`].dataset;
    const parts = Object.entries({ county, district: part("district"), street: part("street") }).filter(([, value]) => value);
    return parts.length ? Object.fromEntries(parts) : undefined;
  },
  repeat(values, { fields }, part, { form, key }) {
    const rows = [...form.querySelectorAll(`[data-row^="${key}."]`)].map(({ dataset }) =>
      Object.fromEntries(fields.map((field) => [field.id, readAnswer(field, form, `${dataset.row}.${field.id}`)]).filter(([, value]) => value !== null)),
    );
    return rows.filter((row) => Object.keys(row).length);
  },
};
