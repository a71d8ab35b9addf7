/* The score sheet saves each cell a moment after it was typed and shows points and totals as the server counts them.
   A cell waits while an earlier save is under way; without this script the Save button does the same. What could not be saved
   stays in the page: it is sent again every few seconds, after a new login when the person comes back to this page. */
"use strict";

(() => {
  const form = document.querySelector("form[data-score-sheet]");
  if (!form) return;
  const REST = 800;
  const RETRY = 5000;
  const changed = new Set();
  let timer = 0;
  let sending = false;
  let unsaved = false;
  const place = form.querySelector("[data-saved]");

  const say = (family, icon, text, link) => {
    const box = document.createElement("span");
    box.className = family;
    box.innerHTML = `<i class="bi bi-${icon}" aria-hidden="true"></i><span></span>`;
    box.lastChild.textContent = text;
    if (link) {
      const anchor = Object.assign(document.createElement("a"), { href: link.url, target: "_blank", rel: "noopener" });
      anchor.textContent = link.text;
      box.lastChild.append(" ", anchor);
    }
    place.replaceChildren(box);
  };

  // A new login in another window changes the token: the cookie has the one that holds.
  const token = () =>
    document.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice("csrftoken=".length) ||
    form.querySelector("input[name=csrfmiddlewaretoken]").value;

  const bodyOf = (cells) => {
    const body = new FormData();
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

  const failed = () => {
    say("st st-act", "cloud-slash", "Chưa lưu được, đang thử lại");
    timer = setTimeout(send, RETRY);
  };

  const loggedOut = () => {
    const url = `/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
    const text = "Đăng nhập lại ở cửa sổ mới, rồi quay về trang này.";
    say("st st-act", "lock", "Đã hết phiên, các ô vừa nhập chưa lưu nhưng vẫn còn ở đây.", { url, text });
  };

  const refused = ({ message }, cells) => {
    for (const cell of cells) for (const field of cell.querySelectorAll("input.num")) field.setAttribute("aria-invalid", "");
    say("st st-act", "exclamation-triangle", message || "Chưa lưu được. Hãy bấm Lưu.");
  };

  // Whether the server kept the cells.
  const take = async (answer, cells) => {
    if (answer.ok) show(await answer.json());
    else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) loggedOut();
    else if (answer.status >= 500) failed();
    else refused(await answer.json().catch(() => ({})), cells);
    return answer.ok;
  };

  const send = async () => {
    if (sending || changed.size === 0) return;
    clearTimeout(timer);
    sending = true;
    const cells = [...changed];
    changed.clear();
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": token() };
      const answer = await fetch(form.action, { method: "POST", body: bodyOf(cells), headers, redirect: "manual" });
      unsaved = !(await take(answer, cells));
    } catch {
      unsaved = true;
      failed();
    }
    sending = false;
    if (unsaved) cells.forEach((cell) => changed.add(cell));
    else if (changed.size) plan();
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
  const again = () => unsaved && plan();
  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  form.addEventListener("submit", () => clearTimeout(timer));
})();
