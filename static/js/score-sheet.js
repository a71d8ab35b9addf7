/* The score sheet saves each cell a moment after it was typed and shows points and totals as the server counts them.
   A cell waits while an earlier save is under way; without this script the Save button does the same. */
"use strict";

(() => {
  const form = document.querySelector("form[data-score-sheet]");
  if (!form) return;
  const REST = 800;
  const changed = new Set();
  let timer = 0;
  let sending = false;
  const place = form.querySelector("[data-saved]");

  const say = (family, icon, text) => {
    const box = document.createElement("span");
    box.className = family;
    box.innerHTML = `<i class="bi bi-${icon}" aria-hidden="true"></i><span></span>`;
    box.lastChild.textContent = text;
    place.replaceChildren(box);
  };

  const bodyOf = (cells) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.querySelector("input[name=csrfmiddlewaretoken]").value);
    for (const cell of cells)
      for (const field of cell.querySelectorAll("input, select"))
        if (field.type !== "checkbox" || field.checked) body.append(field.name, field.value);
    return body;
  };

  const show = (answer) => {
    for (const [name, cell] of Object.entries(answer.cells)) {
      const box = form.querySelector(`[data-cell="${name}"]`);
      if (!box) continue;
      box.querySelector("[data-points]").textContent = cell.points === "–" ? "" : `= ${cell.points}`;
      box.closest("td").classList.toggle("diff", cell.needs_reason);
      if (cell.needs_reason) box.querySelector("details").open = true;
      for (const field of box.querySelectorAll("input.num")) field.toggleAttribute("aria-invalid", name in answer.faults);
    }
    for (const [sheet, total] of Object.entries(answer.totals)) {
      const box = form.querySelector(`[data-total="${sheet}"]`);
      if (box) box.textContent = total;
    }
    const panel = form.querySelector("[data-sentences]");
    panel.hidden = answer.sentences.length === 0;
    panel.querySelector("ul").replaceChildren(...answer.sentences.map((text) => {
      const line = document.createElement("li");
      line.innerHTML = '<i class="bi bi-info-circle" aria-hidden="true"></i><span></span>';
      line.lastChild.textContent = text;
      return line;
    }));
    const faults = Object.values(answer.faults);
    if (faults.length) say("st st-act", "exclamation-triangle", faults[0]);
    else say("saved", "cloud-check", `Đã tự lưu lúc ${answer.saved_at}`);
  };

  const send = async () => {
    if (sending || changed.size === 0) return;
    sending = true;
    const cells = [...changed];
    changed.clear();
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: bodyOf(cells), headers: { Accept: "application/json" }, redirect: "error",
      });
      const said = await answer.json();
      if (answer.ok) show(said);
      else say("st st-act", "exclamation-triangle", said.message);
    } catch {
      cells.forEach((cell) => changed.add(cell));
      say("st st-act", "exclamation-triangle", "Chưa lưu được, đang thử lại");
      timer = setTimeout(send, 5000);
    }
    sending = false;
    if (changed.size) plan();
  };

  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(send, REST);
  };

  const touched = (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.isComposing) return;
    changed.add(cell);
    plan();
  };
  form.addEventListener("input", touched);
  form.addEventListener("change", touched);
  form.addEventListener("submit", () => clearTimeout(timer));
})();
