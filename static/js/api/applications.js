import { client } from "./client.js";

/** @param {string} application @param {{client: string, seq: number, changes: object}} body */
export function saveAnswers(application, body) {
  return client.put(`applications/${application}/answers/`, body, { keepalive: JSON.stringify(body).length < 60000 });
}
