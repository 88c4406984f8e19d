// What is open in memory, and what of it waits on the device: sealed answers only, never without a seal.
const KEPT = "outreach-list-";
const keptHere = LIST.sealed ? KEPT + LIST.sealed.salt : null;
const open = { rows: [], takenBack: [], answers: {}, keys: null, isKept: false, isNew: false };

const answerOf = (id) => open.answers[id];
const isSaved = (id) => Boolean(open.answers[id] && open.answers[id].isSaved);
const isStarted = (id) => Boolean(open.answers[id] && open.answers[id].outcome && !open.answers[id].isSaved);

// Answers outlive the row they were given to: the list may have come again without the person.
function rowsBefore() {
  const here = new Set(open.rows.map((row) => row.worklist_item_id));
  return Object.entries(open.answers).filter(([id]) => !here.has(id))
    .map(([id, answer]) => ({ worklist_item_id: id, name: answer.name, wants_plan: Boolean(answer.plan) }));
}

const answered = () => [...open.rows, ...rowsBefore()].filter((row) => isSaved(row.worklist_item_id));
const unsent = () => answered().filter((row) => !open.answers[row.worklist_item_id].sentOn);

function wipeOld() {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(KEPT)) continue;
      let until = "";
      try { until = JSON.parse(localStorage.getItem(name)).until; } catch { until = ""; }
      if (!(until >= today())) localStorage.removeItem(name);
    }
  } catch { /* No storage: nothing is kept, which the page says. */ }
}

async function readKept() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(keptHere)); } catch { return; }
  if (kept) open.answers = await openedWith(open.keys.answers, kept.nonce, kept.data);
}

// One writing at a time, and the newest answers win however fast somebody types.
let writing = null;
let isStale = false;

function keep() {
  open.isNew = true;
  if (!open.keys) return Promise.resolve();
  isStale = true;
  writing = writing || write();
  return writing;
}

async function write() {
  while (isStale && open.keys) {
    isStale = false;
    const held = await sealedWith(open.keys.answers, open.answers);
    try {
      localStorage.setItem(keptHere, JSON.stringify({ until: LIST.wipeOn, ...held }));
      open.isKept = true;
    } catch {
      open.isKept = false;
      say("This browser keeps no answers: send back what you recorded before you close or lock the page.");
    }
  }
  writing = null;
}

function wipe() {
  open.answers = {};
  open.isNew = false;
  try { if (keptHere) localStorage.removeItem(keptHere); } catch { /* Nothing was kept. */ }
}

async function shut() {
  if (writing) await writing;
  Object.assign(open, { rows: [], takenBack: [], answers: {}, keys: null, isKept: false, isNew: false });
}
