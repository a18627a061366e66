// The reviewer's desk with the keyboard alone. The page works without this file.
(function () {
  "use strict";

  const form = document.querySelector("form[data-desk]");
  const link = (name) => document.querySelector(`[data-${name}-unit]`);
  const points = form ? [...form.querySelectorAll("input[name^=points_]")] : [];
  const writes = (element) => element.matches("textarea, select") || (element.matches("input") && !points.includes(element));
  const before = new Map();
  const fields = form ? [...form.querySelectorAll("input[name^=points_], textarea")] : [];
  fields.forEach((field) => before.set(field, field.value));
  const changed = () => fields.some((field) => before.get(field) !== field.value);

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
  // Enter on the points opens the reason (see thidua.js) and goes into it; Escape comes back.
  form.querySelectorAll("details").forEach((one) => one.addEventListener("toggle", () => {
    const reason = one.querySelector("textarea");
    if (one.open && one.closest("tr").contains(document.activeElement)) reason.focus();
  }));
  form.addEventListener("keydown", (event) => {
    if (event.target.matches("textarea") && event.key === "Escape") {
      event.target.closest("tr").querySelector("input[name^=points_]").focus();
    }
  });
  const first = form.querySelector(".field-errors") ? null : points.find((field) => !field.value) || points[0];
  if (first && !document.querySelector("[data-error-summary]")) first.focus();
})();
