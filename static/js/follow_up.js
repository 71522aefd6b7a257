// The items of a follow-up: K A T S N decides the one in focus, a digit says on how many days it was done.
// What a person chooses counts as decided; until then the choice follows what the server suggests.

import { dialogIsOpen, isPlainKey, takesText } from "./dom.js";

const DECISIONS = { k: "keep", a: "adjust", t: "taper", s: "stop", n: "not_started" };

const decisions = (item) => [...item.querySelectorAll('input[type="radio"][name^="decision_"]')];
const sure = (item) => item.querySelector('input[type="checkbox"][name^="sure_"]');

function choose(radio) {
  if (!radio) return false;
  radio.focus();
  radio.click();
  return true;
}

function handle(item, event) {
  const decision = DECISIONS[event.key.toLowerCase()];
  if (decision) return choose(decisions(item).find((radio) => radio.value === decision));
  return /^[0-7]$/.test(event.key) && choose(item.querySelector(`input[name^="days_"][value="${event.key}"]`));
}

function followSuggestion(item) {
  const suggested = item.querySelector("[data-suggested]")?.dataset.suggested ?? "";
  if (sure(item).checked) return;
  for (const radio of decisions(item)) radio.checked = radio.value === suggested;
}

export function startFollowUp() {
  if (!document.querySelector("[data-decide]")) return;
  document.addEventListener("keydown", (event) => {
    const item = event.target instanceof Element ? event.target.closest("[data-decide]") : null;
    if (!item || event.defaultPrevented || dialogIsOpen() || !isPlainKey(event) || takesText(event.target)) return;
    if (handle(item, event)) event.preventDefault();
  });
  document.addEventListener("click", ({ target }) => {
    const item = target instanceof Element ? target.closest("[data-decide]") : null;
    if (!item || !decisions(item).includes(target)) return;
    sure(item).checked = true;
    // What stops is parked with its reason.
    if (target.value === "stop") item.querySelector("details").open = true;
  });
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelectorAll("[data-decide]").forEach(followSuggestion);
  });
}
