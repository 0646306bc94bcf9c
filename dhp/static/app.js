// What makes pages more comfortable. Every page works without it.
import { initAll } from "./vendor/govuk-frontend.min.js";

initAll();
document.querySelectorAll("form[data-autosave]").forEach(autosave);
document.querySelectorAll("[data-answer]").forEach(keepValueOrState);
document.querySelectorAll("select[data-autocomplete]").forEach(searchable);

// A draft is saved a moment after the last change. The form's own button still saves everything.
function autosave(form) {
  const said = form.querySelector("[data-autosave-status]");
  let waiting = 0;
  let saving = null; // the save under way, one at a time: each needs the version that the last one gave
  let leaving = false;

  form.addEventListener("input", soon);
  form.addEventListener("submit", leave);
  // On a slow connection people type before this script is there.
  if ([...form.elements].some(changed)) soon();

  function soon() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(save, 1500);
  }

  function save() {
    if (saving) return soon();
    saving = send().then(say);
    saving.then(() => (saving = null));
  }

  async function send() {
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.timeout?.(20_000),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const version = answer.headers.get("X-Version");
      const field = form.querySelector("input[name=version]");
      if (version && field) field.value = version;
      return said.dataset.saved + " " + new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }) + ".";
    } catch {
      return said.dataset.failed;
    }
  }

  // The button waits for a save under way, else it would send an old version, as if a colleague had saved since.
  async function leave(event) {
    window.clearTimeout(waiting);
    if (leaving) event.preventDefault();
    if (!saving || leaving) return;
    event.preventDefault();
    leaving = true;
    await Promise.race([saving, new Promise((after) => window.setTimeout(after, 5000))]);
    window.clearTimeout(waiting);
    leaving = false;
    saving = null;
    form.requestSubmit(event.submitter);
  }

  function say(text) {
    if (said) said.textContent = text;
  }
}

// Whether a field says something else than the page did when it came.
function changed(one) {
  if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
  if (one.options) {
    const first = [...one.options].findIndex((option) => option.defaultSelected);
    return one.selectedIndex !== Math.max(first, 0);
  }
  return "defaultValue" in one && one.type !== "hidden" && one.value !== one.defaultValue;
}

// An answer is a value or a state such as "Not known": choosing a state clears the value, typing a value the state.
function keepValueOrState(group) {
  const states = [...group.querySelectorAll("[data-answer-state]")];
  const values = [...group.querySelectorAll("input, textarea, select")].filter((one) => !states.includes(one));
  states.forEach((state) =>
    state.addEventListener("change", () => {
      if (!state.checked) return;
      states.filter((other) => other !== state).forEach((other) => (other.checked = false));
      values.forEach(clear);
    }),
  );
  values.forEach((value) =>
    value.addEventListener("input", () => {
      if (filled(value)) states.forEach((state) => (state.checked = false));
    }),
  );
}

function filled(one) {
  return one.type === "checkbox" || one.type === "radio" ? one.checked : one.value.trim() !== "";
}

function clear(one) {
  if (one.type === "checkbox" || one.type === "radio") one.checked = false;
  else one.value = "";
}

// A long list becomes a box that can be searched. What is typed but not in the list is sent as typed,
// so that the answer says so; the list's earlier choice must not be sent in its place.
async function searchable(list) {
  await import("./vendor/accessible-autocomplete.min.js");
  const { id } = list;
  const described = list.getAttribute("aria-describedby");
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: list,
    autoselect: false,
    confirmOnBlur: false,
    displayMenu: "overlay", // a menu in the flow would move the button away under the click
    showAllValues: true,
    defaultValue: list.selectedOptions[0]?.value ? list.selectedOptions[0].text : "",
  });
  const box = document.getElementById(id);
  if (described) box.setAttribute("aria-describedby", described);
  const known = () => {
    const typed = box.value.trim().toLowerCase();
    return [...list.options].find((option) => option.text.trim().toLowerCase() === typed);
  };
  box.addEventListener("input", () => (list.value = known()?.value ?? ""));
  list.form.addEventListener("submit", () => {
    const typed = box.value.trim();
    if (!known()) list.add(new Option(typed, typed));
    list.value = known()?.value ?? typed;
  });
}
