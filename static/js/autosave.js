// Forms with data-autosave save themselves (draft.js). Here: what the page says about all of them, and that
// nobody leaves by a link or a button before what was just typed has been sent.

import { Draft } from "./draft.js";

const WORST_FIRST = ["unsaved", "saving", "saved"];
const drafts = [];
let released = null;

export function startAutosave() {
  document.querySelectorAll("form[data-autosave]").forEach((form) => drafts.push(new Draft(form, showState)));
  if (drafts.length === 0) return;
  window.addEventListener("beforeunload", (event) => drafts.some((draft) => draft.isPending) && event.preventDefault());
  window.addEventListener("online", saveDirty);
  document.addEventListener("visibilitychange", () => document.hidden && saveDirty());
  window.addEventListener("pagehide", () => drafts.forEach((draft) => draft.pause()));
  window.addEventListener("pageshow", () => drafts.forEach((draft) => draft.resume()));
  document.addEventListener("submit", holdSubmit);
  document.addEventListener("click", holdLink);
}

function saveDirty() {
  drafts.forEach((draft) => draft.saveIfDirty());
}

/** The page's one line tells the worst state of all sections; a section saved later must not hide an unsaved one. */
function showState() {
  const line = document.querySelector("[data-save-state]");
  const told = drafts.filter((draft) => draft.state).sort((a, b) => b.toldAt - a.toldAt);
  const worst = WORST_FIRST.map((state) => told.find((draft) => draft.state === state)).find(Boolean);
  sayWhatWaits(worst?.state === "unsaved");
  if (!line || !worst) return;
  line.dataset.state = worst.state;
  if (line.textContent !== worst.words) line.textContent = worst.words;
}

function sayWhatWaits(waits) {
  document.querySelectorAll("[data-waiting-line]").forEach((line) => (line.hidden = !waits));
  document.querySelectorAll("[data-after-saving]").forEach((link) => waits ? link.setAttribute("aria-disabled", "true") : link.removeAttribute("aria-disabled"));
}

/** A form's own post carries its own answers, so its draft only waits for a save that is on its way. */
function mustWaitFor(form) {
  return drafts.filter((draft) => (draft.form === form ? draft.saving : draft.canSettle));
}

function holdSubmit(event) {
  const form = event.target;
  const own = drafts.find((draft) => draft.form === form);
  const waiting = event.defaultPrevented || released === form ? [] : mustWaitFor(form);
  released = null;
  if (waiting.length === 0) {
    own?.leave();
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  Promise.all(waiting.map((draft) => draft.settle())).then(() => {
    if (own?.inConflict) return;
    released = form;
    form.requestSubmit(submitter);
  });
}

function holdLink(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  const waiting = drafts.filter((draft) => draft.canSettle);
  if (link && waiting.length === 0 && staysHere(link)) event.preventDefault();
  if (!link || waiting.length === 0 || !leavesPage(link, event)) return;
  event.preventDefault();
  Promise.all(waiting.map((draft) => draft.settle())).then(() => {
    if (!staysHere(link)) window.location.assign(link.href);
  });
}

/** What is signed must have been saved first. */
function staysHere(link) {
  const stays = link.matches("[data-after-saving]") && drafts.some((draft) => draft.isPending);
  if (stays) document.querySelector("[data-conflict]:not([hidden]), [data-waiting-line]:not([hidden])")?.scrollIntoView({ block: "center" });
  return stays;
}

function leavesPage(link, event) {
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (event.defaultPrevented || !plain || link.target || link.hasAttribute("download")) return false;
  const here = new URL(window.location.href);
  const there = new URL(link.href, here);
  return there.origin === here.origin && there.href.split("#")[0] !== here.href.split("#")[0];
}
