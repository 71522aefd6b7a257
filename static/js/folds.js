// Menus and folds made of <details>: Escape closes and gives focus back, a click elsewhere closes.

const OLD_BROWSER = !CSS.supports("selector(::details-content)");
const WIDE = window.matchMedia("(min-width: 60.01rem)");

export function startFolds() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target instanceof Element ? event.target.closest("details[data-menu][open]") : null;
    if (menu) close(menu);
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  // Newer browsers show the storyboard on wide screens by style alone.
  if (OLD_BROWSER && WIDE.matches) document.querySelectorAll("[data-story]").forEach((fold) => (fold.open = true));
}

function close(menu) {
  menu.open = false;
  menu.querySelector("summary")?.focus();
}
