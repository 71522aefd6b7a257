// In a long form Enter moves to the next box instead of sending the page half filled; Ctrl and Enter sends it.

import { isPlainKey } from "./dom.js";

const STOPS = "input:not([type=hidden]), select, textarea, button";

export function startEnterMovesOn() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !isPlainKey(event) || event.shiftKey || event.defaultPrevented) return;
    const box = event.target;
    if (!(box instanceof HTMLInputElement || box instanceof HTMLSelectElement)) return;
    if (!box.form?.matches("[data-enter-moves-on]")) return;
    event.preventDefault();
    nextOf(box)?.focus();
  });
}

/** Where Tab would go: the chosen one of a group of choices stands for the group. */
function nextOf(box) {
  const stops = [...box.form.querySelectorAll(STOPS)].filter((stop) => !stop.disabled && stop.checkVisibility());
  const after = stops.slice(stops.indexOf(box) + 1).find((stop) => !isSameGroup(stop, box));
  return after?.type === "radio" ? stops.find((stop) => isSameGroup(stop, after) && stop.checked) ?? after : after;
}

function isSameGroup(one, other) {
  return one.type === "radio" && other.type === "radio" && one.name === other.name;
}
