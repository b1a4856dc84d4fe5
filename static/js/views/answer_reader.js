/** From the controls of one question to its raw answer, as forms_builder/parsing.py reads the posted form. */

/** @param {object} item @param {HTMLElement} root the form @param {string} key the name of its controls @returns {*} null: no answer */
export function readAnswer(item, root, key = item.id) {
  return (READERS[item.type] ?? text)(item, root, key);
}

const named = (root, name) => [...root.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
const text = (item, root, key) => named(root, key)[0]?.value || null;
const chosen = (root, key) =>
  named(root, key).flatMap((control) => {
    const counts = control.type === "radio" || control.type === "checkbox" ? control.checked : control.value;
    return counts ? [control.value] : [];
  });
const ownWords = (root, key) => ({ other: text(null, root, `${key}.other`) ?? "" });

const READERS = {
  yes_no: (item, root, key) => ({ yes: true, no: false })[chosen(root, key)[0]] ?? null,
  single_choice(item, root, key) {
    const [id = null] = chosen(root, key);
    return id === "other" && item.other ? ownWords(root, key) : id;
  },
  multi_choice(item, root, key) {
    const ids = chosen(root, key);
    const answer = ids.filter((id) => id !== "other");
    if (item.other && ids.includes("other")) {
      answer.push(ownWords(root, key));
    }
    return answer.length ? answer : null;
  },
  scale(item, root, key) {
    const [value] = chosen(root, key);
    return value ? Number(value) : null;
  },
  photo: files,
  file: files,
  address(item, root, key) {
    const [district] = named(root, `${key}.district`);
    const county = district?.dataset.county;
    const street = text(item, root, `${key}.street`);
    const answer = {
      ...(county && { county }),
      ...(district?.value && { district: district.value }),
      ...(street && { street }),
    };
    return Object.keys(answer).length ? answer : null;
  },
  consent: (item, root, key) => (item.typed ? text(item, root, key) : chosen(root, key).length ? true : null),
  repeat(item, root, key) {
    const rows = [...root.querySelectorAll(`[data-row^="${CSS.escape(key)}."]`)].map((row) => {
      const entries = item.fields.map((field) => [field.id, readAnswer(field, row, `${row.dataset.row}.${field.id}`)]);
      return Object.fromEntries(entries.filter(([, value]) => value !== null));
    });
    const filled = rows.filter((row) => Object.keys(row).length);
    return filled.length ? filled : null;
  },
};

function files(item, root, key) {
  const uids = named(root, key).map(({ value }) => value);
  return uids.length ? uids : null;
}
