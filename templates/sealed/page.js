// Opens the page that lies sealed in this one; nothing of it is kept anywhere.
const said = JSON.parse(document.getElementById("sealed").textContent);
const form = document.querySelector("form");
const told = document.getElementById("told");
const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const utf8 = (text) => new TextEncoder().encode(text);

async function unsealed(passphrase) {
  const typed = utf8(passphrase.normalize("NFC").trim());
  const raw = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: fromBase64(said.salt), iterations: said.iterations };
  const root = await crypto.subtle.importKey("raw", await crypto.subtle.deriveBits(how, raw, 256), "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8("outreach list") },
    root, { name: "AES-GCM", length: 256 }, false, ["decrypt"],
  );
  const content = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(said.nonce) }, key, fromBase64(said.data));
  return new TextDecoder().decode(content);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!window.crypto || !window.crypto.subtle) {
    told.textContent = "This browser cannot open sealed pages from a file. Open it in Chrome, Edge or Firefox.";
    return;
  }
  told.textContent = "Opening…";
  let page;
  try {
    page = await unsealed(form.elements.passphrase.value);
  } catch {
    told.textContent = "That is not the passphrase of this page. Try again.";
    return;
  }
  document.open();
  document.write(page);
  document.close();
});
