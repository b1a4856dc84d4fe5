import { ApiError, NetworkError, client } from "./client.js";

/**
 * Sends a file with its progress, which only XMLHttpRequest tells.
 * @param {string} path below /api/v1/ @param {Object<string, *>} fields of the form that is sent
 * @param {{onProgress: (share: number) => void, signal: AbortSignal}} options share: 0 to 1
 * @returns {Promise<object>} @throws {ApiError | NetworkError | DOMException} the last when the signal says so
 */
export async function sendFile(path, fields, options) {
  try {
    return await post(path, fields, options);
  } catch (error) {
    if (error.status !== 401) {
      throw error;
    }
    await client.get("me/"); // brings a fresh access token, or says that she is signed out
    return post(path, fields, options);
  }
}

function post(path, fields, { onProgress, signal }) {
  const request = new XMLHttpRequest();
  const body = new FormData();
  Object.entries(fields).forEach(([name, value]) => body.append(name, value));
  return new Promise((resolve, reject) => {
    request.open("POST", `/api/v1/${path}`);
    request.setRequestHeader("X-CSRFToken", client.csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = () => {
      const { status, response } = request;
      if (status < 400) resolve(response);
      else reject(new ApiError({ ...response, status }));
    };
    request.onerror = () => reject(new NetworkError());
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}
