// One labelled entry with a place for its problem, which a screen reader hears with the entry.
let fieldCount = 0;

function entryOf({ label, entry, choices, most, value, hint, onChange }) {
  const id = `entry-${++fieldCount}`;
  const shared = { id, "aria-describedby": `${id}-hint ${id}-problem`, autocomplete: "off" };
  const kinds = {
    date: () => make("input", { ...shared, type: "date" }),
    time: () => make("input", { ...shared, type: "time" }),
    words: () => make("input", { ...shared, type: "text", maxlength: most }),
    long_words: () => make("textarea", { ...shared, rows: 3, maxlength: most }),
    choice: () => make("select", shared, make("option", { value: "" }, "Choose"),
      ...choices.map((choice) => make("option", { value: choice[0] }, choice[1]))),
  };
  const control = kinds[entry]();
  control.value = value || "";
  control.addEventListener("input", () => onChange(control.value.trim()));
  const problem = make("span", { id: `${id}-problem`, class: "problem" });
  const told = make("span", { id: `${id}-hint`, class: "hint" }, hint || "");
  const box = make("p", { class: `field field-${entry}` }, make("label", { for: id }, label), told, control, problem);
  const showProblem = (text) => {
    problem.textContent = text ? `Put right: ${text}` : "";
    box.classList.toggle("wrong", Boolean(text));
    if (text) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  };
  return { box, control, label, told, showProblem };
}

const asChoices = (labels) => labels.map((label) => [label, label]);
