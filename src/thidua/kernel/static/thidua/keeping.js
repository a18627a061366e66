// Nothing typed is lost: drafts on this machine until the server has confirmed them, and what to do without a
// connection. Every page works without this file.
(function () {
  "use strict";

  const words = document.getElementById("keeping")?.dataset;
  if (!words) return;
  const PREFIX = "thidua:draft:";
  const KEPT_MS = 14 * 24 * 3600 * 1000;
  const CARRIED = ["version", "revision", "opened"];
  const person = words.person;

  const store = {
    read: (key) => {
      try { return JSON.parse(window.localStorage.getItem(key)); } catch { return null; }
    },
    write: (key, value) => {
      try { window.localStorage.setItem(key, JSON.stringify(value)); } catch { /* full, or forbidden: the page goes on */ }
    },
    drop: (key) => {
      try { window.localStorage.removeItem(key); } catch { /* as above */ }
    },
    keys: (prefix) => {
      try { return Object.keys(window.localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; }
    },
  };

  // What was typed in a form: never passwords, files, or what is hidden.
  const asked = (form) => [...form.elements].filter((field) =>
    field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type));
  const checkable = (field) => field.type === "checkbox" || field.type === "radio";
  const stateOf = (form) => asked(form).map((field) => {
    if (checkable(field)) return [field.name, field.value, field.checked];
    if (field.multiple) return [field.name, [...field.selectedOptions].map((one) => one.value)];
    return [field.name, field.value];
  });
  const put = (form, state) => {
    const fields = asked(form);
    for (const [name, value, checked] of state) {
      for (const field of fields.filter((one) => one.name === name)) {
        if (checkable(field)) {
          if (field.value === value) field.checked = checked;
        } else if (field.multiple) {
          for (const option of field.options) option.selected = value.includes(option.value);
        } else field.value = value;
      }
    }
  };
  const hidden = (form, name) => form.querySelector(`input[type=hidden][name=${name}]`);
  const once = (form) => hidden(form, "once")?.value || "";
  const carried = (form) => Object.fromEntries(
    CARRIED.map((name) => [name, hidden(form, name)?.value]).filter(([, value]) => value !== undefined));

  const here = `${PREFIX}${person}:${window.location.pathname}${window.location.search}`;
  const form = person ? document.querySelector("form[data-draft]") : null;
  const first = form && JSON.stringify(stateOf(form));

  // The server names in a cookie the form it has confirmed: that draft may go. Others go when they are too old.
  const confirmed = document.cookie.match(/(?:^|; )done=([0-9a-f]{32})/)?.[1];
  if (confirmed) document.cookie = "done=; Max-Age=0; Path=/; SameSite=Lax";
  for (const key of store.keys(PREFIX)) {
    const draft = store.read(key);
    if (!draft || Date.now() - draft.at > KEPT_MS || (confirmed && draft.once === confirmed)) store.drop(key);
  }

  const keep = (sent) => {
    const draft = store.read(here);
    if (form.dataset.draft === "follow") {
      if (draft && sent) store.write(here, { ...draft, once: once(form) });
      return;
    }
    const state = stateOf(form);
    if (!sent && JSON.stringify(state) === first) return store.drop(here);
    const unchanged = draft && JSON.stringify(draft.state) === JSON.stringify(state);
    const key = sent ? once(form) : unchanged ? draft.once : "";
    store.write(here, { at: Date.now(), state, carried: carried(form), once: key });
  };

  const notice = (sentence, button, act) => {
    const box = document.createElement("div");
    box.className = "notice notice-info draft-restored";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = sentence;
    const control = document.createElement("button");
    Object.assign(control, { type: "button", className: "btn btn-secondary", textContent: button });
    control.addEventListener("click", act);
    box.append(text, control);
    return box;
  };
  const restore = () => {
    const draft = store.read(here);
    if (!draft || form.dataset.draft === "follow" || JSON.stringify(draft.state) === first) return;
    put(form, draft.state);
    const older = CARRIED.some((name) => hidden(form, name) && draft.carried[name] !== undefined &&
      name !== "opened" && hidden(form, name).value !== draft.carried[name]);
    if (older) {
      // Written on what has since been changed: it goes back as such, and the server sets the two against each other.
      for (const [name, value] of Object.entries(draft.carried)) {
        const field = hidden(form, name);
        if (field) field.value = value;
      }
    }
    // Sent before without an answer: the same key again, so that it acts once even if it had arrived.
    if (draft.once && hidden(form, "once")) hidden(form, "once").value = draft.once;
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    const sentence = words.restored.replace("{when}", when.format(draft.at)) + (older ? ` ${words.older}` : "");
    form.before(notice(sentence, words.discard, () => {
      store.drop(here);
      form.removeAttribute("data-draft");
      window.location.assign(window.location.href);
    }));
    asked(form)[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  };

  if (form) {
    restore();
    let waiting = 0;
    const now = () => {
      window.clearTimeout(waiting);
      waiting = 0;
      if (form.hasAttribute("data-draft")) keep(false);
    };
    const later = () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(now, 250);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => { window.clearTimeout(waiting); waiting = 0; keep(true); });
    // Who leaves the page right after typing loses nothing either.
    window.addEventListener("pagehide", () => waiting && now());
  }

  // Without a connection the banner says so, and what is sent waits: once, under the same key.
  const banner = document.createElement("p");
  banner.className = "offline-banner";
  banner.setAttribute("role", "status");
  let held = null;
  const tell = () => {
    banner.textContent = held ? words.held : words.offline;
    if (window.navigator.onLine) banner.remove();
    else document.body.prepend(banner);
  };
  window.addEventListener("offline", tell);
  window.addEventListener("online", () => {
    tell();
    const again = held;
    held = null;
    again?.form.requestSubmit(again.button);
  });
  document.addEventListener("submit", (event) => {
    const sent = event.target;
    if (sent.method !== "post" || window.navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (sent === form) {
      keep(true);
      held = { form: sent, button: event.submitter };
    }
    tell();
  }, true);
  if (!window.navigator.onLine) tell();

  // A shared computer keeps nothing of a person who has signed out.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.sign-out")) return;
    const own = store.keys(`${PREFIX}${person}:`);
    if (own.length && !window.confirm(words.leaving.replace("{count}", own.length))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    own.forEach(store.drop);
    form?.removeAttribute("data-draft");
  }, true);
})();
