// Sealing a ballot and making a committee member's key, in the browser alone. The form is described in
// ballots/sealing/form.py; what is sealed here can be opened only by the counting committee.

const KEY = 32, NONCE = 16, PLAIN = 1024, IV = 12;
const OAEP = { name: "RSA-OAEP", hash: "SHA-256" };
const PASSES = 600000;
const bytes = (text) => new TextEncoder().encode(text);

export const random = (length) => crypto.getRandomValues(new Uint8Array(length));

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) { whole.set(part, place); place += part.length; }
  return whole;
}

export const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));

export function toBase64(data) {
  let text = "";
  for (const byte of data) text += String.fromCharCode(byte);
  return btoa(text);
}

export const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const hexadecimal = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

function base32(data) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let out = "", bits = 0, held = 0;
  for (const byte of data) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) { out += letters[(held >> (bits - 5)) & 31]; bits -= 5; }
    held &= (1 << bits) - 1;
  }
  return out;
}

// Every set of `threshold` of `members` by their places, in order.
export function setsOf(members, threshold, from = 0) {
  if (threshold === 0) return [[]];
  const sets = [];
  for (let first = from; first <= members - threshold; first += 1)
    for (const rest of setsOf(members, threshold - 1, first + 1)) sets.push([first, ...rest]);
  return sets;
}

export async function fingerprintOf(keys, threshold) {
  const parts = keys.flatMap((key) => [new Uint8Array([key.length >> 8, key.length & 255]), key]);
  return hexadecimal(await sha256(joined(new Uint8Array([threshold]), ...parts)));
}

export async function trackerOf(blob) {
  const letters = base32(await sha256(blob.slice(0, IV + PLAIN + 16 + 32))).slice(0, 12);
  return letters.match(/.{4}/g).join("-");
}

// The choice in a block of one length, whatever was chosen.
export function packed(choice, nonce) {
  const written = bytes(JSON.stringify(choice));
  if (written.length > PLAIN - NONCE - 2) throw new RangeError("the choice is too long for a ballot");
  const plain = new Uint8Array(PLAIN);
  plain.set([written.length >> 8, written.length & 255]);
  plain.set(written, 2);
  plain.set(nonce, PLAIN - NONCE);
  return plain;
}

export async function bodyOf({ choice, contest, fingerprint, key, iv, nonce }) {
  const used = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const bound = bytes(`${contest}|${fingerprint}`);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound }, used, packed(choice, nonce));
  return joined(iv, new Uint8Array(sealed), await sha256(joined(bytes("commit"), key)));
}

function sharesOf(key, count) {
  const shares = Array.from({ length: count - 1 }, () => random(KEY));
  const last = key.map((byte, place) => shares.reduce((left, share) => left ^ share[place], byte));
  return [...shares, last];
}

// Seal a choice (a list of candidates' keys; empty is a blank ballot) to the committee's public keys.
export async function seal({ choice, contest, keys, threshold }) {
  const fingerprint = await fingerprintOf(keys, threshold);
  const key = random(KEY);
  const body = await bodyOf({ choice, contest, fingerprint, key, iv: random(IV), nonce: random(NONCE) });
  const locks = await Promise.all(keys.map((spki) => crypto.subtle.importKey("spki", spki, OAEP, false, ["encrypt"])));
  const wraps = [];
  for (const members of setsOf(keys.length, threshold)) {
    const shares = sharesOf(key, threshold);
    for (const [number, member] of members.entries())
      wraps.push(new Uint8Array(await crypto.subtle.encrypt(OAEP, locks[member], shares[number])));
  }
  const blob = joined(body, ...wraps);
  return { blob, tracker: await trackerOf(blob) };
}

// A value in DER: tag, length, content.
function der(tag, ...content) {
  const inside = joined(...content);
  const size = inside.length;
  const length = size < 128 ? [size] : size < 256 ? [129, size] : [130, size >> 8, size & 255];
  return joined(new Uint8Array([tag, ...length]), inside);
}

const identifier = (...numbers) => der(6, new Uint8Array(numbers));
const PBES2 = identifier(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13);
const PBKDF2 = identifier(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12);
const HMAC_SHA256 = identifier(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9);
const AES256_CBC = identifier(0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42);
const NULL = der(5);

// A private key as an encrypted PKCS#8 file (PBES2: PBKDF2 with HMAC-SHA-256, then AES-256-CBC).
async function locked(pkcs8, passphrase) {
  const salt = random(16), iv = random(16);
  const from = await crypto.subtle.importKey("raw", bytes(passphrase), "PBKDF2", false, ["deriveKey"]);
  const by = { name: "PBKDF2", hash: "SHA-256", salt, iterations: PASSES };
  const key = await crypto.subtle.deriveKey(by, from, { name: "AES-CBC", length: 256 }, false, ["encrypt"]);
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, pkcs8));
  const passes = der(2, new Uint8Array([PASSES >> 16, (PASSES >> 8) & 255, PASSES & 255]));
  const derivation = der(48, PBKDF2, der(48, der(4, salt), passes, der(48, HMAC_SHA256, NULL)));
  const encryption = der(48, AES256_CBC, der(4, iv));
  const file = der(48, der(48, PBES2, der(48, derivation, encryption)), der(4, sealed));
  const lines = toBase64(file).match(/.{1,64}/g).join("\n");
  return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${lines}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
}

// A pair for a member of the committee: the public key for the server, and the file that the member keeps.
export async function makeKey(passphrase) {
  const kind = { ...OAEP, modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) };
  const pair = await crypto.subtle.generateKey(kind, true, ["encrypt", "decrypt"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
  return { spki, file: await locked(pkcs8, passphrase) };
}
