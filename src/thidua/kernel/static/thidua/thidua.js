// Small comforts. Every page works without this file.
(function () {
  "use strict";

  const GUARD_MS = 10000;
  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");
  const visible = (element) =>
    element.getClientRects().length > 0 && (element.matches("summary") || !element.closest("details:not([open])"));

  // "/" goes to search, "?" to help, unless the reader is typing.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "/") {
      const fields = [...document.querySelectorAll("[data-search]")];
      let field = fields.find(visible);
      if (!field && fields.length) {
        field = fields[fields.length - 1];
        const menu = field.closest("details");
        if (menu) menu.open = true;
      }
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    } else if (event.key === "?") {
      const help = document.querySelector("[data-help]");
      if (help) window.location.assign(help.href);
    }
  });

  // Menus of the top bar: one open at a time; Escape and a click elsewhere close them.
  const closeMenus = (except) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // Score sheet: up and down move within the column, left and right within the row, Enter opens the row's explanation.
  const stops = (cell) => [...cell.querySelectorAll("input:not([type=hidden]), a, summary, button")].filter(visible);
  const atEdge = (element, side) => {
    if (!element.matches("input")) return true;
    if (element.selectionStart === null) return false;
    if (element.selectionStart === 0 && element.selectionEnd === element.value.length) return true;
    return element.selectionStart === element.selectionEnd &&
      element.selectionStart === (side < 0 ? 0 : element.value.length);
  };
  const goTo = (event, element) => {
    event.preventDefault();
    element.focus();
    if (element.matches("input[type=text], input:not([type])")) element.select();
  };
  const moveRow = (event, row, column, step) => {
    const rows = [...row.closest("table").rows];
    for (let index = rows.indexOf(row) + step; rows[index]; index += step) {
      const cell = rows[index].cells[column];
      const stop = cell && stops(cell)[0];
      if (stop) return goTo(event, stop);
    }
  };
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-arrow-rows] td, [data-arrow-rows] th");
    if (!cell || event.target.matches("textarea, select")) return;
    const row = cell.parentElement;
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      moveRow(event, row, cell.cellIndex, event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const side = event.key === "ArrowLeft" ? -1 : 1;
      const all = [...row.cells].flatMap(stops);
      const next = all[all.indexOf(event.target) + side];
      if (next && atEdge(event.target, side)) goTo(event, next);
    } else if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      const opener = row.querySelector("[data-open], summary");
      if (opener) opener.click();
    }
  });

  // A form is sent once, until its answer comes, the page returns from history, or some seconds pass.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    // After the press has been taken up, so that the pressed button is still sent with the form.
    window.setTimeout(() => form.dataset.sent && buttonsOf(form).forEach((button) => { button.disabled = true; }));
    window.setTimeout(() => release(form), GUARD_MS);
  }, true);
  const buttonsOf = (form) => [...form.elements].filter((one) => one.type === "submit");
  const release = (form) => {
    delete form.dataset.sent;
    buttonsOf(form).forEach((button) => { button.disabled = false; });
    form.removeAttribute("aria-busy");
  };
  const releaseAll = () => document.querySelectorAll("form[data-sent]").forEach(release);
  window.addEventListener("pageshow", releaseAll);
  document.addEventListener("htmx:afterRequest", releaseAll);

  // Criteria sheet: a row dragged by its grip goes before the row it is dropped on, or last into a section. The
  // buttons in the row do the same from the keyboard and without this file.
  const mover = document.getElementById("moves");
  if (mover) {
    document.documentElement.classList.add("can-drag");
    let dragged = null;
    let target = null;
    const rowAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("tr[data-entry]");
    const inside = (row) => {
      for (let parent = row.dataset.parent; parent;) {
        if (parent === dragged.dataset.entry) return true;
        parent = [...document.querySelectorAll("tr[data-section]")].find((one) => one.dataset.entry === parent)?.dataset.parent;
      }
      return false;
    };
    const mark = (row, event) => {
      target?.row.classList.remove("drop-before", "drop-inside");
      target = null;
      if (!row || row === dragged || inside(row)) return;
      const box = row.getBoundingClientRect();
      const into = "section" in row.dataset && event.clientY > box.top + box.height / 2;
      row.classList.add(into ? "drop-inside" : "drop-before");
      target = { row, into };
    };
    const finish = (send) => {
      if (!dragged) return;
      dragged.classList.remove("dragged");
      target?.row.classList.remove("drop-before", "drop-inside");
      if (send && target) {
        const fields = target.into
          ? { into: target.row.dataset.entry, before: "" }
          : { into: target.row.dataset.parent, before: target.row.dataset.entry };
        for (const [name, value] of Object.entries(fields)) {
          const field = document.createElement("input");
          Object.assign(field, { type: "hidden", name, value });
          mover.append(field);
        }
        mover.action = dragged.dataset.move;
        mover.submit();
      }
      dragged = target = null;
    };
    document.addEventListener("pointerdown", (event) => {
      const grip = event.target.closest("[data-grip]");
      if (!grip || event.button) return;
      event.preventDefault();
      dragged = grip.closest("tr");
      dragged.classList.add("dragged");
    });
    document.addEventListener("pointermove", (event) => {
      if (!dragged) return;
      if (event.clientY < 60) window.scrollBy(0, -20);
      if (event.clientY > window.innerHeight - 60) window.scrollBy(0, 20);
      mark(rowAt(event), event);
    });
    document.addEventListener("pointerup", () => finish(true));
    document.addEventListener("pointercancel", () => finish(false));
    document.addEventListener("keydown", (event) => event.key === "Escape" && finish(false));
  }

  // Buttons that print the page; without this file they are not shown.
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // After a refused form, the list of errors is read first.
  const readErrors = () => document.querySelector("[data-error-summary]")?.focus();
  readErrors();
  document.addEventListener("htmx:afterSwap", readErrors);
})();
