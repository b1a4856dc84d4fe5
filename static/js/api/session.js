import { client } from "./client.js";

/** Who am I, what is unread, what do I like. The answer also sets the CSRF cookie. */
export function fetchSession() {
  return client.get("session/");
}
