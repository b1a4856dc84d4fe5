import { client } from "./client.js";

/** The draft of one form: read, edit by operations, publish. */
export function formApi(id, http = client) {
  return {
    /** @returns {Promise<{definition: object, rev: number}>} */
    read: () => http.get(`forms/${id}/draft/`),
    /** @returns {Promise<{rev: number, ops_since: object[], skipped: object[], done: object[]}>} */
    send: (rev, ops, options) => http.patch(`forms/${id}/draft/`, { base_rev: rev, ops }, options),
    /** @returns {Promise<{ops: object[], inverse: object[]}[]>} one's own latest edits, oldest first */
    history: () => http.get(`forms/${id}/draft/history/`),
    /** @throws {ApiError} with `extra.problems` when something is missing */
    publish: (rev, askEverybody) =>
      http.post(`forms/${id}/publish/`, { base_rev: rev, ask_everybody: askEverybody }),
  };
}
