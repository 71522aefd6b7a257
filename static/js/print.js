// A page that is what comes out of the printer: a button for it, and at once where it was asked for.

export function startPrint() {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  if (document.querySelector("[data-print-now]")) window.print();
}
