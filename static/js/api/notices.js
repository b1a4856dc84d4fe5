import { client } from "./client.js";

/** @returns {Promise<{results: Array<{id: number, title: string, body: string, url: string, icon: string, is_read: boolean}>}>} */
export function fetchNotices(count = 10) {
  return client.get(`notifications/?page_size=${count}`);
}

/** @param {number[]} [ids] all, when left out @returns {Promise<{unread: number}>} */
export function markRead(ids) {
  return client.post("notifications/read/", ids ? { ids } : {}, { keepalive: true });
}
