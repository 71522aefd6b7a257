// The body figure. Each region ticks its own checkbox of the area that is being marked, so that the figure and
// the lists are one record; what is ticked is drawn again from the checkboxes.

import { isPlainKey } from "./dom.js";

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const BESIDE_COUNTS = 2;

export function startBody() {
  document.querySelectorAll("[data-body-map]").forEach((root) => new BodyMap(root));
}

class BodyMap {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.figure = root.querySelector("[data-figure]");
    this.list = root.querySelector("[data-areas]");
    this.regions = [...this.figure.querySelectorAll("[data-region]")];
    this.patterns = [...root.querySelectorAll("[data-letter]")];
    const free = this.areas().find((area) => !("used" in area.dataset));
    this.blank = free ? { markup: free.outerHTML, number: free.dataset.area } : null;
    this.current = this.areas().find((area) => area.open) ?? this.areas().at(-1);
    this.asked = 0;
    this.becomeTouchable();
    this.listen();
    this.refresh();
  }

  areas() {
    return [...this.list.querySelectorAll("[data-area]")];
  }

  becomeTouchable() {
    for (const half of this.figure.querySelectorAll("svg[data-name]")) {
      half.setAttribute("role", "group");
      half.setAttribute("aria-label", half.dataset.name);
    }
    for (const region of this.regions) region.setAttribute("role", "checkbox");
    this.rove(this.regions.find((region) => region.dataset.region === "head_front"));
    this.figure.dataset.shows = "front";
    this.figure.classList.add("touchable");
    this.root.querySelector("[data-marking]").hidden = false;
    this.root.querySelector("[data-half-switch]").hidden = false;
  }

  listen() {
    this.figure.addEventListener("click", ({ target }) => this.press(target.closest("[data-region]")));
    this.figure.addEventListener("keydown", (event) => this.key(event));
    this.root.querySelector("[data-half-switch]").addEventListener("click", ({ target }) => this.show(target.closest("button")));
    this.list.addEventListener("change", () => this.refresh());
    this.list.addEventListener("input", () => this.grow());
    this.list.addEventListener("toggle", ({ target }) => target.open && this.mark(target), true);
    this.list.addEventListener("focusin", ({ target }) => this.mark(target));
    this.form.addEventListener("section:saved", () => this.askForHints());
    document.querySelector("[data-add-area]")?.addEventListener("click", (event) => this.add(event));
    new MutationObserver((changes) => changes.forEach(openAtErrors)).observe(this.list, { childList: true, subtree: true });
  }

  /** Marks go to the area that holds this. */
  mark(inside) {
    const area = inside.closest("[data-area]");
    if (!area || area === this.current) return;
    this.current = area;
    this.refresh();
  }

  press(region) {
    if (!region) return;
    this.rove(region);
    region.focus({ preventScroll: true });
    const owner = this.areas().find((area) => ticked(area, "regions").has(region.dataset.region));
    if (owner && !this.areas().some((area) => area.open)) this.mark(owner);
    else tick(this.current, region.dataset.region);
    this.current.open = true;
  }

  key(event) {
    const region = event.target.closest("[data-region]");
    if (!region || !isPlainKey(event) || event.shiftKey) return;
    if (event.key in STEPS) this.walk(region, STEPS[event.key]);
    else if (event.key === " ") this.press(region);
    else if (event.key === "Enter") this.goToAnswers();
    else return;
    event.preventDefault();
  }

  walk(from, step) {
    const next = nearest(from, this.regions, step);
    if (!next) return;
    this.rove(next);
    next.focus();
  }

  rove(region) {
    for (const each of this.regions) each.setAttribute("tabindex", each === region ? "0" : "-1");
  }

  goToAnswers() {
    this.current.open = true;
    this.current.querySelector('input[name$="_qualities"]').focus();
  }

  add(event) {
    event.preventDefault();
    this.form.dispatchEvent(new Event("section:open", { bubbles: true }));
    const free = this.areas().find((area) => !isUsed(area)) ?? this.areas().at(-1);
    free.open = true;
    this.mark(free);
    this.root.scrollIntoView({ block: "nearest" });
    this.regions.find((region) => region.getAttribute("tabindex") === "0").focus();
  }

  show(button) {
    if (!button) return;
    this.figure.dataset.shows = button.dataset.shows;
    for (const each of button.parentElement.children) each.setAttribute("aria-pressed", String(each === button));
    const visible = this.regions.filter((region) => region.checkVisibility());
    if (!visible.some((region) => region.getAttribute("tabindex") === "0")) this.rove(visible[0]);
  }

  /** As soon as the last area says something, an empty one follows. */
  grow() {
    const last = this.areas().at(-1);
    const next = Number(last.dataset.area) + 1;
    if (!this.blank || !isUsed(last) || next > Number(this.list.dataset.most)) return;
    last.insertAdjacentHTML("afterend", this.blank.markup.replaceAll(new RegExp(`(area[-_ ])${this.blank.number}(?!\\d)`, "gi"), `$1${next}`));
    const added = this.areas().at(-1);
    added.open = false;
    added.dataset.area = String(next);
    added.querySelector("[data-number]").textContent = String(next);
  }

  refresh() {
    this.grow();
    const areas = this.areas().map((area) => ({ area, number: area.dataset.area, regions: ticked(area, "regions"), qualities: ticked(area, "qualities") }));
    for (const { area, regions } of areas) this.tell(area, regions);
    for (const region of this.regions) this.draw(region, areas.filter(({ regions }) => regions.has(region.dataset.region)));
    this.root.querySelector("[data-marking] b").textContent = `area ${this.current.dataset.area}`;
  }

  tell(area, regions) {
    area.classList.toggle("is-marked", area === this.current);
    if (!isUsed(area)) return;
    area.querySelector("[data-where]").textContent = inWords(this.regions.filter((region) => regions.has(region.dataset.region))) || "nothing marked yet";
    area.querySelector("[data-title]").classList.add("used");
    area.querySelector("[data-found]").textContent = labels(area, "signs").join("; ");
    area.querySelector("[data-short]").textContent = [sentence(labels(area, "qualities")), scores(area)].filter(Boolean).join("; ");
  }

  draw(region, areas) {
    const name = region.dataset.region;
    const numbers = areas.map(({ number }) => number);
    const isOn = numbers.length > 0;
    const fill = this.patterns.filter((pattern) => pattern.dataset.qualities.split(" ").some((quality) => areas.some(({ qualities }) => qualities.has(quality)))).map((pattern) => pattern.dataset.letter).join("");
    const skin = region.querySelector(".skin");
    region.classList.toggle("on", isOn);
    region.setAttribute("aria-checked", String(numbers.includes(this.current.dataset.area)));
    region.setAttribute("aria-label", region.dataset.name + (isOn ? `, in area ${numbers.join(" and ")}` : "") + (region.classList.contains("was") ? ", marked last time" : ""));
    if (fill) skin.setAttribute("fill", `url(#pain-${fill})`);
    else skin.removeAttribute("fill");
    this.figure.querySelector(`[data-badge="${name}"]`).textContent = numbers.join(" ");
  }

  /** What each pain points to, from what was just saved: the saved areas in their order. */
  async askForHints() {
    const asked = ++this.asked;
    const answer = await fetch(this.root.dataset.hintsAt, { credentials: "same-origin" }).catch(() => null);
    // An answer that a later save has overtaken says nothing any more.
    if (!answer?.ok || asked !== this.asked) return;
    const found = document.createElement("template");
    found.innerHTML = await answer.text();
    const saved = this.areas().filter((area) => ticked(area, "regions").size > 0);
    const blocks = [...found.content.children];
    if (blocks.length === saved.length) saved.forEach((area, place) => area.querySelector("[data-hints]").replaceChildren(...blocks[place].childNodes));
  }
}

