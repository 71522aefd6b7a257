// The section of red flags: 0 says "none of the others" for the group in which the person stands and goes on to
// the next; a temperature is said back in both units.

import { isPlainKey, takesText } from "./dom.js";

const HIGHEST_CELSIUS = 45;
const NUMBER = /^(?:\d+(?:\.\d+)?|\.\d+)$/;

export function startRedFlags() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "0" || !isPlainKey(event) || event.shiftKey || takesText(event.target)) return;
    const group = event.target instanceof Element ? event.target.closest("[data-flag-group]") : null;
    if (!group) return;
    event.preventDefault();
    none(group);
    goOn(group);
  });
  document.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement && target.matches("[data-temperature]")) say(target);
  });
}

function none(group) {
  const box = group.querySelector('input[type="checkbox"][value="none"]');
  if (!box || box.checked) return;
  box.checked = true;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function goOn(group) {
  const groups = [...group.parentElement.querySelectorAll("[data-flag-group]")];
  const next = groups[groups.indexOf(group) + 1];
  (next ?? group).querySelector(next ? "input" : 'input[value="none"]').focus();
}

function say(box) {
  const said = box.closest(".field").querySelector("[data-temperature-said]");
  if (!said) return;
  const typed = box.value.trim();
  if (!NUMBER.test(typed)) {
    said.textContent = "";
    return;
  }
  const number = Number(typed);
  const celsius = number > HIGHEST_CELSIUS ? ((number - 32) * 5) / 9 : number;
  said.textContent = `${short(celsius, 2)} °C, ${short(celsius * 1.8 + 32, 1)} °F`;
}

function short(number, places) {
  return String(Number(number.toFixed(places)));
}
