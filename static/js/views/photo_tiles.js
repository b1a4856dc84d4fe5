import { element, icon } from "../core/dom.js";
import { t } from "../core/i18n.js";

/** One photo as the server's template draws it, with its buttons; `data-act` says what each does. */
export function photoTile(tile, index, count) {
  return element(
    "li",
    { class: "photo-tile", "data-key": tile.key, draggable: "true" },
    frame(tile),
    acts(tile, index, count),
    tile.uid && description(tile),
  );
}

/** Moves the bar and the number of one tile; nothing else is drawn anew. */
export function showProgress(node, tile) {
  const bar = node?.querySelector("progress");
  if (bar) {
    bar.value = tile.progress;
    node.querySelector(".upload__state").textContent = percent(tile);
  }
}

function frame(tile) {
  const isBusy = tile.state === "waiting" || tile.state === "uploading";
  const isFailed = tile.state === "failed" || tile.state === "rejected";
  return element(
    "div",
    { class: `upload${isBusy ? " upload--busy" : ""}${isFailed ? " upload--failed" : ""}` },
    tile.src && element("img", { class: "upload__preview", src: tile.src, alt: "", draggable: "false" }),
    isBusy && element("span", { class: "upload__state", "aria-hidden": "true" }, tile.state === "waiting" ? t("photo_waiting") : percent(tile)),
    isBusy && element("progress", { class: "upload__progress", max: "1", value: tile.progress, "aria-label": t("photo_progress", { name: tile.name }) }),
    !tile.src && element("p", { class: "upload__note" }, icon("image"), " ", isFailed ? tile.name : t("photo_preparing")),
    tile.isCover && element("span", { class: "chip chip--photo photo-tile__cover" }, t("photo_is_cover")),
  );
}

function acts(tile, index, count) {
  if (tile.state === "failed") {
    return element("div", { class: "photo-tile__acts" }, button("retry", "refresh", t("photo_retry")), button("remove", "trash", t("photo_remove")));
  }
  if (!tile.uid) {
    return element("div", { class: "photo-tile__acts" }, button("remove", "x", t("photo_cancel")));
  }
  return element(
    "div",
    { class: "photo-tile__acts" },
    button("left", "arrow-left", t("photo_left"), index === 0),
    button("cover", "star", t("photo_cover"), tile.isCover),
    button("remove", "trash", t("photo_remove")),
    button("right", "arrow-left", t("photo_right"), index === count - 1, "icon--mirrored"),
  );
}

function button(act, drawing, label, disabled = false, css = "") {
  const attributes = { class: "icon-button", type: "button", "data-act": act, "aria-label": label, title: label, disabled };
  return element("button", attributes, icon(drawing, css));
}

function description(tile) {
  const id = `alt-${tile.uid}`;
  const attributes = { class: "input photo-tile__alt", id, name: id, value: tile.alt, maxlength: "160", placeholder: t("photo_describe"), "aria-label": t("photo_alt") };
  return element("input", attributes);
}

function percent(tile) {
  return `${Math.round(tile.progress * 100)}%`;
}
