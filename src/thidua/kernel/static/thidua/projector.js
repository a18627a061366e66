// The projector's window: arrows, and the keys of a presenter, press the buttons that stand there. The page works without.
(function () {
  "use strict";

  const KEYS = { ArrowRight: "on", PageDown: "on", ArrowLeft: "back", PageUp: "back" };
  document.addEventListener("keydown", (event) => {
    const key = KEYS[event.key];
    if (!key || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    const form = document.querySelector(`form[data-key="${key}"]`);
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  });
})();
