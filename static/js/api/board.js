/** The board is drawn by the server; an open page asks for it again when something has changed. */

import { NetworkError } from "./client.js";

/** @returns {Promise<Document>} the page as the server draws it now */
export async function fetchBoard(address) {
  const response = await reach(address, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) {
    throw new NetworkError(response.status);
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Tells the applicant that her application is being read. @param {HTMLFormElement} form the button's own form */
export async function sendFirstLook(form) {
  const response = await reach(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Requested-With": "fetch" },
  });
  return response.status === 204;
}

async function reach(address, options) {
  try {
    return await fetch(address, { credentials: "same-origin", ...options });
  } catch (error) {
    throw new NetworkError(error);
  }
}
