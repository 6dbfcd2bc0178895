"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const overview = document.getElementById("class");
const page = document.getElementById("student");

// Everything from the data is put in as text, never as markup.
function element(tag, text, attributes = {}, ...children) {
  const node = document.createElement(tag);
  if (text !== null) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function number(value) {
  return value === null ? "–" : String(Math.round(100 * value) / 100);
}

// Tables sort by a click on a column's head: numbers by size, the rest by the alphabet.
function sortBy(table, column, head) {
  const up = head.getAttribute("aria-sort") === "descending" || (head.getAttribute("aria-sort") === null && column === 0);
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const rows = [...table.tBodies[0].rows].filter((row) => !row.classList.contains("names-row")).map((row) => [key(row), row]);
  const order = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  rows.sort(([a], [b]) => {
    const x = parseFloat(a), y = parseFloat(b);
    const found = !isNaN(x) && !isNaN(y) ? x - y : !isNaN(x) ? 1 : !isNaN(y) ? -1 : order.compare(a, b);
    return up ? found : -found;
  });
  for (const row of table.querySelectorAll(".names-row")) row.remove();
  for (const button of table.querySelectorAll(".who")) button.setAttribute("aria-expanded", "false");
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

for (const table of document.querySelectorAll("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = element("button", null, { type: "button", class: "sort" }, ...head.childNodes);
    button.addEventListener("click", () => sortBy(table, column, head));
    head.append(button);
  });
}

// Found are names, ids and sections; points are no words.
const search = document.getElementById("search");
const people = [...document.querySelectorAll("#people tbody tr")].map((row) => {
  const cells = [...row.cells].filter((cell) => !cell.classList.contains("number"));
  return [row, cells.map((cell) => cell.textContent).join(" ").toLocaleLowerCase()];
});
search.addEventListener("input", () => {
  const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [row, text] of people) {
    row.hidden = !words.every((word) => text.includes(word));
    shown += !row.hidden;
  }
  document.getElementById("found").textContent = words.length ? shown + " found" : "";
});

function linkTo(place) {
  return element("a", data.students[place][0], { href: "#student" + place });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.who");
  if (!button) return;
  const row = button.closest("tr");
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  if (open) return row.nextElementSibling.remove();
  const [lesson, mistake] = button.dataset.who.split(" ").map(Number);
  const cell = element("td", null, { colspan: "2", class: "names" });
  data.who[lesson][mistake].forEach((place, i) => cell.append(i ? ", " : "", linkTo(place)));
  row.after(element("tr", null, { class: "names-row" }, cell));
});

function markRow(mark, label, most) {
  const [word, points, mistake, comment, manual, extra, followed] = mark;
  const said = [data.words[mistake]];
  if (data.words[followed]) said.push("passes once " + data.words[followed] + " is right");
  if (manual) said.push("given by hand");
  if (extra) said.push(number(extra) + " extra credit");
  if (data.words[comment]) said.push("“" + data.words[comment] + "”");
  const full = points !== null && points >= most;
  return element("tr", null, {},
    element("th", label, { scope: "row" }),
    element("td", data.words[word], { class: full ? "passed" : "failed" }, element("span", said.filter(Boolean).join("; "), { class: "note" })),
    element("td", number(points) + " of " + number(most), { class: "number" }));
}

function attemptText([time, points, counts, late]) {
  return [time, late ? "(late)" : "", points === null ? "no mark" : number(points)].filter(Boolean).join(" ") + (counts ? ", which counts" : "");
}

function lessonPart(row) {
  const [place, state, points, penalty, time, feedback, notebook, notes, attempts, marks] = row;
  const lesson = data.lessons[place];
  const most = lesson.most.reduce((a, b) => a + b, 0);
  const part = element("section", null, { class: "exercise" }, element("h2", lesson.name));
  const facts = [state === "graded" ? number(points) + " of " + number(most) + " points" : "no mark: not graded"];
  if (penalty) facts.push(number(penalty) + " taken off for lateness");
  if (time) facts.push("handed in " + time + " UTC");
  part.append(element("p", facts.join(", ")));
  const links = element("p", null, { class: "no-print" });
  if (feedback) links.append(element("a", "feedback page", { href: feedback }), " ");
  if (notebook) links.append(element("a", "graded notebook", { href: notebook }));
  if (feedback || notebook) part.append(links);
  if (attempts.length) part.append(element("p", attempts.length + " attempts, with the points by the tests alone: " + attempts.map(attemptText).join("; ") + "."));
  if (notes.length) part.append(element("ul", null, {}, ...notes.map((note) => element("li", note))));
  const head = element("tr", null, {}, ...["exercise", "result", "points"].map((text) => element("th", text, text === "points" ? { scope: "col", class: "number" } : { scope: "col" })));
  const body = marks.map((mark, i) => markRow(mark, lesson.exercises[i], lesson.most[i]));
  part.append(element("div", null, { class: "scroll" }, element("table", null, {}, element("thead", null, {}, head), element("tbody", null, {}, ...body))));
  return part;
}

// A student's page stands in the place of the overview while the address ends in #student and a number.
function show() {
  const match = /^#student(\d+)$/.exec(location.hash);
  const student = match && data.students[Number(match[1])];
  overview.hidden = Boolean(student);
  page.hidden = !student;
  if (!student) return;
  const [name, id, section, rows] = student;
  page.replaceChildren(
    element("p", null, { class: "no-print" }, element("a", "Back to the class", { href: "#students" })),
    element("h1", name),
    element("p", [id, section].filter(Boolean).join(", "), { class: "soft" }),
    ...rows.map(lessonPart));
  if (!rows.length) page.append(element("p", "Has not handed in anything."));
  const absent = data.lessons.filter((_, i) => !rows.some((row) => row[0] === i)).map((lesson) => lesson.name);
  if (rows.length && absent.length) page.append(element("p", "Not handed in: " + absent.join("; "), { class: "soft" }));
  window.scrollTo(0, 0);
}

window.addEventListener("hashchange", () => {
  show();
  const target = document.querySelector(location.hash || "body");
  if (!overview.hidden && target) target.scrollIntoView();
});
show();
