import { client } from "./client.js";

/** The draft of one form: read, edit by operations, test, publish. */
export function formApi(id, http = client) {
  return {
    /** @returns {Promise<{definition: object, rev: number}>} */
    read: () => http.get(`forms/${id}/draft/`),
    /** @returns {Promise<{rev: number, ops_since: object[], skipped: object[], done: object[]}>} */
    send: (rev, ops, options) => http.patch(`forms/${id}/draft/`, { base_rev: rev, ops }, options),
    /** @returns {Promise<{ops: object[], inverse: object[]}[]>} one's own latest edits, oldest first */
    history: () => http.get(`forms/${id}/draft/history/`),
    test: () => http.get(`forms/${id}/test/`),
    /** Tells the other open editors that this page is here. @param {"new" | "here" | "gone"} state */
    greet: (tab, state, options) => http.post(`forms/${id}/presence/`, { tab, state }, options),
    /** @returns {Promise<{uid: string, state: string, url: string | null}[]>} */
    pictures: () => http.get(`forms/${id}/pictures/`),
    addPicture(file) {
      const body = new FormData();
      body.append("file", file, file.name);
      return http.post(`forms/${id}/pictures/`, body);
    },
    /** @throws {ApiError} with `extra.problems` when something is missing */
    publish: (rev, askEverybody) => http.post(`forms/${id}/publish/`, { base_rev: rev, ask_everybody: askEverybody }),
  };
}
