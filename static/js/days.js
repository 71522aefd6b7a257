// Says beside every date box how the server reads what is typed. Posted: a birth date belongs in no address.

const AFTER_LAST_KEY = 250;
const waiting = new WeakMap();

export function startDays() {
  document.addEventListener("input", (event) => {
    const box = event.target instanceof Element ? event.target.closest("[data-day]") : null;
    if (box) later(box, event.target);
  });
}

function later(box, input) {
  window.clearTimeout(waiting.get(box));
  // What was said of another date must not stand beside this one.
  say(box, "");
  if (input.value.trim()) waiting.set(box, window.setTimeout(() => ask(box, input), AFTER_LAST_KEY));
}

async function ask(box, input) {
  const typed = input.value;
  const body = new URLSearchParams({ day: typed });
  if ("tellsAge" in box.dataset) body.set("tells_age", "1");
  body.set("csrfmiddlewaretoken", input.form.elements.namedItem("csrfmiddlewaretoken").value);
  try {
    const answer = await fetch(box.dataset.day, { method: "POST", body, credentials: "same-origin", redirect: "manual" });
    const said = answer.ok ? await answer.text() : "";
    if (input.value === typed) say(box, said);
  } catch {
    say(box, "");
  }
}

function say(box, words) {
  box.querySelector("output").textContent = words;
}
