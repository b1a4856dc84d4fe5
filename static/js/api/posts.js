import { client } from "./client.js";

/** Begins a post. @param {object} facts @param {string} key the same key is the same post, however often it is sent */
export function createPost(facts, key) {
  return client.post("posts/", facts, { headers: { "Idempotency-Key": key } });
}

/** @param {string} uid @param {object} facts only what changed */
export function changePost(uid, facts) {
  return client.patch(`posts/${encodeURIComponent(uid)}/`, facts);
}
