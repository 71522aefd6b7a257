// One form that posts itself to its own address on change and three seconds after the last key.
// The control in focus is never replaced and no typed text is ever thrown away. The server answers
//   200 {"saved_at": "11:32", "version": 14}, with {"left_out": {field: [words]}} for what can't be kept yet
//   422 {"errors": {field: [words]}}, or 409 when the whole form came too late
//   409 a fragment with both texts, shown in [data-conflict]
//   403 {"detail": words} when somebody else is signed in now

import { addressOf } from "./dom.js";
import { showErrors } from "./field_errors.js";
import { bringBack, forget, keep } from "./kept.js";

const AFTER_LAST_KEY = 3_000;
const TRY_AGAIN = 10_000;
const STOP_WAITING = 20_000;
// A sign-in page is where an expired session is sent to.
const SIGNED_OUT = 401;

export class Draft {
  constructor(form, onTold) {
    this.form = form;
    this.onTold = onTold;
    this.dirty = false;
    this.saving = null;
    this.blocked = this.refused = false;
    this.paused = false;
    this.inConflict = false;
    this.unsavedSince = "";
    this.state = "";
    this.words = "";
    this.toldAt = 0;
    this.timer = 0;
    form.addEventListener("input", () => this.touched(AFTER_LAST_KEY));
    form.addEventListener("change", () => this.touched(0));
    const since = bringBack(form);
    if (since !== null) this.broughtBack(since);
    else if (differsFromWhatWasServed(form)) this.touched(0);
  }

  /** Would something be lost if the page went now? */
  get isPending() {
    return this.dirty || this.saving !== null;
  }

  /** Is there anything that waiting could bring to the server? */
  get canSettle() {
    return this.isPending && !this.blocked;
  }

  touched(wait) {
    this.dirty = true;
    keep(this.form, this.unsavedSince);
    if (this.refused) {
      this.refused = this.blocked = false;
      wait = AFTER_LAST_KEY;
    }
    if (!this.blocked) this.later(wait);
  }

  later(wait) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), wait);
  }

  pause() {
    this.paused = true;
  }

  resume() {
    this.paused = false;
  }

  /** The form is posted by its own button: nothing of it is unsaved any more. */
  leave() {
    window.clearTimeout(this.timer);
    this.dirty = false;
    this.blocked = true;
  }

  saveIfDirty() {
    if (this.dirty) this.save();
  }

  /** Resolves when everything typed so far was sent, or could not be. */
  async settle() {
    await this.saving;
    if (this.dirty) await this.save();
  }

  save() {
    if (this.blocked || this.paused) return Promise.resolve();
    this.saving ??= this.send().finally(() => {
      this.saving = null;
      if (this.dirty && !this.unsavedSince && !this.blocked) this.later(AFTER_LAST_KEY);
    });
    return this.saving;
  }

  async send() {
    window.clearTimeout(this.timer);
    this.dirty = false;
    this.say("saving", "Saving");
    try {
      await this.hear(await this.post());
    } catch {
      this.lost();
    }
  }

  post() {
    return fetch(addressOf(this.form), {
      method: "POST",
      body: new FormData(this.form),
      headers: { "X-Autosave": "1", Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(STOP_WAITING),
    });
  }

  async hear(response) {
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.ok) this.saved(await response.json());
    else if (isJson && [409, 422].includes(response.status)) this.markRefused(await response.json());
    else if (response.status === 409) this.showConflict(await response.text());
    else if (isJson && response.status === 403) this.lost(403, (await response.json()).detail);
    else this.lost(response.type === "opaqueredirect" ? SIGNED_OUT : response.status);
  }

  saved(answer) {
    const { saved_at: at, version } = answer;
    this.unsavedSince = "";
    if (!this.dirty) forget(this.form);
    if (version !== undefined) this.setHidden("version", version);
    this.setHidden("once", freshKey());
    if (this.dirty) keep(this.form, "");
    showErrors(this.form, answer.left_out ?? {});
    this.form.dispatchEvent(new CustomEvent("section:saved", { bubbles: true, detail: answer }));
    if (answer.left_out && !this.dirty) this.leftOut(at);
    else this.say("saved", version === undefined ? `Saved ${at}` : `Saved ${at}, draft ${version}`);
  }

  /** The rest is saved. What was left out stays typed, here and for a reload, until it is made whole. */
  leftOut(at) {
    this.notSaved();
    this.refused = this.blocked = true;
    this.say("unsaved", `Saved ${at}, but for the marked answer`);
  }

  /** A refused answer is not sent again until it was changed. */
  markRefused({ errors }) {
    this.notSaved();
    this.refused = this.blocked = true;
    showErrors(this.form, errors);
    this.say("unsaved", `Not saved since ${this.unsavedSince}, see the marked answer`);
  }

  showConflict(fragment) {
    this.notSaved();
    this.inConflict = this.blocked = true;
    this.say("unsaved", "Not saved: someone else changed this");
    const place = document.querySelector("[data-conflict]");
    if (!place) return;
    place.innerHTML = fragment;
    place.hidden = false;
    place.addEventListener("submit", (event) => {
      this.leave();
      if (event.submitter?.name === "keep_theirs") forget(this.form);
      else keep(event.target, "", this.form);
    });
    window.htmx?.process(place);
    place.scrollIntoView({ block: "nearest" });
  }

  lost(status = 0, detail = "") {
    this.notSaved();
    const reason = [SIGNED_OUT, 403, 404].includes(status) ? "sign in again in another tab" : "trying again";
    this.say("unsaved", detail ? `Not saved since ${this.unsavedSince}. ${detail}` : `Not saved since ${this.unsavedSince}, ${reason}`);
    this.later(TRY_AGAIN);
  }

  notSaved() {
    this.dirty = true;
    this.unsavedSince ||= clock();
    keep(this.form, this.unsavedSince);
  }

  /** What an earlier page of this tab could not save stands in the form again, and is sent. */
  broughtBack(since) {
    this.unsavedSince = since;
    const line = document.createElement("p");
    line.className = "alert note";
    line.dataset.broughtBack = "";
    line.setAttribute("role", "status");
    line.textContent = "Brought back what was not saved";
    this.form.prepend(line);
    this.form.dispatchEvent(new Event("section:open", { bubbles: true }));
    this.touched(0);
  }

  setHidden(name, value) {
    const hidden = this.form.elements.namedItem(name);
    if (hidden instanceof HTMLInputElement) hidden.value = value;
  }

  say(state, words) {
    this.state = state;
    this.words = words;
    this.toldAt = performance.now();
    this.onTold();
  }
}

/** Was something typed before this script ran, or brought back by the browser? Nobody heard of it then. */
function differsFromWhatWasServed(form) {
  return [...form.elements].some((control) => {
    if (control.type === "hidden" || !control.name) return false;
    if (control instanceof HTMLSelectElement) return control.selectedIndex !== servedIndex(control);
    if (["checkbox", "radio"].includes(control.type)) return control.checked !== control.defaultChecked;
    return "defaultValue" in control && control.value !== control.defaultValue;
  });
}

function servedIndex(select) {
  return Math.max(0, [...select.options].findIndex((option) => option.defaultSelected));
}

/** A new one-time key: a save that is sent again after a lost answer keeps its old one and counts once. */
function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

function clock() {
  return new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}
