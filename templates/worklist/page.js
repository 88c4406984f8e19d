// The page as a whole: locked or open, valid or not, and which part of it is seen.
const IDLE_MINUTES = 5;
const VIEWS = ["people", "back", "send", "read"];
let usedAt = Date.now();

function view(name) {
  for (const each of VIEWS) byId(each).hidden = each !== name;
  for (const button of document.querySelectorAll("[data-view]")) {
    if (button.dataset.view === name) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
  if (name === "send") tally();
}

function validity() {
  const [day, next] = [asWritten(LIST.asOf), asWritten(daysAfter(LIST.lastDay, 1))];
  const isOver = today() > LIST.lastDay;
  const text = isOver
    ? `This list was of ${day} and is no longer valid: do not contact anybody by it. You can still record what happened and send it back.`
    : today() < LIST.asOf
      ? `This list is of ${day}, and this device says it is ${asWritten(today())}: check the date of the device.`
      : `This list is of ${day}. From ${next} do not contact anybody by it.`;
  if (byId("validity").textContent !== text) byId("validity").textContent = text;
  byId("validity").classList.toggle("is-over", isOver);
  return isOver;
}

function show() {
  byId("unlock").hidden = true;
  byId("views").hidden = false;
  drawList();
  view("people");
  byId("people-heading").focus();
}

async function unlock(event) {
  event.preventDefault();
  const typed = byId("passphrase").value;
  byId("unlock-problem").textContent = "";
  if (!typed.trim()) { refuse("Type the passphrase."); return; }
  say("Opening the list.");
  try {
    const keys = await keysOf(typed);
    const people = await openedWith(keys.list, LIST.sealed.nonce, LIST.sealed.data);
    Object.assign(open, people, { keys, answers: {} });
  } catch {
    refuse("This passphrase does not open this list. Try again, or ask your manager.");
    return;
  }
  try { await readKept(); } catch { wipe(); say("Answers kept on this device could not be read."); }
  byId("unlock-form").reset();
  byId("passphrase").type = "password";
  say("");
  usedAt = Date.now();
  show();
}

function refuse(why) {
  say("");
  byId("unlock-problem").textContent = why;
  byId("passphrase").setAttribute("aria-invalid", "true");
  byId("passphrase").focus();
}

async function lock(why) {
  emptyList();
  byId("views").hidden = true;
  for (const each of VIEWS) byId(each).hidden = each !== "read";
  await shut();
  await ask();
  say(why);
}

async function ask() {
  byId("unlock").hidden = false;
  byId("passphrase").removeAttribute("aria-invalid");
  if (!canUnseal()) {
    byId("unlock-form").hidden = true;
    byId("unlock-problem").textContent = "";
    byId("unlock").append(make("p", { class: "alert" }, "This browser cannot open a sealed list from a file. Open it in Chrome, Edge or Firefox, or use the spreadsheet."));
    return;
  }
  byId("passphrase").focus();
}

function tick() {
  const wasOver = byId("validity").classList.contains("is-over");
  if (validity() && !wasOver && open.rows.length) drawList();
  if (!open.keys) return;
  const idle = (Date.now() - usedAt) / 60000;
  if (idle >= IDLE_MINUTES) lock(`Locked after ${IDLE_MINUTES} minutes without use. Your answers are kept, sealed.`);
  else if (idle >= IDLE_MINUTES - 1) say("The list locks in a minute unless you go on.");
}

function begin() {
  validity();
  wipeOld();
  for (const button of document.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => { say(""); view(button.dataset.view); byId(`${button.dataset.view}-heading`).focus(); });
  }
  byId("more-filters").open = window.matchMedia("(min-width: 48rem)").matches;
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("input", search);
  byId("show-more").addEventListener("click", showMore);
  // Paper has no button for more.
  window.addEventListener("beforeprint", () => { limit = Infinity; find(); });
  window.addEventListener("afterprint", search);
  byId("save-outcomes").addEventListener("click", saveOutcomes);
  byId("save-plans").addEventListener("click", savePlans);
  byId("wipe").addEventListener("click", () => { byId("wipe-sure").hidden = false; byId("wipe-yes").focus(); });
  byId("wipe-no").addEventListener("click", () => { byId("wipe-sure").hidden = true; byId("wipe").focus(); });
  byId("wipe-yes").addEventListener("click", () => {
    wipe();
    byId("wipe-sure").hidden = true;
    drawList();
    byId("send-heading").focus();
    say("All answers were removed from this device.");
  });
  for (const sign of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) {
    document.addEventListener(sign, () => { usedAt = Date.now(); }, { passive: true, capture: true });
  }
  // A phone stops the clock of a page it does not show: the time away is asked when it is shown again.
  document.addEventListener("visibilitychange", tick);
  setInterval(tick, 15000);
  // Of two windows with one list the last to write would undo the other.
  window.addEventListener("storage", (event) => {
    if (open.keys && event.key === keptHere) lock("Locked: you went on in another window. Open the list here to go on with the same answers.");
  });
  window.addEventListener("beforeunload", (event) => { if (open.isNew && !open.isKept) event.preventDefault(); });
  if (LIST.sealed) {
    byId("unlock-form").addEventListener("submit", unlock);
    byId("see-passphrase").addEventListener("change", (event) => { byId("passphrase").type = event.target.checked ? "text" : "password"; });
    byId("lock").addEventListener("click", () => lock("Locked."));
    ask();
  } else {
    Object.assign(open, LIST.open);
    show();
  }
}

begin();
