/**
 * data-controller="name" → its module, loaded when the page has such an element. Literal addresses only:
 * collectstatic rewrites them to hashed names. To add one: a file controllers/x_controller.js that exports
 * XController, and a line here.
 */
export const CONTROLLERS = {
  builder: () => import("../controllers/builder_controller.js"),
  board: () => import("../controllers/board_controller.js"),
  "kind-words": () => import("../controllers/kind_words_controller.js"),
  bell: () => import("../controllers/bell_controller.js"),
  busy: () => import("../controllers/busy_controller.js"),
  counter: () => import("../controllers/counter_controller.js"),
  dialog: () => import("../controllers/dialog_controller.js"),
  "error-summary": () => import("../controllers/error_summary_controller.js"),
  filter: () => import("../controllers/filter_controller.js"),
  gallery: () => import("../controllers/gallery_controller.js"),
  keep: () => import("../controllers/keep_controller.js"),
  like: () => import("../controllers/like_controller.js"),
  menu: () => import("../controllers/menu_controller.js"),
  preview: () => import("../controllers/preview_controller.js"),
  password: () => import("../controllers/password_controller.js"),
  print: () => import("../controllers/print_controller.js"),
  "post-editor": () => import("../controllers/post_editor_controller.js"),
  session: () => import("../controllers/session_controller.js"),
  share: () => import("../controllers/share_controller.js"),
  tabs: () => import("../controllers/tabs_controller.js"),
  theme: () => import("../controllers/theme_controller.js"),
  application: () => import("../controllers/application_controller.js"),
  apply: () => import("../controllers/apply_controller.js"),
  chat: () => import("../controllers/chat_controller.js"),
  district: () => import("../controllers/district_controller.js"),
  rows: () => import("../controllers/rows_controller.js"),
  slots: () => import("../controllers/slots_controller.js"),
  upload: () => import("../controllers/upload_controller.js"),
};
