// Alt and an arrow go to the next or previous section of a long page; the picker jumps on a phone.

function sections() {
  return [...document.querySelectorAll("[data-section]")];
}

function here(all) {
  const focused = all.findIndex((section) => section.contains(document.activeElement));
  if (focused >= 0) return focused;
  const line = window.innerHeight / 3;
  return all.findLastIndex((section) => section.getBoundingClientRect().top <= line);
}

function goTo(section) {
  section.scrollIntoView({ block: "start" });
  const first = section.querySelector("input:not([type=hidden]):not([disabled]), textarea, select, button, summary, a[href]");
  if (first) first.focus({ preventScroll: true });
  else {
    section.tabIndex = -1;
    section.focus({ preventScroll: true });
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
      if (target) goTo(target);
    }
  });
}
