// What makes the coding page fast: words selected freely, codes found by their letters, one request for each mark.
// The page works without it: choose a sentence, choose a code, press the button.

const form = document.querySelector("form[data-coding]");
const marked = form.querySelector("[data-marked]");
const marks = form.querySelector("[data-marks]");
const said = form.querySelector("[data-said]");
const find = form.querySelector("[data-find]");
const codes = [...form.querySelectorAll("[data-code]")];
const themes = [...form.querySelectorAll("[data-theme]")];
const domains = [...form.querySelectorAll("[data-codes] details")];
const TYPED = "input[type=search], input[type=text], textarea, select";
let head = null; // the last sentence taken in with Shift and an arrow key

form.addEventListener("submit", send);
form.addEventListener("change", chosen);
form.addEventListener("keydown", key);
find.addEventListener("input", filter);
document.addEventListener("selectionchange", selected);

// One request: the answer holds the text and the list as they are now.
async function send(event) {
  event.preventDefault();
  if (form.dataset.busy) return;
  const place = form.querySelector("input[name=place]:checked")?.value;
  form.dataset.busy = "yes";
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout?.(20_000),
    });
    const told = await answer.json();
    if (answer.ok) show(told, place);
    tell(told.said);
  } catch {
    tell("This mark could not be saved just now. Nothing is lost: press “Mark it” again.");
  }
  delete form.dataset.busy;
}

function show(told, place) {
  marked.innerHTML = told.text;
  marks.innerHTML = told.marks;
  take(null, "");
  form.elements.memo.value = "";
  form.elements.unsure.checked = false;
  const before = [...form.querySelectorAll("input[name=place]")].find((one) => one.value === place);
  if (before) before.checked = true;
  (before ?? find).focus();
}

function tell(words) {
  said.textContent = "";
  window.setTimeout(() => (said.textContent = words), 50); // said again where it is the same as before
}

function chosen(event) {
  if (event.target.name === "place") take(null, "");
}

// Keys work while something in the form has the focus, and never while somebody types.
function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === find) return inFind(event);
  if (event.target.matches(TYPED)) return;
  const up = event.key === "ArrowUp" || event.key === "ArrowLeft";
  const down = event.key === "ArrowDown" || event.key === "ArrowRight";
  if (event.key === "/") {
    find.focus();
    find.select();
  } else if ("1234".includes(event.key)) {
    const ways = form.querySelectorAll("input[name=polarity]");
    ways[Number(event.key) - 1].checked = true;
    tell(ways[Number(event.key) - 1].labels[0].textContent.trim() + ".");
  } else if (event.shiftKey && (up || down) && event.target.name === "place") {
    extend(event.target, down ? 1 : -1);
  } else return;
  event.preventDefault();
}

function inFind(event) {
  if (event.key === "Escape") {
    find.value = "";
    filter();
    form.querySelector("input[name=place]:checked")?.focus();
  } else if (event.key === "Enter" || event.key === "ArrowDown") {
    const letters = find.value.trim().toLowerCase();
    const left = codes.filter((one) => letters && !one.hidden);
    // What begins with the letters comes before what only holds them.
    const first = (left.find((one) => labelOf(one).startsWith(letters)) ?? left[0])?.querySelector("input");
    if (first) {
      first.closest("details").open = true;
      first.checked = true;
      first.focus();
    }
  } else return;
  event.preventDefault();
}

function filter() {
  const letters = find.value.trim().toLowerCase();
  codes.forEach((one) => (one.hidden = letters !== "" && !labelOf(one).includes(letters)));
  themes.forEach((theme) => (theme.hidden = !theme.querySelector("[data-code]:not([hidden])")));
  domains.forEach((domain) => {
    domain.hidden = !domain.querySelector("[data-code]:not([hidden])");
    domain.open = letters !== "" && !domain.hidden;
  });
}

function labelOf(code) {
  return code.querySelector("label").textContent.toLowerCase();
}

// Sentences next to the chosen one, of the same text.
function extend(from, step) {
  const all = [...from.closest("[data-text]")?.querySelectorAll("input[name=place]") ?? []];
  const start = all.indexOf(from);
  const end = Math.min(all.length - 1, Math.max(0, (head ?? start) + step));
  const [first, last] = [Math.min(start, end), Math.max(start, end)];
  const [text, starts] = all[first].value.split(":");
  const ends = all[last].value.split(":")[2];
  take(`${text}:${starts}:${ends}`, "");
  head = end;
  all.forEach((one, n) => one.labels[0].classList.toggle("app-sentence--taken", n >= first && n <= last));
  tell(`${last - first + 1} sentences taken.`);
}

function take(place, quote) {
  head = null;
  form.elements.selection.value = place ?? "";
  form.elements.quote.value = quote;
  form.querySelectorAll(".app-sentence--taken").forEach((one) => one.classList.remove("app-sentence--taken"));
}

// Words selected with the mouse or a finger, counted in code points as the text is stored.
function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const text = [...form.querySelectorAll("[data-text]")].find((one) => range.intersectsNode(one));
  if (!text || !text.contains(range.commonAncestorContainer)) return;
  if (!text.querySelector("input[name=place]")) return; // a text that was replaced takes no marks
  const starts = placeOf(text, range.startContainer, range.startOffset);
  const ends = placeOf(text, range.endContainer, range.endOffset);
  if (ends <= starts) return;
  take(`${text.dataset.text}:${starts}:${ends}`, range.toString());
  tell(`Selected: “${range.toString().slice(0, 80)}”`);
}

// Every piece of the text knows its place; from there on, whole code points are counted.
function placeOf(text, node, offset) {
  let place = 0;
  for (const piece of text.querySelectorAll("[data-at]")) {
    const range = document.createRange();
    range.selectNodeContents(piece);
    const where = range.comparePoint(node, offset);
    if (where < 0) return place;
    if (where === 0) range.setEnd(node, offset);
    place = Number(piece.dataset.at) + [...range.toString()].length;
    if (where === 0) return place;
  }
  return place;
}
