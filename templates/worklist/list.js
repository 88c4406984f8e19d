// The list and its filters. However long the list, only the first people who are found are drawn, and more on asking.
const AT_ONCE = 50;
let cards = new Map();
let limit = AT_ONCE;

function options(select, pairs) {
  select.replaceChildren(make("option", { value: "" }, "All"), ...pairs.map(([value, label]) => make("option", { value }, label)));
}

const inOrder = (one, other) => one.localeCompare(other, "en-GB", { numeric: true });
const distinct = (rows, value) => [...new Set(rows.map(value).filter(Boolean))].sort(inOrder);
const stepOf = (row) => row.step || row.what_to_do;

function textOf(row) {
  const phones = [row.phone_mobile, row.phone_home].filter(Boolean).flatMap((phone) => [phone, compact(phone)]);
  return [row.name, row.preferred_name, row.practice_name, row.pcn_name, row.what_to_do, row.address, row.key_worker, ...phones]
    .filter(Boolean).join(" ").toLowerCase();
}

function drawList() {
  cards = new Map();
  limit = AT_ONCE;
  for (const row of open.rows) row.text = textOf(row);
  const names = new Map(open.rows.map((row) => [row.pcn_code || "-", row.pcn_name || "No PCN"]));
  options(byId("by-pcn"), [...names].sort((one, other) => inOrder(one[1], other[1])));
  options(byId("by-band"), distinct(open.rows, (row) => String(row.band)).map((band) => [band, `Band ${band}`]));
  options(byId("by-step"), distinct(open.rows, stepOf).map((step) => [step, step]));
  byId("taken-back").replaceChildren(...open.takenBack.map((each) => make("li", {},
    make("b", { dir: "auto" }, each.name || `Item ${each.item}`), ` (list of ${each.on}): ${each.why}`)));
  if (!open.takenBack.length) byId("taken-back").append(make("li", {}, "Nobody today."));
  find();
  tally();
}

function found() {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const [pcn, band, step, done] = ["by-pcn", "by-band", "by-step", "by-done"].map((id) => byId(id).value);
  const on = [pcn, band, step, done].filter(Boolean).length;
  byId("filters-on").textContent = on ? `(${on} on)` : "";
  return open.rows.filter((row) => words.every((word) => row.text.includes(word))
    && (!pcn || (row.pcn_code || "-") === pcn) && (!band || String(row.band) === band)
    && (!step || stepOf(row) === step) && (!done || isSaved(row.worklist_item_id) === (done === "done")));
}

function cardFor(row) {
  const id = row.worklist_item_id;
  if (!cards.has(id)) cards.set(id, cardOf(row, () => { find(); tally(); }));
  return cards.get(id);
}

// Whose form is open stays in sight, whatever is searched for: an answer half given is not to be lost.
const isOpen = (row) => Boolean(cards.get(row.worklist_item_id)?.card.querySelector("form"));

function find() {
  const all = found();
  const drawn = new Set(all.slice(0, limit));
  const shown = open.rows.filter((row) => drawn.has(row) || isOpen(row)).map((row) => cardFor(row).card);
  const before = byId("cards").children;
  if (shown.length !== before.length || shown.some((card, at) => card !== before[at])) byId("cards").replaceChildren(...shown);
  const people = plural(open.rows.length, "person", "people");
  byId("count").textContent = !open.rows.length ? "Nobody today."
    : all.length === open.rows.length ? `${people} on the list` : `${all.length} of ${people} found`;
  const left = all.length - drawn.size;
  byId("show-more").hidden = !left;
  byId("show-more").textContent = `Show ${Math.min(left, AT_ONCE)} more of ${left}`;
}

function search() {
  limit = AT_ONCE;
  find();
}

function showMore() {
  const first = found()[limit];
  limit += AT_ONCE;
  find();
  if (first) cardFor(first).heading.focus();
}

function emptyList() {
  cards = new Map();
  for (const id of ["cards", "taken-back", "count"]) byId(id).replaceChildren();
  byId("filters").reset();
}
