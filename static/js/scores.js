// Digits type straight into the score row that has focus; Shift and 0 is ten; Delete is "not asked".

import { isPlainKey } from "./dom.js";

const CLEARING = new Set(["Backspace", "Delete"]);

function scoreOf(event) {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  if (digit === undefined) return null;
  if (!event.shiftKey) return digit;
  return digit === "0" ? "10" : null;
}

function choose(row, value) {
  const radio = row.querySelector(`input[type="radio"][value="${value}"]`);
  if (!radio || radio.disabled) return;
  radio.focus();
  if (radio.checked) return;
  radio.checked = true;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

export function startScores() {
  document.addEventListener("keydown", (event) => {
    if (!isPlainKey(event) || !(event.target instanceof Element)) return;
    const row = event.target.closest(".score");
    if (!row) return;
    const value = CLEARING.has(event.key) ? "" : scoreOf(event);
    if (value === null) return;
    event.preventDefault();
    choose(row, value);
  });
}