function ticked(area, name) {
  return new Set([...area.querySelectorAll(`input[name$="_${name}"]:checked`)].map((box) => box.value));
}

function labels(area, name) {
  return [...area.querySelectorAll(`input[name$="_${name}"]:checked`)].map((box) => box.closest("label").textContent.trim());
}

function isUsed(area) {
  return [...area.querySelectorAll("input, select")].some((control) => (["checkbox", "radio"].includes(control.type) ? control.checked && control.value !== "" : control.value !== ""));
}

function tick(area, region) {
  const box = area.querySelector(`input[name$="_regions"][value="${CSS.escape(region)}"]`);
  box.checked = !box.checked;
  for (const type of ["input", "change"]) box.dispatchEvent(new Event(type, { bubbles: true }));
}

/** The same words as symptoms.body.in_words. */
function inWords(regions) {
  const sides = {};
  for (const { dataset } of regions) (sides[dataset.name.replace(/^(Right|Left) /, "")] ??= []).push(dataset.name);
  const said = Object.entries(sides).map(([name, found]) => (found.length === 1 ? found[0] : `${name}, both sides`));
  return said.map((words, place) => (place === 0 ? words[0].toUpperCase() + words.slice(1) : words.replace(/^(Right|Left) /, (side) => side.toLowerCase()))).join("; ");
}

function sentence(words) {
  return words.map((word, place) => (place === 0 ? word : word.toLowerCase())).join(", ");
}

function scores(area) {
  const said = ["worst", "usual"].map((name) => [name, area.querySelector(`input[name$="_${name}"]:checked`)?.value]);
  return said.filter(([, score]) => score).map(([name, score]) => `${name} ${score}`).join(", ");
}

/** The region whose middle is nearest in this direction; what lies aside counts as farther. */
function nearest(from, regions, [right, down]) {
  const start = middle(from);
  let best = null;
  let least = Infinity;
  for (const region of regions) {
    if (region === from || !region.checkVisibility()) continue;
    const [x, y] = middle(region);
    const ahead = (x - start[0]) * right + (y - start[1]) * down;
    const aside = Math.abs((x - start[0]) * down) + Math.abs((y - start[1]) * right);
    const far = ahead + BESIDE_COUNTS * aside;
    if (ahead > 3 && far < least) [best, least] = [region, far];
  }
  return best;
}

function middle(region) {
  const box = region.querySelector(".skin").getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

function openAtErrors({ addedNodes }) {
  for (const node of addedNodes) {
    if (node instanceof Element && node.matches("[data-autosave-error]")) node.closest("[data-area]").open = true;
  }
}
