// Sections of the map that are done lie folded to one line. What a save says about its section goes to the
// list, the counter and that line; the control in focus is never touched.

export function startMapProgress() {
  const frames = [...document.querySelectorAll("[data-frame]")];
  if (frames.length === 0) return;
  for (const frame of frames) {
    buttonOf(frame).addEventListener("click", () => toggle(frame));
    if (frame.dataset.state !== "empty") offerToFold(frame);
    if ("folds" in frame.dataset && !frame.contains(document.getElementById(location.hash.slice(1)))) fold(frame);
  }
  document.addEventListener("section:saved", ({ target, detail }) => {
    show(target.closest("[data-frame]"), detail);
    showBeside(detail.lines ?? {});
  });
  document.addEventListener("section:open", ({ target }) => unfold(target.closest("[data-frame]")));
  document.addEventListener("htmx:afterSettle", showProducts);
  window.addEventListener("hashchange", openNamed);
  document.querySelector("[data-sections]")?.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) unfold(frameOf(link.hash.slice(1)));
  });
}

function frameOf(slug) {
  return document.querySelector(`[data-frame="${CSS.escape(slug)}"]`);
}

function openNamed() {
  const target = document.getElementById(location.hash.slice(1));
  const frame = target?.closest("[data-frame]");
  if (!frame || !isFolded(frame)) return;
  unfold(frame);
  target.scrollIntoView();
}

// The button goes with what is shown: on the folded line, or in the head of the open section.
function buttonOf(frame) {
  return frame.querySelector("[data-fold]");
}

function sectionOf(frame) {
  return frame.querySelector("[data-section]");
}

export function isFolded(frame) {
  return sectionOf(frame).hidden;
}

function offerToFold(frame) {
  const button = buttonOf(frame);
  if (!button.hidden) return;
  button.hidden = false;
  toHead(frame, button);
}

function toHead(frame, button) {
  sectionOf(frame).querySelector("header > h2")?.after(button);
}

function toggle(frame) {
  if (isFolded(frame)) {
    unfold(frame);
    firstControl(sectionOf(frame))?.focus();
  } else {
    fold(frame);
    buttonOf(frame).focus();
  }
}

function fold(frame) {
  const line = frame.querySelector("[data-fold-line]");
  line.append(buttonOf(frame));
  setFolded(frame, line, true);
}

function unfold(frame) {
  if (!frame || !isFolded(frame)) return;
  toHead(frame, buttonOf(frame));
  setFolded(frame, frame.querySelector("[data-fold-line]"), false);
}

function setFolded(frame, line, folded) {
  line.hidden = !folded;
  sectionOf(frame).hidden = folded;
  const button = buttonOf(frame);
  button.setAttribute("aria-expanded", String(!folded));
  button.querySelector("[data-fold-word]").textContent = folded ? "Edit" : "Fold";
}

const CONTROLS = "input:not([type=hidden]), textarea, select, button, summary, a[href], [tabindex='0']";

/** Where answering begins: the first control under the head. */
export function firstControl(section) {
  const body = section.querySelector(".body") ?? section;
  return [...body.querySelectorAll(CONTROLS)].find((control) => !control.disabled && control.checkVisibility());
}

function show(frame, { state, spoken, summary, summary_is_voice: isVoice, measure }) {
  if (!frame || state === undefined) return;
  frame.dataset.state = state;
  const line = frame.querySelector("[data-summary]");
  line.textContent = summary;
  line.className = isVoice ? "voice" : "";
  if (state !== "empty") {
    offerToFold(frame);
    frame.querySelector("[data-last-time]")?.setAttribute("hidden", "");
  }
  showMeasure(frame.querySelector("[data-measure]"), measure);
  showInList(frame.dataset.frame, state, spoken);
}

/** A save may change where other sections stand: pain asks for the red flags. */
function showBeside(lines) {
  for (const [slug, { state, spoken }] of Object.entries(lines)) {
    const frame = frameOf(slug);
    if (!frame) continue;
    frame.dataset.state = state;
    if (state !== "empty") offerToFold(frame);
    showInList(slug, state, spoken);
  }
}

function showMeasure(place, measure) {
  if (!place) return;
  place.textContent = measure;
  place.hidden = !measure;
}

/** The list of products is drawn by the server, and brings the line of its section with it. */
function showProducts({ target }) {
  const told = target instanceof Element ? target.closest("[data-frame]")?.querySelector("[data-line-of]") : null;
  if (!told) return;
  const { lineOf, state, spoken, named } = told.dataset;
  show(frameOf(lineOf), { state, spoken, summary: named });
}

function showInList(slug, state, spoken) {
  const link = document.querySelector(`[data-sections] a[href="#${CSS.escape(slug)}"]`);
  const icons = document.querySelector("[data-state-icons]");
  if (!link || !icons) return;
  link.closest("li").className = state;
  link.querySelector("[data-spoken]").textContent = `, ${spoken}`;
  const place = ["done", "part", "empty", "warn"].indexOf(state);
  link.querySelector("svg")?.replaceWith(icons.content.children[place].cloneNode(true));
  const option = document.querySelector(`[data-jump] option[value="${CSS.escape(slug)}"]`);
  if (option) option.textContent = option.textContent.replace(/, [^,]*$/, `, ${spoken}`);
  const items = [...document.querySelectorAll("[data-sections] > li")];
  const done = items.filter((item) => item.className === "done").length;
  for (const count of document.querySelectorAll("[data-done-count]")) count.textContent = `${done} of ${items.length} done`;
}
