// The form of one person's answer. What is typed is kept at once; it counts as an answer when it is saved.
function answerForm(row, whenSaved, whenClosed) {
  const id = row.worklist_item_id;
  const before = open.answers[id] ? JSON.parse(JSON.stringify(open.answers[id])) : null;
  const answer = open.answers[id] = open.answers[id] || { name: row.name, outcome: "", values: {}, plan: null, isSaved: false, sentOn: "" };
  if (!answer.values[LIST.headings.contact]) answer.values[LIST.headings.contact] = today();
  let entries = new Map();
  let plan = null;
  const fields = make("div", { class: "fields" });
  const summary = make("div", { class: "summary", tabindex: "-1", role: "alert" });
  const changed = () => { answer.isSaved = false; keep(); };

  const outcome = entryOf({
    label: LIST.headings.outcome, entry: "choice", value: answer.outcome,
    choices: LIST.outcomes.map((each) => [each.code, each.label]),
    onChange: (value) => { answer.outcome = value; changed(); draw(); },
  });
  outcome.told.setAttribute("aria-live", "polite");

  function draw() {
    const chosen = OUTCOME[answer.outcome];
    entries = new Map([[LIST.headings.outcome, outcome]]);
    plan = null;
    outcome.told.textContent = chosen ? chosen.sentence : "";
    outcome.showProblem("");
    summary.replaceChildren();
    fields.replaceChildren();
    if (!chosen) return;
    for (const field of shownFields(chosen)) {
      const entry = entryOf({
        label: labelOf(chosen, field), entry: field.entry, choices: asChoices(field.choices), most: field.most,
        hint: field.entry === "long_words" ? "Dates, places, whom to ask for. Nothing about health." : "",
        value: answer.values[field.heading],
        onChange: (value) => { answer.values[field.heading] = value; changed(); },
      });
      entries.set(field.heading, entry);
      if (field.heading === chosen.one_of[0]) fields.append(allOf(chosen));
      fields.append(entry.box);
    }
    if (chosen.has_plan || row.wants_plan) drawPlan(chosen.opens_plan || row.wants_plan || hasPlan(answer));
  }

  function allOf(chosen) {
    return make("p", { class: "all" }, make("button", { type: "button", onclick: () => {
      for (const heading of chosen.one_of) {
        answer.values[heading] = FIELD[heading].choices[0];
        entries.get(heading).control.value = FIELD[heading].choices[0];
      }
      changed();
    } }, `All ${chosen.one_of.length} ${FIELD[chosen.one_of[0]].choices[0].toLowerCase()}`));
  }

  function drawPlan(isWanted) {
    const place = make("div", { class: "plan" });
    const write = () => {
      plan = planPart(answer, changed);
      place.replaceChildren(plan.box);
      return plan;
    };
    if (isWanted) write();
    else place.append(make("button", { type: "button", onclick: () => write().entries.get("agreedOn").control.focus() }, "Write their plan down"));
    fields.append(place);
  }

  // Entries of another outcome stay in memory while somebody changes their mind, and are not sent.
  function problems() {
    const chosen = OUTCOME[answer.outcome];
    for (const entry of [...entries.values(), ...(plan ? plan.entries.values() : [])]) entry.showProblem("");
    if (!chosen) return [[outcome, "Choose what came of it."]];
    const found = problemsOfAnswer(chosen, answer.values).map(([heading, problem]) => [entries.get(heading), problem]);
    return plan ? [...found, ...problemsOfPlan(answer.plan, chosen.plan_stands).map(([where, problem]) => [plan.entries.get(where), problem])] : found;
  }

  function submit(event) {
    event.preventDefault();
    const found = problems();
    summary.replaceChildren();
    if (found.length) {
      for (const [entry, problem] of found) entry.showProblem(problem);
      summary.append(make("p", {}, `${plural(found.length, "thing needs", "things need")} putting right:`),
        make("ul", {}, ...found.map(([entry, problem]) => make("li", {}, make("a", { href: `#${entry.control.id}`,
          onclick: (click) => { click.preventDefault(); entry.control.focus(); } }, `${entry.label}: ${problem}`)))));
      summary.focus();
      return;
    }
    Object.assign(answer, { isSaved: true, sentOn: "" });
    keep();
    whenSaved(OUTCOME[answer.outcome]);
  }

  const drop = () => {
    if (before) open.answers[id] = before;
    else delete open.answers[id];
    keep();
    whenClosed();
  };
  const form = make("form", { class: "answer", novalidate: true, onsubmit: submit, "aria-label": `Answer for ${row.name}` },
    summary,
    before && before.sentOn ? make("p", { class: "alert" },
      `An answer was sent back on ${asWritten(before.sentOn)}. Another one is looked at by a person first.`) : null,
    outcome.box, fields,
    make("p", { class: "buttons" }, make("button", { type: "submit", class: "primary" }, "Save answer"),
      make("button", { type: "button", onclick: drop }, "Undo and close")));
  draw();
  return { form, first: outcome.control };
}
