// Red flags that stand on the open page. An answer of the server carries those that stand now; each takes the
// place of what stood, flag by flag, and the control in focus is never replaced by someone else's news.

import { addressOf } from "./dom.js";
import { showErrors } from "./field_errors.js";

const STOP_WAITING = 20_000;
const NOT_SENT = "Not saved: the clinic did not answer. Try again.";

export function startRaised() {
  const place = document.querySelector("[data-raised]");
  if (!place) return;
  document.addEventListener("section:saved", ({ detail }) => {
    if (detail?.raised !== undefined) show(place, detail.raised, { ownAct: null });
  });
  place.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-flag-act]")) return;
    event.preventDefault();
    act(place, event.target);
  });
}

async function act(place, form) {
  const answer = await post(form);
  const isJson = answer?.headers.get("Content-Type")?.startsWith("application/json");
  if (answer?.ok && isJson) {
    const { raised } = await answer.json();
    show(place, raised, { ownAct: form.closest("[data-flag]") });
  } else if (answer?.status === 422 && isJson) showErrors(form, (await answer.json()).errors);
  else if (answer) form.submit();
  else showErrors(form, { [""]: [NOT_SENT] });
}

async function post(form) {
  try {
    return await fetch(addressOf(form), {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Autosave": "1", Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(STOP_WAITING),
    });
  } catch {
    return null;
  }
}

function show(place, html, { ownAct }) {
  const next = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-flag]")];
  const standing = new Map([...place.querySelectorAll("[data-flag]")].map((article) => [article.id, article]));
  const shown = next.map((article) => chosen(standing.get(article.id), article, ownAct));
  const ids = new Set(shown.map((article) => article.id));
  for (const old of standing.values()) {
    const isKept = shown.includes(old) || (old !== ownAct && isInUse(old) && !ids.has(old.id));
    if (!isKept) old.remove();
  }
  inOrder(place, shown);
  if (ownAct) goOn(place, ownAct.id);
}

/** What stays is not moved: moving takes the focus away. */
function inOrder(place, articles) {
  let before = place.firstElementChild;
  for (const article of articles) {
    if (article.parentElement === place) before = article.nextElementSibling;
    else place.insertBefore(article, before);
  }
}

function chosen(old, article, ownAct) {
  if (!old) return article;
  const isSame = old.dataset.version === article.dataset.version;
  return old !== ownAct && (isSame || isInUse(old)) ? old : article;
}

/** Someone stands in it, or has typed words that are not yet written down. */
function isInUse(article) {
  const words = article.querySelector("textarea");
  return article.contains(document.activeElement) || Boolean(words && words.value !== words.defaultValue);
}

/** The pressed button is gone: on to the same flag, else to the next one, else to the title of the page. */
function goOn(place, id) {
  const target = document.getElementById(id) ?? place.querySelector("[data-flag]") ?? document.querySelector("h1");
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
