// A ballot in the browser: choose, review, seal, send. Nothing of the choice is kept, and nothing is sent unsealed.
import { fromBase64, seal, toBase64 } from "./sealing.js";

const ballot = document.getElementById("ballot");
const part = (id) => document.getElementById(id);
const words = ballot.dataset;
const marked = () => [...ballot.querySelectorAll("input[name=choice]:checked")];
const chosen = () => marked().map((input) => input.value).filter(Boolean);
const say = (text) => { part("said").textContent = text; };
const show = (id) => {
  for (const one of ["choices", "reviewed", "voted"]) part(one).hidden = one !== id;
  part(id).querySelector("[tabindex]")?.focus();
};

part("review").addEventListener("click", () => {
  if (words.question === "choose" && chosen().length > Number(words.seats)) return say(words.tooMany);
  say("");
  const names = chosen().map((key) => ballot.querySelector(`label[for="${CSS.escape(key)}"]`).textContent);
  part("chosen").replaceChildren(...(names.length ? names : [words.blank]).map((name) => {
    const item = document.createElement("li");
    item.textContent = name;
    return item;
  }));
  show("reviewed");
});

part("change").addEventListener("click", () => show("choices"));

// One sealed ballot for all attempts: a request sent again after a lost answer is then the same ballot.
let made = null;

async function send() {
  const keys = words.keys.split(" ").map(fromBase64);
  made ??= await seal({ choice: chosen(), contest: words.contest, keys, threshold: Number(words.threshold) });
  const body = new FormData(part("sealed"));
  body.set("blob", toBase64(made.blob));
  const answer = await fetch(words.address, { method: "POST", body, credentials: "same-origin" });
  return answer.json();
}

part("seal").addEventListener("click", async () => {
  if (!window.crypto?.subtle) return say(words.unsafe);
  part("seal").disabled = true;
  try {
    const answer = await send();
    if (!answer.taken) { made = null; return say(answer.why); }
    part("tracker").textContent = made.tracker;
    for (const input of marked()) input.checked = false;
    part("chosen").replaceChildren();
    say("");
    show("voted");
  } catch {
    say(words.failed);
  } finally {
    part("seal").disabled = false;
  }
});
