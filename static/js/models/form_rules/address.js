/** Addresses: the same as forms_builder/evaluation/values.py. */

import { fault, isBlank, isObject, isText, length, tidy, tooLong, wrongType } from "./text.js";

const PARTS = ["county", "district", "street", "postal_code"];

export const KINDS = {
  address({ detail }, raw) {
    if (!isObject(raw) || !Object.keys(raw).every((name) => PARTS.includes(name))) return wrongType();
    const fits = (part) => part === null || (isText(part) && length(part) <= 20000);
    if (!Object.values(raw).every(fits)) return wrongType();
    const given = PARTS.filter((name) => raw[name] && !isBlank(raw[name])).map((name) => [name, tidy(raw[name])]);
    if (!given.length) return [null];
    const wrong = given.map(([, part]) => tooLong(part)).find(Boolean);
    if (wrong) return [null, wrong];
    const value = Object.fromEntries(given);
    const missing = PARTS.slice(0, detail === "full" ? 3 : 2).filter((name) => !(name in value));
    return [value, missing.length ? fault("address", { missing }) : null];
  },
};
