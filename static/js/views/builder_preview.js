/** The phone at the right: the real form's own page in a frame, drawn anew when something was saved. */
export class PreviewView {
  #scroll = 0;
  #wanted = "";
  #shownId = null;

  /** @param {HTMLIFrameElement | null} frame @param {string} url */
  constructor(frame, url) {
    this.frame = frame;
    this.url = url;
    frame?.addEventListener("load", () => this.#loaded());
  }

  /** @param {{page: string, language: string}} place */
  show({ page, language }) {
    if (!this.frame?.offsetWidth || !page) {
      return; // nobody sees it
    }
    const address = `${this.url}?${new URLSearchParams({ language, page })}`;
    const inside = this.frame.contentWindow;
    this.#scroll = address === this.#wanted && this.frame.contentDocument ? inside.scrollY : 0;
    this.#wanted = address;
    inside.location.replace(address); // no step of its own in the browser's history
  }

  /** Opens or shuts a tablet's drawer; false where there is none. */
  turn() {
    const isTablet = matchMedia("(min-width: 768px) and (max-width: 1279.98px)").matches;
    return isTablet && (this.frame.closest("aside").toggleAttribute("data-open"), true);
  }

  /** The question being edited is framed in the preview too. */
  point(id) {
    this.#shownId = id;
    const root = this.frame?.contentDocument;
    const before = root?.querySelector(".question--edited");
    before?.classList.remove("question--edited");
    before?.toggleAttribute("hidden", before.hasAttribute("data-conditional"));
    const question = id && root?.querySelector(`[data-question="${CSS.escape(id)}"]`);
    question?.classList.add("question--edited");
    question?.toggleAttribute("hidden", false); // what is being edited shows, even where a condition would hide it
    question?.scrollIntoView({ block: "nearest" });
  }

  /** What the server refused (the form is closed to her) the browser shows as a page that nobody may look into. */
  #loaded() {
    if (this.frame.contentDocument) {
      this.frame.contentWindow.scrollTo(0, this.#scroll);
      this.point(this.#shownId);
    }
  }
}
