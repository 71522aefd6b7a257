// A chart that stays open asks once a minute whether it is still the newest, and not while nobody sees it.

const EVERY = 60_000;

export function startWatch() {
  const line = document.querySelector("[data-watch]");
  if (!line) return;
  let asked = Date.now();
  const ask = () => {
    asked = Date.now();
    line.dispatchEvent(new Event("look"));
  };
  const askWhenDue = () => {
    if (!document.hidden && Date.now() - asked >= EVERY) ask();
  };
  const fromTheBack = (event) => {
    if (event.persisted) ask();
  };
  const timer = window.setInterval(askWhenDue, EVERY);
  document.addEventListener("visibilitychange", askWhenDue);
  window.addEventListener("pageshow", fromTheBack);
  // Said once is enough; after a sign-out or a lost right there is nothing to ask for. A lost line comes back.
  line.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
    if (xhr.status === 204 || xhr.status === 0 || xhr.status >= 500) return;
    window.clearInterval(timer);
    document.removeEventListener("visibilitychange", askWhenDue);
    window.removeEventListener("pageshow", fromTheBack);
  });
}
