// In a grid the arrow keys move from cell to cell, and Enter opens the day or the row.

import { isPlainKey } from "./dom.js";

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export function startGrid() {
  for (const table of document.querySelectorAll("table[data-grid]")) start(table);
}

function start(table) {
  const rows = [...table.rows].filter((row) => row.cells.length > 1).map((row) => [...row.cells]);
  if (rows.length < 2 || !table.checkVisibility()) return;
  const said = document.querySelector("[data-grid-said]");
  const newest = rows[0].length - 4;
  let at = [1, Math.max(newest, 0)];
  rows.flat().forEach((cell) => { cell.tabIndex = -1; });
  cellAt(at).tabIndex = 0;

  table.addEventListener("keydown", (event) => {
    if (!isPlainKey(event) || event.shiftKey || event.target.closest("a, button, input")) return;
    const cell = event.target.closest("td, th");
    if (!cell) return;
    if (event.key === "Enter") return open(cell);
    const to = next(event.key, place(cell));
    if (!to) return;
    event.preventDefault();
    cellAt(to).focus();
  });

  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td, th");
    if (!cell || event.target !== cell) return;
    cellAt(at).tabIndex = -1;
    at = place(cell);
    cell.tabIndex = 0;
    if (said && cell.title) said.textContent = cell.title;
  });

  function cellAt([row, column]) {
    return rows[row][column];
  }

  function place(cell) {
    const row = rows.findIndex((cells) => cells.includes(cell));
    return [row, rows[row].indexOf(cell)];
  }

  function next(key, [row, column]) {
    if (key === "Home") return [row, 0];
    if (key === "End") return [row, Math.max(newest, 0)];
    if (!(key in STEPS)) return null;
    const [down, right] = STEPS[key];
    const to = [row + down, column + right];
    return rows[to[0]]?.[to[1]] ? to : null;
  }

  /** A cell opens its day; the name of a row, and what stands after the days, opens the row. */
  function open(cell) {
    const [row, column] = place(cell);
    const link = rows[0][column]?.querySelector("a") ?? rows[row][0].querySelector("a");
    link?.click();
  }
}
