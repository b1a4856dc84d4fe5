/** Waits that double up to a bound, with some chance in them so that a thousand pages do not return at once. */
export class Backoff {
  #tries = 0;

  constructor({ first = 1000, longest = 60000, random = Math.random } = {}) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /** @returns {number} milliseconds until the next try */
  next() {
    const wait = Math.min(this.longest, this.first * 2 ** this.#tries);
    this.#tries += 1;
    return Math.round(wait * (0.5 + this.random() / 2));
  }

  reset() {
    this.#tries = 0;
  }
}
