/** Is a readable answer within what the question asks for? The same as forms_builder/evaluation/bounds.py. */

import { bound } from "./dates.js";
import { length } from "./text.js";
import { fault, longest } from "./values.js";

const isSet = (value) => value !== null && value !== undefined;

function between(value, least, most) {
  if (isSet(least) && value < least) return fault("too_small", { limit: least });
  return isSet(most) && value > most ? fault("too_big", { limit: most }) : null;
}

function text(item, value) {
  const count = length(value);
  const limit = longest(item);
  if (count > limit) return fault("too_long", { limit, count });
  const least = item.min_length;
  return least && count < least ? fault("too_short", { limit: least, count }) : null;
}

function number(item, value) {
  if (item.integer && !Number.isInteger(value)) return fault("not_integer");
  return between(value, item.min, item.max);
}

function date(item, value, today) {
  const least = bound(item.min, today);
  const most = bound(item.max, today);
  if (least && value < least) return fault("too_early", { limit: least });
  return most && value > most ? fault("too_late", { limit: most }) : null;
}

function multiChoice(item, value) {
  const alone = item.choices.some((choice) => choice.exclusive && value.includes(choice.id));
  if (alone) return value.length > 1 ? fault("exclusive") : null;
  const { min_selected: least, max_selected: most } = item;
  const count = value.length;
  if (least && count < least) return fault("too_few_selected", { limit: least, count });
  return most && count > most ? fault("too_many_selected", { limit: most, count }) : null;
}

function file(item, facts) {
  if (!facts) return fault("unknown_file");
  if (facts.state === "rejected") return fault("file_rejected");
  const accepted = item.type === "photo" ? ["image"] : (item.accept ?? ["pdf", "image"]);
  if (!accepted.includes(facts.kind ?? "image")) return fault("file_kind");
  const most = item.max_mb || 15;
  if ((facts.bytes ?? 0) > most * 1024 * 1024) return fault("file_too_big", { limit: most });
  const { min_pixels: least } = item;
  const isSmall = least && facts.width && facts.height && Math.min(facts.width, facts.height) < least;
  return isSmall ? fault("too_few_pixels", { limit: least }) : null;
}

function files(item, value, today, facts) {
  const { min_files: least } = item;
  const most = item.max_files || 10;
  const count = value.length;
  if (least && count < least) return fault("too_few_files", { limit: least, count });
  if (count > most) return fault("too_many_files", { limit: most, count });
  if (!facts) return null;
  return value.map((uid) => file(item, facts[uid])).find(Boolean) ?? null;
}

const TESTS = new Map(
  Object.entries({
    short_text: text,
    long_text: text,
    number,
    scale: (item, value) => between(value, item.min ?? 1, item.max ?? 5),
    date,
    multi_choice: multiChoice,
    photo: files,
    file: files,
  }),
);

/** The fault of a value that can be read but does not fit, or null. */
export function beyond(item, value, today, facts) {
  const test = TESTS.get(item.type);
  return test ? test(item, value, today, facts) : null;
}
