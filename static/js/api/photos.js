import { client } from "./client.js";
import { sendFile } from "./sending.js";

/** Photos of one's own post, with those that are not ready. @returns {Promise<object[]>} */
export function fetchPhotos(postId) {
  return client.get(`posts/${encodeURIComponent(postId)}/photos/`);
}

/** @param {string} uid @param {{alt?: string, is_cover?: boolean, position?: number}} changes */
export function changePhoto(uid, changes) {
  return client.patch(`photos/${uid}/`, changes);
}

export function deletePhoto(uid) {
  return client.delete(`photos/${uid}/`);
}

/**
 * @param {string} postId @param {Blob} blob @param {string} name
 * @param {{onProgress: (part: number) => void, signal: AbortSignal}} options part: 0 to 1
 * @returns {Promise<object>} the photo, pending
 */
export function uploadPhoto(postId, blob, name, options) {
  return sendFile(`posts/${encodeURIComponent(postId)}/photos/`, { file: new File([blob], name, { type: blob.type }) }, options);
}
