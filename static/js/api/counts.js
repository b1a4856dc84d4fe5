import { client } from "./client.js";

/** @param {string} path below /api/v1/ with its query @returns {Promise<{label: string}>} the words for the button */
export function fetchCount(path, signal) {
  return client.get(path, { signal });
}
