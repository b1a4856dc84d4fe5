import { ApiError, NetworkError, client } from "./client.js";

const path = (application, rest) => `applications/${encodeURIComponent(application)}/${rest}`;

/** @param {string} application @param {{client: string, seq: number, changes: object}} body */
export function saveAnswers(application, body) {
  return client.put(path(application, "answers/"), body, { keepalive: JSON.stringify(body).length < 60000 });
}

/** @param {string} application @param {FormData} body text, client_id, files */
export function sendMessage(application, body) {
  return client.post(path(application, "messages/"), body);
}

/**
 * Sends one file with its progress, which only XMLHttpRequest tells.
 * @returns {Promise<{id: string, state: string}>} @throws {ApiError | NetworkError}
 */
export async function uploadFile(application, question, file, onProgress, signal) {
  const body = new FormData();
  body.append("question", question);
  body.append("file", file, file.name);
  const address = `/api/v1/${path(application, "uploads/")}`;
  try {
    return await post(address, body, onProgress, signal);
  } catch (error) {
    if (error.status !== 401) {
      throw error;
    }
    await client.get("me/"); // brings a fresh access token, or says that she is signed out
    return post(address, body, onProgress, signal);
  }
}

function post(address, body, onProgress, signal) {
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", client.csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      const { status, response } = request;
      if (status < 400) resolve(response);
      else reject(new ApiError({ ...response, status }));
    });
    request.addEventListener("error", () => reject(new NetworkError()));
    request.addEventListener("abort", () => reject(new NetworkError()));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}
