// A colleague at another map of this person is named, politely. A map that somebody sees asks now and then.

const EVERY = 20_000;

export function startPresence() {
  const line = document.querySelector("[data-also-here]");
  if (!line) return;
  const ask = async () => {
    if (document.hidden) return;
    const address = `${line.dataset.alsoHere}?${new URLSearchParams({ in: whereIAm() })}`;
    const answer = await fetch(address, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
    if (answer?.ok) say(line, await answer.text());
    else if (answer && answer.status < 500) window.clearInterval(timer);
  };
  const timer = window.setInterval(ask, EVERY);
  ask();
}

/** The section that the list marks. */
function whereIAm() {
  return document.querySelector("[data-sections] a[aria-current]")?.hash.slice(1) ?? "";
}

/** Only what changed is written, so that it is read out once. */
function say(line, html) {
  const found = document.createElement("template");
  found.innerHTML = html.trim();
  if (found.content.textContent.trim() !== line.textContent.trim()) line.replaceChildren(found.content);
}
