import { client } from "./client.js";

/** @param {string} postId @param {boolean} isLiked what shall be true afterwards */
export function saveLike(postId, isLiked) {
  const path = `posts/${encodeURIComponent(postId)}/like/`;
  return isLiked ? client.put(path) : client.delete(path);
}
