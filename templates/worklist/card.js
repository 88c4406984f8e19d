// One person on the list: what to mind and what to do first, the rest on asking.
const compact = (number) => number.replace(/[^0-9+]/g, "");

function link(href, text, about) {
  return make("a", { class: "ring", href }, text, make("span", { class: "unseen" }, ` ${about}`));
}

function waysOf(row, mayContact) {
  const phones = [["Mobile", row.phone_mobile], ["Home", row.phone_home]].filter(([, number]) => number);
  if (!mayContact) return make("p", { class: "alert" }, "Phones, address and email are not shown: this list is no longer valid.");
  const links = phones.map(([what, number]) => link(`tel:${compact(number)}`, `${what} ${number}`, `call ${row.name}`));
  if (row.is_text && row.phone_mobile) {
    links.unshift(link(`sms:${compact(row.phone_mobile)}`, `Text ${row.phone_mobile}`, `to ${row.name}`));
  }
  return links.length ? make("p", { class: "ways" }, ...links) : make("p", { class: "ways" }, "No number to ring.");
}

function factsOf(row, mayContact) {
  const facts = [
    ["Likes to be called", row.preferred_name], ["Language", row.language], ["Needs", row.needs],
    ["Appointment", row.appointment], ["Check still lacks", row.missing], ["Why", row.why],
    ["Tried so far", row.tried], ["Address", mayContact ? row.address : ""], ["Email", mayContact ? row.email : ""],
    ["Practice", row.practice_name], ["Key worker", row.key_worker], ["PCN", row.pcn_name || "No PCN"],
  ];
  return facts.filter(([, value]) => value);
}

const asFacts = (facts) => make("dl", {}, ...facts.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", { dir: "auto" }, value))));

// What decides how a contact is made is never hidden behind a button.
const FIRST = new Set(["Likes to be called", "Language", "Needs", "Appointment", "Check still lacks"]);

function cardOf(row, whenChanged) {
  const id = row.worklist_item_id;
  const mayContact = today() <= LIST.lastDay;
  const facts = factsOf(row, mayContact);
  const heading = `person-${row.rank}-${id}`;
  const more = make("div", { class: "more", id: `more-${id}` }, asFacts(facts.filter(([name]) => !FIRST.has(name))));
  const toggle = make("button", { type: "button", class: "quiet", "aria-expanded": "false", "aria-controls": `more-${id}`, onclick: () => {
    const isOpen = more.classList.toggle("is-open");
    toggle.setAttribute("aria-expanded", String(isOpen));
  } }, "Why, tried, address", make("span", { class: "unseen" }, ` of ${row.name}`));
  const chip = make("span", { class: "chip answer-chip" });
  const record = make("button", { type: "button", class: "record", "aria-expanded": "false", onclick: () => toggleForm() });
  const place = make("div", {});
  const card = make("li", { class: `card band-${row.band}` }, make("article", { "aria-labelledby": heading },
    make("p", { class: "chips" }, row.is_quiet ? null : make("span", { class: "chip" }, `Rank ${row.rank}`), make("span", { class: "chip" }, `Band ${row.band}`),
      row.mark ? make("span", { class: "chip marked" }, row.mark) : null, chip),
    make("h3", { id: heading, dir: "auto", tabindex: "-1" }, row.name),
    row.safe_contact || row.shared_place
      ? make("p", { class: "mind" }, make("strong", {}, "Mind: "), [row.safe_contact, row.shared_place].filter(Boolean).join(" ")) : null,
    make("p", { class: "to-do" }, row.what_to_do),
    // A letter goes out first: whoever rings is found, and nobody is rung by mistake.
    row.is_quiet ? null : waysOf(row, mayContact), asFacts(facts.filter(([name]) => FIRST.has(name))),
    more, make("p", { class: "buttons" }, record, toggle), place));

  function show() {
    const answer = answerOf(id);
    const label = answer && answer.outcome ? OUTCOME[answer.outcome].label : "";
    chip.textContent = isSaved(id) ? `Answered: ${label}${answer.sentOn ? ", sent back" : ""}` : isStarted(id) ? "Started, not saved" : "";
    chip.hidden = !chip.textContent;
    card.classList.toggle("is-answered", isSaved(id));
    record.replaceChildren(isSaved(id) ? "Change the answer" : "Record what happened", make("span", { class: "unseen" }, ` for ${row.name}`));
  }

  function close(saved) {
    place.replaceChildren();
    record.setAttribute("aria-expanded", "false");
    show();
    if (saved) say(`Saved for ${row.name}: ${saved.label}. It still has to be sent back.`);
    whenChanged();
    // A filter may have taken the card away.
    (record.isConnected ? record : byId("people-heading")).focus();
  }

  function toggleForm() {
    if (place.firstChild) { close(null); return; }
    const { form, first } = answerForm(row, (outcome) => close(outcome), () => close(null));
    place.append(form);
    record.setAttribute("aria-expanded", "true");
    first.focus();
  }

  show();
  return { card, show, heading: card.querySelector("h3") };
}
