// Rows that grow: as soon as the last one is typed into, an empty one follows. Without script a button does.

export function startRows() {
  for (const rows of document.querySelectorAll("[data-rows]")) {
    rows.addEventListener("input", (event) => growAfter(rows, event.target));
    // Typed before this script ran, or brought back by the browser.
    const last = [...rows.querySelectorAll(".entry-row")].at(-1);
    last?.querySelectorAll('input[type="text"]').forEach((box) => growAfter(rows, box));
    document.querySelectorAll(`[data-more="${rows.dataset.rows}"]`).forEach((act) => (act.hidden = true));
  }
}

function growAfter(rows, box) {
  const last = [...rows.querySelectorAll(".entry-row")].at(-1);
  const total = rows.closest("form").elements.namedItem(`${rows.dataset.rows}-TOTAL_FORMS`);
  const most = rows.closest("form").elements.namedItem(`${rows.dataset.rows}-MAX_NUM_FORMS`);
  if (!last?.contains(box) || !box.value || Number(total.value) >= Number(most.value)) return;
  const template = rows.querySelector("template");
  const row = document.createElement("div");
  row.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value).replaceAll("__number__", Number(total.value) + 1);
  template.before(...row.children);
  total.value = Number(total.value) + 1;
}
