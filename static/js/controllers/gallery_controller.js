import { Controller } from "../core/controller.js";
import { t } from "../core/i18n.js";

/**
 * A strip of photos (scroll-snap) with its "1 / 7", and the same photos in a dialog with previous and next.
 * Buttons and keys do everything; no gesture is required.
 */
export class GalleryController extends Controller {
  #index = 0;

  constructor(root, page) {
    super(root, page);
    this.photos = this.targets("photo");
    this.viewer = this.target("viewer");
    this.on(this.target("strip"), "scroll", this.scrolled, { passive: true });
    this.on(root, "click", this.clicked);
    if (this.viewer) {
      this.on(this.viewer, "keydown", this.pressed);
    }
  }

  scrolled() {
    const strip = this.target("strip");
    const index = Math.round(strip.scrollLeft / strip.clientWidth);
    const place = this.target("place");
    if (place && strip.scrollWidth > strip.clientWidth) {
      place.textContent = `${index + 1} / ${this.photos.length}`;
    }
  }

  clicked(event) {
    const opener = event.target.closest("[data-gallery-open]");
    const step = event.target.closest("[data-gallery-step]");
    if (opener) {
      event.preventDefault();
      this.show(Number(opener.dataset.galleryOpen));
      this.viewer.showModal();
    } else if (step) {
      this.show(this.#index + Number(step.dataset.galleryStep));
    } else if (event.target.closest("[data-gallery-close]") || event.target === this.viewer) {
      this.viewer.close();
    }
  }

  pressed(event) {
    const last = this.photos.length - 1;
    const to = { ArrowRight: this.#index + 1, ArrowLeft: this.#index - 1, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.show(to);
    }
  }

  show(index) {
    const count = this.photos.length;
    this.#index = (index + count) % count;
    const photo = this.photos[this.#index];
    const large = this.target("large");
    large.src = photo.dataset.large ?? photo.currentSrc;
    large.alt = photo.alt;
    this.target("caption").textContent = t("photo_of", { index: this.#index + 1, count });
  }
}
