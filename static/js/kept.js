// What was typed and could not be saved yet stays in this tab (sessionStorage), never longer than the tab
// lives: it goes when it is saved, and when the person signs out.

import { addressOf } from "./dom.js";

const MARK = "unsaved:";
// Who and what the form belongs to is served anew with each page.
const GUARDS = new Set(["csrfmiddlewaretoken", "chart", "draft", "version", "once", "asked"]);

function keyOf(form) {
  return `${MARK}${new URL(addressOf(form), window.location.href).pathname}:${hidden(form, "draft")?.value ?? ""}`;
}

function hidden(form, name) {
  const control = form.elements.namedItem(name);
  return control instanceof HTMLInputElement ? control : null;
}

function answersIn(form) {
  return [...new FormData(form)].filter(([name, value]) => !GUARDS.has(name) && typeof value === "string");
}

/** Keeps what stands in `form` for the next page; `place` is the form that will show it, if it is another one. */
export function keep(form, since, place = form) {
  const guards = Object.fromEntries(["version", "once"].map((name) => [name, hidden(form, name)?.value]));
  try {
    sessionStorage.setItem(keyOf(place), JSON.stringify({ answers: answersIn(form), guards, since }));
  } catch (error) {
    // A full store must not stop the typing; the page itself still holds the text.
    console.warn("Not kept for a reload:", error.name);
  }
}

export function forget(form) {
  sessionStorage.removeItem(keyOf(form));
}

/** Puts back what was kept for this form; says since when it is unsaved, or null when nothing was missing. */
export function bringBack(form) {
  const found = sessionStorage.getItem(keyOf(form));
  if (!found) return null;
  const { answers, guards, since } = JSON.parse(found);
  if (JSON.stringify(answersIn(form)) === JSON.stringify(answers)) {
    if (!form.querySelector("[data-problems]")) forget(form);
    return null;
  }
  for (const [name, value] of Object.entries(guards)) {
    const guard = hidden(form, name);
    if (guard && value !== undefined) guard.value = value;
  }
  for (const control of changedBy(form, answers)) {
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return since;
}

/** Sets every control to what was kept, and gives those that were something else. */
function changedBy(form, answers) {
  const left = new Map();
  for (const [name, value] of answers) left.set(name, [...(left.get(name) ?? []), value]);
  return [...form.elements].filter((control) => {
    if (!control.name || GUARDS.has(control.name) || control.type === "file" || control.type === "submit") return false;
    return set(control, left.get(control.name) ?? []);
  });
}

function set(control, values) {
  const before = control.type === "select-multiple" ? "" : [control.checked, control.value].join();
  if (["checkbox", "radio"].includes(control.type)) control.checked = values.includes(control.value);
  else if (control instanceof HTMLSelectElement) {
    for (const option of control.options) option.selected = values.includes(option.value);
  } else control.value = values.shift() ?? "";
  return before !== [control.checked, control.value].join();
}

export function startKept() {
  document.addEventListener("submit", ({ target }) => {
    if (!target.matches('form[action$="/logout/"]')) return;
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(MARK)) sessionStorage.removeItem(key);
  });
}
