import { NetworkError, client } from "./client.js";

/** @param {string} address of the page's own fragment @returns {Promise<string>} the messages as the server draws them */
export async function fetchMessages(address, after) {
  try {
    const response = await fetch(`${address}?after=${after}`, { credentials: "same-origin" });
    return response.ok ? response.text() : "";
  } catch (error) {
    throw new NetworkError(error);
  }
}

/** @param {string} application @param {FormData} body text, client_id, files */
export function sendMessage(application, body) {
  return client.post(`applications/${encodeURIComponent(application)}/messages/`, body);
}

/** What stands on the page has been seen. A lost call is made up for by the next. */
export function markRead(address) {
  const headers = { "X-CSRFToken": client.csrfToken() };
  return fetch(address, { method: "POST", credentials: "same-origin", headers }).catch(() => null);
}
