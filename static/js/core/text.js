/** Length as people and the server count it: code points, every line end once. */
export function codePoints(text) {
  return [...text.replace(/\r\n/g, "\n")].length;
}

/** Whether the counter speaks up: from 80 % of the limit on. */
export function isNearLimit(length, limit) {
  return length >= limit * 0.8;
}
