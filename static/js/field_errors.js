// Messages of an autosave stand where the messages of a full post would stand.

/** Shows each message under its field, and takes away those that no longer hold. */
export function showErrors(form, errors) {
  form.querySelectorAll("[data-autosave-error]").forEach((old) => old.remove());
  form.querySelectorAll("[data-autosave-invalid]").forEach((control) => {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("data-autosave-invalid");
  });
  for (const [name, messages] of Object.entries(errors)) showError(form, name, messages);
}

function showError(form, name, messages) {
  const control = form.querySelector(`[name="${CSS.escape(name)}"], [name="${CSS.escape(name)}_number"]`);
  const field = control?.closest(".field, .score");
  if (!field) {
    form.prepend(listOf(messages));
    return;
  }
  field.append(listOf(messages));
  control.setAttribute("aria-invalid", "true");
  control.dataset.autosaveInvalid = "";
}

function listOf(messages) {
  const list = document.createElement("ul");
  list.className = "errors";
  list.setAttribute("role", "list");
  list.dataset.autosaveError = "";
  list.append(...messages.map(lineOf));
  return list;
}

function lineOf(message) {
  const line = document.createElement("li");
  const word = document.createElement("strong");
  word.textContent = "Error: ";
  line.append(word, message);
  return line;
}
