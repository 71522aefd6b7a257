// Signing in again, in another tab, changes the token that forms are checked by. Every form of this page sends
// the one that holds at that moment.

const FIELD = "csrfmiddlewaretoken";

function tokenNow() {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1];
}

export function startTokens() {
  document.addEventListener("formdata", ({ formData }) => {
    const token = tokenNow();
    if (token && formData.has(FIELD)) formData.set(FIELD, token);
  });
}
