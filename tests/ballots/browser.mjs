// What a browser would do, run by node: a request as JSON on standard input, the answer as JSON on standard output.
import { bodyOf, fingerprintOf, fromBase64, makeKey, seal, toBase64 } from "../../src/thidua/ballots/static/thidua/sealing.js";

const asked = JSON.parse(await new Response(process.stdin).text());
const keys = (asked.keys ?? []).map(fromBase64);
const acts = {
  async key() {
    const made = await makeKey(asked.passphrase);
    return { spki: toBase64(made.spki), file: made.file };
  },
  async fingerprint() {
    return { fingerprint: await fingerprintOf(keys, asked.threshold) };
  },
  async body() {
    const random = Object.fromEntries(["key", "iv", "nonce"].map((name) => [name, fromBase64(asked[name])]));
    return { body: toBase64(await bodyOf({ ...asked, ...random })) };
  },
  async seal() {
    const sealed = [];
    for (const choice of asked.choices) {
      const made = await seal({ choice, contest: asked.contest, keys, threshold: asked.threshold });
      sealed.push({ blob: toBase64(made.blob), tracker: made.tracker });
    }
    return { sealed };
  },
};
process.stdout.write(JSON.stringify(await acts[asked.act]()));
