/** What one open board knows: the live numbers of its post, the order of its applicants, and which one is open. */
export class Board extends EventTarget {
  #counts = { likes: 0, views: 0 };

  /** @param {{post: string, likes?: number, views?: number}} start */
  constructor({ post, likes = 0, views = 0 }) {
    super();
    this.post = post;
    this.#counts = { likes, views };
    this.applicants = [];
    this.current = "";
  }

  get likes() {
    return this.#counts.likes;
  }

  get views() {
    return this.#counts.views;
  }

  /** @param {{post: string, like_count: number}} news */
  liked(news) {
    this.#count("likes", news.post, news.like_count);
  }

  /** @param {{post: string, form_view_count: number}} news */
  viewed(news) {
    this.#count("views", news.post, news.form_view_count);
  }

  /** News of an application: "arrived" when it is a new one of this post, "changed" for another move of it. */
  told(news) {
    if (news.post !== this.post) {
      return;
    }
    const isNew = news.state === "submitted" && !this.applicants.includes(news.application);
    this.dispatchEvent(new Event(isNew ? "arrived" : "changed"));
  }

  /** @param {string[]} applicants in the order of the page @param {string} current the open one, or "" */
  show(applicants, current) {
    this.applicants = applicants;
    this.current = current;
  }

  /** The applicant that many places further; the first one when none is open; null beyond the ends. */
  beside(step) {
    const at = this.applicants.indexOf(this.current);
    if (at < 0) {
      return this.applicants[0] ?? null;
    }
    return this.applicants[at + step] ?? null;
  }

  #count(name, post, count) {
    if (post === this.post && Number.isInteger(count) && count !== this.#counts[name]) {
      this.#counts[name] = count;
      this.dispatchEvent(new Event("counts"));
    }
  }
}
