// Confirmations go after ten seconds, but never while someone reads or uses them.

const STAY = 10_000;

/** Announces a short sentence in the polite live region and shows it as a toast. */
export function announce(sentence) {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.textContent = sentence;
  document.getElementById("live")?.append(toast);
  letGo(toast);
}

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
