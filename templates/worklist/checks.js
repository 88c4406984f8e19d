// What is wrong with an answer, entry by entry, in the sentences its answer file would use.
const FIELD = Object.fromEntries(LIST.fields.map((field) => [field.heading, field]));
const OUTCOME = Object.fromEntries(LIST.outcomes.map((outcome) => [outcome.code, outcome]));

function shownFields(outcome) {
  const asked = new Set([LIST.headings.contact, ...outcome.needs, ...outcome.may]);
  return LIST.fields.filter((field) => asked.has(field.heading));
}

function labelOf(outcome, field) {
  const other = outcome.labels.find(([heading]) => heading === field.heading);
  return other ? other[1] : field.heading;
}

function problemOfDay(day, field, values) {
  const window = field.window;
  const from = window.counted_from === "today" ? today() : values[LIST.headings.contact];
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return "This is not a day we can use. Give day, month and year.";
  if (!from) return "";
  if (day < daysAfter(from, window.first)) return window.too_early;
  if (window.last !== null && day > daysAfter(from, window.last)) return window.too_late;
  return window.is_past && day > today() ? window.too_late : "";
}

function problemOf(field, outcome, values) {
  const value = values[field.heading] || "";
  if (!value) {
    const isNeeded = field.heading === LIST.headings.contact || outcome.needs.includes(field.heading);
    return isNeeded ? field.missing : "";
  }
  if (field.entry === "date") return problemOfDay(value, field, values);
  return value.length > field.most ? `Please keep this within ${field.most} characters.` : "";
}

function problemsOfAnswer(outcome, values) {
  const found = shownFields(outcome).map((field) => [field.heading, problemOf(field, outcome, values)]);
  if (outcome.one_of.length && !outcome.one_of.some((heading) => values[heading])) {
    found.push([outcome.one_of[0], "Say of at least one element that it was done or declined."]);
  }
  return found.filter(([, problem]) => problem);
}

const isBlank = (values) => !Object.values(values || {}).some((value) => value);

// A plan's problems, each with where it is: the name of an entry, or a goal's number and the name.
function problemsOfPlan(plan) {
  const found = [];
  const goals = plan.goals.map((goal, at) => [goal, at]).filter(([goal]) => !isBlank(goal));
  if (isBlank({ ...plan, goals: "" }) && !goals.length) return found;
  if (!plan.agreedOn) found.push(["agreedOn", "Give the day on which the plan was agreed."]);
  else if (plan.agreedOn > today()) found.push(["agreedOn", "The day on which the plan was agreed is in the future."]);
  if (!plan.whatMatters) found.push(["whatMatters", "Write what matters to them, in their words."]);
  if (plan.reviewOn && plan.reviewOn <= (plan.agreedOn || "")) found.push(["reviewOn", "Give a day after the plan was agreed."]);
  for (const [goal, at] of goals) {
    if (!goal.area) found.push([`${at}-area`, "Choose the area of this goal."]);
    if (!goal.goal) found.push([`${at}-goal`, "Write the goal, in their words."]);
    if (goal.achievedOn && plan.agreedOn && goal.achievedOn < plan.agreedOn) {
      found.push([`${at}-achievedOn`, "A goal cannot be achieved before the plan was agreed."]);
    }
    if (goal.achievedOn && goal.achievedOn > today()) found.push([`${at}-achievedOn`, "This day is in the future."]);
  }
  return found;
}
