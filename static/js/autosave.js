// A form with data-autosave posts itself to its own address on change and three seconds after the last key.
// The server answers JSON; the control in focus is never replaced and no typed text is ever thrown away.
//   200 {"saved_at": "11:32", "version": 14}      422 {"errors": {field: [words]}}
//   409 a fragment with both texts, shown in [data-conflict]

import { addressOf } from "./dom.js";

const AFTER_LAST_KEY = 3_000;
const TRY_AGAIN = 10_000;
const STOP_WAITING = 20_000;
// A sign-in page is where an expired session is sent to.
const SIGNED_OUT = 401;

class Draft {
  constructor(form) {
    this.form = form;
    this.state = document.querySelector("[data-save-state]");
    this.dirty = false;
    this.saving = false;
    this.blocked = false;
    this.leaving = false;
    this.inConflict = false;
    this.submitAfterSave = false;
    this.submitter = null;
    this.timer = 0;
    this.unsavedSince = "";
  }

  listen() {
    this.form.addEventListener("input", () => this.touched(AFTER_LAST_KEY));
    this.form.addEventListener("change", () => this.touched(0));
    this.form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.dirty && this.save());
    window.addEventListener("beforeunload", (event) => (this.dirty || this.saving) && event.preventDefault());
    window.addEventListener("pagehide", () => (this.leaving = true));
    window.addEventListener("pageshow", () => (this.leaving = false));
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.save());
  }

  touched(wait) {
    this.dirty = true;
    if (!this.blocked) this.later(wait);
  }

  later(wait) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), wait);
  }

  /** The form's own button posts everything. A save on its way goes first, or its version would be lost. */
  submitted(event) {
    if (!this.saving) return this.leave();
    event.preventDefault();
    this.submitter = event.submitter;
    this.submitAfterSave = true;
  }

  leave() {
    window.clearTimeout(this.timer);
    this.dirty = false;
    this.blocked = true;
  }

  async save() {
    if (this.saving || this.blocked || this.leaving) return;
    window.clearTimeout(this.timer);
    this.saving = true;
    this.dirty = false;
    this.say("saving", "Saving");
    try {
      await this.answer(await this.post());
    } catch {
      this.lost();
    }
    this.saving = false;
    if (this.submitAfterSave) this.submitNow();
    else if (this.dirty && !this.unsavedSince && !this.blocked) this.later(AFTER_LAST_KEY);
  }

  submitNow() {
    this.submitAfterSave = false;
    if (!this.inConflict) this.form.requestSubmit(this.submitter);
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

  async answer(response) {
    if (response.ok) this.saved(await response.json());
    else if (response.status === 422) this.refused(await response.json());
    else if (response.status === 409) this.conflicted(await response.text());
    else this.lost(response.type === "opaqueredirect" ? SIGNED_OUT : response.status);
  }

  saved({ saved_at: at, version }) {
    this.unsavedSince = "";
    if (version !== undefined) this.setHidden("version", version);
    this.setHidden("once", freshKey());
    showErrors(this.form, {});
    this.say("saved", version === undefined ? `Saved ${at}` : `Saved ${at}, draft ${version}`);
  }

  refused({ errors }) {
    this.dirty = true;
    this.unsavedSince = this.unsavedSince || clock();
    showErrors(this.form, errors);
    this.say("unsaved", `Not saved since ${this.unsavedSince}, see the marked answer`);
    this.blockUntilChange();
  }

  conflicted(fragment) {
    this.dirty = true;
    this.blocked = true;
    this.inConflict = true;
    this.say("unsaved", "Not saved: someone else changed this");
    const place = document.querySelector("[data-conflict]");
    if (!place) return;
    place.innerHTML = fragment;
    place.hidden = false;
    place.addEventListener("submit", () => this.leave());
    window.htmx?.process(place);
  }

  lost(status = 0) {
    this.dirty = true;
    this.unsavedSince = this.unsavedSince || clock();
    const reason = status === SIGNED_OUT || status === 403 ? "sign in again in another tab" : "trying again";
    this.say("unsaved", `Not saved since ${this.unsavedSince}, ${reason}`);
    this.later(TRY_AGAIN);
  }

  /** A refused answer is not sent again until it was changed. */
  blockUntilChange() {
    this.blocked = true;
    this.form.addEventListener("input", () => this.unblock(), { once: true });
    this.form.addEventListener("change", () => this.unblock(), { once: true });
  }

  unblock() {
    this.blocked = false;
    this.touched(AFTER_LAST_KEY);
  }

  setHidden(name, value) {
    const hidden = this.form.elements.namedItem(name);
    if (hidden instanceof HTMLInputElement) hidden.value = value;
  }

  say(state, words) {
    if (!this.state) return;
    this.state.dataset.state = state;
    this.state.textContent = words;
  }
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

/** Shows each message under its field, and takes away those that no longer hold. */
function showErrors(form, errors) {
  form.querySelectorAll("[data-autosave-error]").forEach((old) => old.remove());
  form.querySelectorAll("[data-autosave-invalid]").forEach((control) => {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("data-autosave-invalid");
  });
  for (const [name, messages] of Object.entries(errors)) showError(form, name, messages);
}

function showError(form, name, messages) {
  const control = form.querySelector(`[name="${CSS.escape(name)}"], [name="${CSS.escape(name)}_number"]`);
  const list = document.createElement("ul");
  list.className = "errors";
  list.setAttribute("role", "list");
  list.dataset.autosaveError = "";
  for (const message of messages) list.append(item(message));
  const field = control?.closest(".field, .score");
  if (!field) {
    form.prepend(list);
    return;
  }
  field.append(list);
  control.setAttribute("aria-invalid", "true");
  control.dataset.autosaveInvalid = "";
}

function item(message) {
  const line = document.createElement("li");
  const word = document.createElement("strong");
  word.textContent = "Error: ";
  line.append(word, message);
  return line;
}

export function startAutosave() {
  document.querySelectorAll("form[data-autosave]").forEach((form) => new Draft(form).listen());
}
