import { readCookie } from "../core/cookies.js";
import { ApiError, client, NetworkError } from "./client.js";

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
 * Sends one photo. XMLHttpRequest, because fetch tells nothing of what has been sent.
 * @param {string} postId @param {Blob} file @param {string} name
 * @param {{onProgress: (part: number) => void, signal: AbortSignal}} options part: 0 to 1
 * @returns {Promise<object>} the photo, pending
 */
export function uploadPhoto(postId, file, name, { onProgress, signal }) {
  const body = new FormData();
  body.append("file", file, name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/posts/${encodeURIComponent(postId)}/photos/`);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", readCookie("__Host-csrftoken") || readCookie("csrftoken"));
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => settle(request, resolve, reject));
    request.addEventListener("error", () => reject(new NetworkError()));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function settle(request, resolve, reject) {
  const answer = parse(request.responseText);
  if (request.status === 201) {
    resolve(answer);
  } else {
    reject(new ApiError({ ...answer, status: request.status }));
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
