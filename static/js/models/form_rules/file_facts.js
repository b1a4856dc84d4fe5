/** Does each file fit? The same as `_file` in forms_builder/evaluation/bounds.py. A server tells it when the file arrives. */

import { fault } from "./text.js";

function misfit({ type, accept = ["pdf", "image"], max_mb, min_pixels: least }, facts) {
  if (!facts) return fault("unknown_file");
  const { state, kind = "image", bytes = 0, width, height } = facts;
  if (state === "rejected") return fault("file_rejected");
  if (!(type === "photo" ? ["image"] : accept).includes(kind)) return fault("file_kind");
  const most = max_mb || 15;
  if (bytes > most * 1024 * 1024) return fault("file_too_big", { limit: most });
  return least && width && height && Math.min(width, height) < least ? fault("too_few_pixels", { limit: least }) : null;
}

/** @param {Object<string, object>|null} files facts of uploads; null where nobody knows them */
export const factsIn = (files) => ({ facts: (item, uids) => files && uids.map((uid) => misfit(item, files[uid])).find(Boolean) });
