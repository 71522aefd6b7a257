// Small questions that several modules ask.

const TEXT_TYPES = new Set(["text", "search", "email", "password", "tel", "url", "number", "date", "time"]);

/** Is this a box where a letter key must type a letter? */
export function takesText(element) {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return true;
  return element instanceof HTMLInputElement && TEXT_TYPES.has(element.type);
}

/** Is a dialog open, so that the page behind it takes no keys? */
export function dialogIsOpen() {
  return document.querySelector("dialog[open]") !== null;
}

/** Is this a key on its own, without Ctrl, Alt or the command key? */
export function isPlainKey(event) {
  return !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
}

/** Where a form posts. The attribute is read because a control named "action" would hide the property. */
export function addressOf(form) {
  return form.getAttribute("action") || window.location.href;
}
