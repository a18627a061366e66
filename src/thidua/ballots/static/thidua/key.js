// A member of the counting committee makes a key: the file stays with the member, the public half goes to the server.
import { makeKey, toBase64 } from "./sealing.js";

const part = (id) => document.getElementById(id);
const words = part("key").dataset;
const say = (text) => { part("said").textContent = text; };

part("make").addEventListener("click", async () => {
  const passphrase = part("passphrase").value;
  if (passphrase.length < 12) return say(words.short);
  if (passphrase !== part("again").value) return say(words.unequal);
  part("make").disabled = true;
  say(words.working);
  try {
    const made = await makeKey(passphrase);
    part("file").href = URL.createObjectURL(new Blob([made.file], { type: "application/x-pem-file" }));
    part("file").download = words.file;
    part("file").hidden = false;
    document.querySelector("#hand-in [name=public_key]").value = toBase64(made.spki);
    part("passphrase").value = part("again").value = "";
    say(words.made);
  } catch {
    part("make").disabled = false;
    say(words.failed);
  }
});

part("file").addEventListener("click", () => { part("hand-in").hidden = false; });
