// The passphrase opens the list; a second key from the same root seals answers that wait on the device.
const utf8 = (text) => new TextEncoder().encode(text);
const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

const canUnseal = () => Boolean(window.crypto && window.crypto.subtle);

async function keysOf(passphrase) {
  const typed = utf8(passphrase.normalize("NFC").trim());
  const raw = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveBits"]);
  const how = {
    name: "PBKDF2", hash: "SHA-256", salt: fromBase64(LIST.sealed.salt), iterations: LIST.sealed.iterations,
  };
  const bits = await crypto.subtle.deriveBits(how, raw, 256);
  const root = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  const key = (info, uses) => crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(info) },
    root, { name: "AES-GCM", length: 256 }, false, uses,
  );
  return { list: await key("outreach list", ["decrypt"]), answers: await key("outreach answers", ["encrypt", "decrypt"]) };
}

async function openedWith(key, nonce, data) {
  const content = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(nonce) }, key, fromBase64(data));
  return JSON.parse(new TextDecoder().decode(content));
}

async function sealedWith(key, value) {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, utf8(JSON.stringify(value)));
  return { nonce: toBase64(nonce), data: toBase64(new Uint8Array(data)) };
}
