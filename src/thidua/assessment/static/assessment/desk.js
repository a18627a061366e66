// The reviewer's desk with the keyboard alone. The page works without this file.
(function () {
  "use strict";

  const form = document.querySelector("form[data-desk]");
  const link = (name) => document.querySelector(`[data-${name}-unit]`);
  const points = form ? [...form.querySelectorAll("input[name^=points_]")] : [];
  const writes = (element) => element.matches("textarea, select") || (element.matches("input") && !points.includes(element));
  const fields = form ? [...form.querySelectorAll("input[name^=points_], textarea")] : [];
  // What the page came with, not what a draft has put back; what was refused is not saved yet.
  const refused = form && form.querySelector(".field-errors");
  const changed = () => refused || fields.some((field) => field.value !== field.defaultValue);

  const save = (button, way) => {
    if (!form) return;
    form.querySelector("input[name=go]").value = way || "";
    form.requestSubmit(form.querySelector(`button[name=${button}]`));
  };
  const go = (name, way) => {
    const there = link(name);
    if (!there) return;
    if (form && changed()) save("save", way);
    else window.location.assign(there.href);
  };

  const help = () => {
    const there = document.querySelector("[data-help]");
    if (there) window.location.assign(there.href);
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    const doing = { n: () => go("next", "n"), p: () => go("previous", "p"), s: () => save("save"), c: () => save("rest"), "?": help }[event.key];
    if (!doing) return;
    event.preventDefault();
    doing();
  });

  if (!form) return;
  // Enter on the points, and a press on the reason's own word, go into the reason at once; Escape comes back.
  form.querySelectorAll("details").forEach((one) => one.addEventListener("toggle", () => {
    if (one.open && document.activeElement === one.querySelector("summary")) one.querySelector("textarea").focus();
  }));
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr");
    if (event.key === "Enter" && points.includes(event.target)) {
      event.preventDefault();
      event.stopPropagation();
      row.querySelector("details").open = true;
      row.querySelector("textarea").focus();
    } else if (event.key === "Escape" && event.target.matches("textarea")) {
      row.querySelector("input[name^=points_]").focus();
    }
  });
  const first = refused ? null : points.find((field) => !field.value) || points[0];
  if (first && !document.querySelector("[data-error-summary]")) first.focus();
})();
