// Supplements: names while typing, Ctrl Enter adds, and the keyboard stays where the next act is.

import { isPlainKey } from "./dom.js";

const SHORTEST = 3;
const PAUSE = 120;
let asking = null;
let timer = 0;

export function startProducts() {
  document.addEventListener("input", suggest);
  // Before the shortcuts of the page hear of it.
  document.addEventListener("keydown", sendByKey, true);
  document.addEventListener("click", closeForm);
  document.body.addEventListener("htmx:afterSettle", focusNext);
}

function boxOf(target) {
  const form = target instanceof HTMLInputElement ? target.closest("[data-add-product]") : null;
  return form && target.name === "name_as_typed" ? form : null;
}

function suggest(event) {
  const form = boxOf(event.target);
  if (!form) return;
  clearTimeout(timer);
  asking?.abort();
  const typed = event.target.value.trim();
  if (typed.length < SHORTEST) return;
  timer = setTimeout(() => fill(form, event.target, typed), PAUSE);
}

async function fill(form, box, typed) {
  asking = new AbortController();
  const address = `${form.dataset.names}?${new URLSearchParams({ q: typed })}`;
  const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const { names } = await answer.json();
  box.list?.replaceChildren(...names.map((each) => new Option(each.is, each.name)));
}

/** In the boxes of a new product Ctrl Enter adds it; elsewhere on the map it goes on to signing. */
function sendByKey(event) {
  if (event.key !== "Enter" || isPlainKey(event)) return;
  const form = event.target instanceof Element ? event.target.closest("[data-add-product], form.opened") : null;
  if (!form || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.stopPropagation();
  form.requestSubmit();
}

function closeForm(event) {
  const link = event.target instanceof Element ? event.target.closest("[data-close-form]") : null;
  if (!link) return;
  const row = link.closest("[data-product]");
  event.preventDefault();
  link.closest("form").remove();
  row?.querySelector(".acts a, .acts button")?.focus();
}

/** After a swap: the wrong answer, the form that was opened, the box for the next product, the next decision. */
function focusNext(event) {
  const part = document.getElementById(event.target.id) ?? event.target;
  if (!["products-panel", "product-list"].includes(part.id)) return;
  const wrong = part.querySelector("[data-problems]");
  const opened = part.querySelector("form.opened input:not([type=hidden]), form.opened textarea, form.opened select");
  const next = part.id === "products-panel" ? document.getElementById("product_name_as_typed") : null;
  const chosen = part.querySelector("form.opened input:checked");
  (wrong ?? chosen ?? opened ?? next ?? part.querySelector("[data-decide] .primary") ?? part.querySelector("[data-decide] button"))?.focus();
}
