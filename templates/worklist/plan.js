// The part of an answer in which a plan is written down: what matters, and its goals, in the person's own words.
const emptyGoal = () => ({ area: "", goal: "", supportedBy: "", achievedOn: "" });
const emptyPlan = () => ({ agreedOn: "", whatMatters: "", reviewOn: "", goals: [emptyGoal()] });

function planPart(answer, onChange) {
  const plan = answer.plan = answer.plan || emptyPlan();
  const entries = new Map();
  const heading = LIST.planHeadings;
  const add = (where, target, name, how) => {
    const entry = entryOf({
      label: heading[name], value: target[name], most: LIST.limits.words, ...how,
      onChange: (value) => { target[name] = value; onChange(); },
    });
    entries.set(where, entry);
    return entry.box;
  };
  const goals = make("div", {});
  const drawGoals = () => {
    for (const where of [...entries.keys()]) if (/^\d/.test(where)) entries.delete(where);
    goals.replaceChildren(...plan.goals.map((goal, at) => make("fieldset", { class: "goal" },
      make("legend", {}, `Goal ${at + 1}`),
      add(`${at}-area`, goal, "area", { entry: "choice", choices: asChoices(LIST.goalAreas) }),
      add(`${at}-goal`, goal, "goal", { entry: "long_words", most: LIST.limits.note }),
      add(`${at}-supportedBy`, goal, "supportedBy", { entry: "words" }),
      add(`${at}-achievedOn`, goal, "achievedOn", { entry: "date" }))));
  };
  drawGoals();
  const more = make("button", { type: "button", onclick: () => {
    plan.goals.push(emptyGoal());
    drawGoals();
    onChange();
    entries.get(`${plan.goals.length - 1}-area`).control.focus();
  } }, "Add a goal");
  const box = make("fieldset", {}, make("legend", {}, "Their plan"),
    make("p", { class: "hint" }, "The plan is theirs: use their own words. Nothing clinical."),
    add("agreedOn", plan, "agreedOn", { entry: "date" }),
    add("whatMatters", plan, "whatMatters", { entry: "long_words", most: LIST.limits.note }),
    add("reviewOn", plan, "reviewOn", { entry: "date" }), goals, make("p", {}, more));
  return { box, entries };
}

// The rows of a plan as they come back: what is said of the plan stands in its first row.
function planRows(row, plan) {
  const heading = LIST.planHeadings;
  const goals = plan.goals.filter((goal) => !isBlank(goal));
  return (goals.length ? goals : [emptyGoal()]).map((goal, at) => ({
    [LIST.headings.item]: row.worklist_item_id,
    [LIST.headings.name]: row.name,
    [heading.agreedOn]: at ? "" : plan.agreedOn,
    [heading.whatMatters]: at ? "" : plan.whatMatters,
    [heading.reviewOn]: at ? "" : plan.reviewOn,
    [heading.area]: goal.area,
    [heading.goal]: goal.goal,
    [heading.supportedBy]: goal.supportedBy,
    [heading.achievedOn]: goal.achievedOn,
  }));
}

const hasPlan = (answer) => Boolean(answer.plan) && !(isBlank({ ...answer.plan, goals: "" }) && answer.plan.goals.every(isBlank));
