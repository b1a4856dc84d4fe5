/** Photos and files: the same as forms_builder/evaluation/{values,bounds}.py. What each file is like, file_facts.js knows. */

import { fault, isText, wrongType } from "./text.js";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function files(item, raw, { kinds }) {
  if (!Array.isArray(raw) || !raw.every((uid) => isText(uid) && UUID.test(uid.toLowerCase()))) return wrongType();
  const uids = [...new Set(raw.map((uid) => uid.toLowerCase()))];
  const { min_files: least, max_files } = item;
  const most = max_files || 10;
  const count = uids.length;
  if (!count) return [null];
  if (least && count < least) return [uids, fault("too_few_files", { limit: least, count })];
  if (count > most) return [uids, fault("too_many_files", { limit: most, count })];
  return [uids, kinds.facts?.(item, uids)];
}

export const KINDS = { photo: files, file: files };
