// Elements made of plain values: text is only ever text, so no name can become markup.
const LIST = JSON.parse(document.getElementById("list").textContent);
const byId = (id) => document.getElementById(id);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== "" && child !== undefined));
  return element;
}

function say(text) {
  byId("said").textContent = "";
  byId("said").textContent = text;
}

const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

// Days are text like 2026-11-20, which sorts as days do; the device says which is today.
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

function daysAfter(day, count) {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + count);
  return at.toISOString().slice(0, 10);
}

const asWritten = (day) => day.split("-").reverse().join("/");
