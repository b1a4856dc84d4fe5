// A classic script on purpose: it runs before the first paint, so that no page flashes in the wrong theme.
(function () {
  var root = document.documentElement;
  var theme = /(?:^|; )pb_theme=(light|dark)(?:;|$)/.exec(document.cookie);
  if (theme) {
    root.setAttribute("data-theme", theme[1]);
  }
  var member = false;
  try {
    member = window.localStorage.getItem("pb_member") === '"yes"';
  } catch (error) {
    member = false; // storage may be closed; the session call will tell
  }
  root.setAttribute("data-session", member ? "in" : "out");
})();
