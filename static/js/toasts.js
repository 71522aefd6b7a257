// Confirmations go after ten seconds, but never while someone reads or uses them.

const STAY = 10_000;

function letGo(toast) {
  window.setTimeout(() => {
    const inUse = toast.matches(":hover") || toast.contains(document.activeElement);
    if (inUse) letGo(toast);
    else toast.remove();
  }, STAY);
}

export function startToasts() {
  document.querySelectorAll("[data-toast]").forEach(letGo);
}
