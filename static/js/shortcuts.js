// One-key shortcuts, off inside text boxes and behind a dialog. Each presses a link that is on the page
// or goes to a place of the top bar, so that a shortcut never opens what the person may not.

import { dialogIsOpen, isPlainKey, takesText } from "./dom.js";

const PLACES = { t: "calendar", p: "people", r: "refer", o: "chart" };
const G_LASTS = 1500;
// Long ago: a key pressed right after the page opens follows no G.
let pressedG = -Infinity;

function openList() {
  document.getElementById("shortcuts")?.showModal();
}

function focusFind() {
  const box = document.getElementById("find");
  box?.focus();
  box?.select();
  return Boolean(box);
}

function go(letter) {
  const place = document.querySelector(`[data-go="${PLACES[letter] ?? ""}"]`);
  place?.click();
  return Boolean(place);
}

function press(selector) {
  const control = document.querySelector(selector);
  control?.click();
  return Boolean(control);
}

function handlePlain(event) {
  const key = event.key.toLowerCase();
  const afterG = event.timeStamp - pressedG < G_LASTS;
  pressedG = -Infinity;
  if (afterG && key in PLACES) return go(key);
  if (key === "g") {
    pressedG = event.timeStamp;
    return true;
  }
  if (key === "/") return focusFind();
  if (key === "n") return press("[data-key='n']");
  if (event.key === "?") {
    openList();
    return true;
  }
  // Pages give their own keys to links and buttons: data-key="p" presses it on P.
  return /^[a-z]$/.test(key) && press(`[data-key='${key}']`);
}

function primaryForm(target) {
  const near = target instanceof Element ? target.closest("form[data-primary]") : null;
  return near ?? document.querySelector("form[data-primary]");
}

function submitPrimary(event) {
  const control = document.querySelector("[data-primary-action]");
  if (control) control.click();
  else primaryForm(event.target)?.requestSubmit();
}

export function startShortcuts() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || dialogIsOpen()) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submitPrimary(event);
    } else if (isPlainKey(event) && !takesText(event.target) && handlePlain(event)) {
      event.preventDefault();
    }
  });
}
