// Alt and an arrow go to the next or previous section of a long page; the picker jumps on a phone; the list
// marks the section one is in.

import { firstControl, isFolded } from "./map_progress.js";

function sections() {
  return [...document.querySelectorAll("[data-section]")];
}

/** What stands for a section on the page: the line it is folded to, or itself. */
function shownOf(section) {
  const frame = section.closest("[data-frame]");
  return frame && isFolded(frame) ? frame.querySelector("[data-fold-line]") : section;
}

function here(all) {
  const focused = all.findIndex((section) => (section.closest("[data-frame]") ?? section).contains(document.activeElement));
  if (focused >= 0) return focused;
  const line = window.innerHeight / 3;
  return all.findLastIndex((section) => shownOf(section).getBoundingClientRect().top <= line);
}

function goTo(section) {
  const shown = shownOf(section);
  shown.scrollIntoView({ block: "start" });
  const first = shown === section ? firstControl(section) : shown.querySelector("button");
  if (first) first.focus({ preventScroll: true });
  else {
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
  }
}

function markHere() {
  const all = sections();
  const current = all[Math.max(0, here(all))];
  for (const link of document.querySelectorAll("[data-sections] a")) {
    if (link.hash === `#${current?.id}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

export function startSections() {
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = sections();
    if (!step || all.length === 0) return;
    event.preventDefault();
    const target = all[here(all) + step];
    if (target) goTo(target);
  });
  document.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement && event.target.matches("[data-jump]")) {
      const target = document.getElementById(event.target.value);
      if (!target) return;
      target.dispatchEvent(new Event("section:open", { bubbles: true }));
      goTo(target);
    }
  });
  if (!document.querySelector("[data-sections]")) return;
  let waiting = 0;
  const soon = () => {
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      markHere();
    });
  };
  document.addEventListener("focusin", soon);
  document.addEventListener("scroll", soon, { passive: true });
  markHere();
}
