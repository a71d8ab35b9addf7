/* Arrow keys inside a matrix: <table data-matrix>. One cell is in the tab order, arrows move it (roving tabindex). */
"use strict";

(() => {
  const inside = "a[href], button:not([disabled]), input:not([type=hidden]):not([disabled])";
  const grid = (table) => [...table.tBodies].flatMap((body) => [...body.rows])
    .map((row) => [...row.cells].map((cell) => cell.querySelector(inside)))
    .filter((row) => row.some(Boolean));

  const find = (rows, element) => {
    for (let y = 0; y < rows.length; y += 1) {
      const x = rows[y].indexOf(element);
      if (x >= 0) return [x, y];
    }
    return null;
  };

  const seek = (rows, x, y, dx, dy) => {
    for (let a = x + dx, b = y + dy; rows[b] && a >= 0 && a < rows[b].length; a += dx, b += dy) {
      if (rows[b][a]) return rows[b][a];
    }
    return null;
  };

  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const target = (rows, [x, y], event) => {
    const row = rows[y].filter(Boolean);
    if (event.key === "Home") return event.ctrlKey ? rows[0].find(Boolean) : row[0];
    if (event.key === "End") return event.ctrlKey ? rows.at(-1).filter(Boolean).at(-1) : row.at(-1);
    const move = MOVES[event.key];
    return move ? seek(rows, x, y, ...move) : null;
  };

  const settle = (rows, chosen) => rows.flat().forEach((one) => one && (one.tabIndex = one === chosen ? 0 : -1));

  const start = (table) => {
    const rows = grid(table);
    const here = rows.flat().find((one) => one && one === document.activeElement) || rows.flat().find(Boolean);
    if (here) settle(rows, here);
  };

  document.addEventListener("keydown", (event) => {
    const table = event.target.closest?.("table[data-matrix]");
    if (!table || event.isComposing || event.altKey) return;
    // In a field, left, right, Home and End belong to its text.
    if (event.target.matches("input") && !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const rows = grid(table);
    const from = find(rows, event.target);
    const to = from && target(rows, from, event);
    if (!to) return;
    event.preventDefault();
    settle(rows, to);
    to.focus();
    to.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  document.addEventListener("focusin", (event) => {
    const table = event.target.closest?.("table[data-matrix]");
    const rows = table && grid(table);
    if (rows && find(rows, event.target)) settle(rows, event.target);
  });
  const startAll = () => document.querySelectorAll("table[data-matrix]").forEach(start);
  document.addEventListener("DOMContentLoaded", startAll);
  document.addEventListener("htmx:load", startAll);
})();
