// Answers go back as CSV, as spreadsheets write it, with nothing a spreadsheet would calculate.
function cellOf(value) {
  // The same characters that our other files leave out; line breaks become blanks.
  const plain = String(value || "").replace(/[\p{Cc}\p{Cs}]/gu, " ")
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, "").replace(/\s+/g, " ").trim();
  const guarded = LIST.formulaStarts.some((sign) => plain.startsWith(sign)) ? `'${plain}` : plain;
  return /[",;|]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

const csvOf = (columns, rows) => "\ufeff" + [columns, ...rows.map((row) => columns.map((column) => row[column]))]
  .map((cells) => cells.map(cellOf).join(",") + "\r\n").join("");

function outcomeRow(row) {
  const answer = answerOf(row.worklist_item_id);
  const outcome = OUTCOME[answer.outcome];
  const said = shownFields(outcome).map((field) => {
    const value = answer.values[field.heading] || "";
    return [field.heading, field.entry === "date" && value ? asWritten(value) : value];
  });
  return {
    ...Object.fromEntries(said),
    [LIST.headings.item]: row.worklist_item_id, [LIST.headings.name]: row.name, [LIST.headings.outcome]: outcome.label,
  };
}

const isPlanSent = (row) => {
  const answer = answerOf(row.worklist_item_id);
  return hasPlan(answer) && (OUTCOME[answer.outcome].has_plan || row.wants_plan);
};

function planRowsOf(row) {
  const days = new Set(["agreedOn", "reviewOn", "achievedOn"].map((name) => LIST.planHeadings[name]));
  return planRows(row, answerOf(row.worklist_item_id).plan).map((said) => Object.fromEntries(
    Object.entries(said).map(([heading, value]) => [heading, days.has(heading) && value ? asWritten(value) : value]),
  ));
}

function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const anchor = make("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

function saveOutcomes() {
  const rows = answered();
  download(`${LIST.fileStem}-outcomes.csv`, csvOf(LIST.columns, rows.map(outcomeRow)));
  for (const row of rows) open.answers[row.worklist_item_id].sentOn = today();
  keep();
  open.isNew = false;
  for (const each of cards.values()) each.show();
  tally();
  say(`Saved ${plural(rows.length, "answer", "answers")} as a file. Now send it back.`);
}

function savePlans() {
  const rows = answered().filter(isPlanSent);
  download(`${LIST.fileStem}-plans.csv`, csvOf(LIST.planColumns, rows.flatMap(planRowsOf)));
  say(`Saved ${plural(rows.length, "plan", "plans")} as a file. Now send it back.`);
}

function tally() {
  const plans = answered().filter(isPlanSent).length;
  const before = rowsBefore().filter((row) => isSaved(row.worklist_item_id)).length;
  const started = open.rows.filter((row) => isStarted(row.worklist_item_id)).length;
  byId("tally").textContent = `${plural(answered().length, "answer", "answers")} saved, ${unsent().length} not yet sent back. `
    + `${plural(plans, "plan", "plans")}.`
    + (before ? ` ${plural(before, "answer is", "answers are")} about somebody no longer on the list: sent all the same.` : "") + (started ? ` ${plural(started, "answer is", "answers are")} started and not saved: they are not sent.` : "");
  byId("save-outcomes").disabled = !answered().length;
  byId("save-plans").disabled = !plans;
  byId("kept-until").textContent = LIST.sealed
    ? `Otherwise they stay here, sealed, until ${asWritten(LIST.wipeOn)}; after that the next list opened here removes them.`
    : "This page keeps nothing: what you recorded is gone when you close it.";
}
