// What is wrong with an answer, entry by entry, in the sentences its answer file would use.
const FIELD = Object.fromEntries(LIST.fields.map((field) => [field.heading, field]));
const OUTCOME = Object.fromEntries(LIST.outcomes.map((outcome) => [outcome.code, outcome]));

// Words that hold a result or a code. A browser too old for a pattern leaves the question to whoever reads the file.
function finder(patterns) {
  const found = patterns.map((pattern) => { try { return new RegExp(pattern, "i"); } catch { return null; } }).filter(Boolean);
  return (words) => found.some((each) => each.test(words));
}
const isClinical = finder(LIST.clinical);
const isResult = finder(LIST.results);

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
  if (field.entry.endsWith("words") && isResult(value)) return "This looks like a result. Leave it out: results go to the practice, never into the list.";
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

// A plan's problems, each with where it is: the name of an entry, or a goal's number and the name. Of a plan that
// stands already, and is looked at again, only what changed has to be said.
function problemsOfPlan(plan, isStanding) {
  const found = [];
  const wrong = LIST.planProblems;
  const add = (isSo, where, problem) => { if (isSo) found.push([where, wrong[problem]]); };
  const goals = plan.goals.map((goal, at) => [goal, at]).filter(([goal]) => !isBlank(goal));
  if (isBlank({ ...plan, goals: "" }) && !goals.length) return found;
  add(!plan.agreedOn && !isStanding, "agreedOn", "missing");
  add(plan.agreedOn > today(), "agreedOn", "future");
  add(plan.agreedOn && plan.agreedOn < daysAfter(today(), -366), "agreedOn", "longAgo");
  add(!plan.whatMatters && !goals.length && !isStanding, "whatMatters", "nothing");
  add(isClinical(plan.whatMatters), "whatMatters", "clinical");
  const begins = [plan.agreedOn || "", LIST.asOf].sort()[1];
  add(plan.reviewOn && plan.reviewOn <= begins, "reviewOn", "reviewPast");
  add(plan.reviewOn && plan.reviewOn > daysAfter(begins, 366), "reviewOn", "reviewFar");
  for (const [goal, at] of goals) {
    add(!goal.goal && !(isStanding && goal.area), `${at}-goal`, "goalWords");
    add(isClinical(goal.goal), `${at}-goal`, "clinical");
    add(goal.achievedOn && goal.achievedOn > today(), `${at}-achievedOn`, "achievedFuture");
    add(goal.achievedOn && plan.agreedOn && goal.achievedOn < plan.agreedOn, `${at}-achievedOn`, "achievedEarly");
  }
  return found;
}
