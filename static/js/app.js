/* What every page needs: one click does one thing, counters, unsaved text, focus, menus, keys, faults of htmx.
   Everything here only shortens the way: each page works without it. */
"use strict";

(() => {
  const root = document;
  const all = (selector, from = root) => [...from.querySelectorAll(selector)];

  /* --- Notices ---------------------------------------------------------------------------------------------------- */
  const notify = (text, family = "bad", icon = "exclamation-octagon") => {
    const place = root.getElementById("thong-bao");
    if (!place) return;
    const box = root.createElement("div");
    box.className = `notice notice-${family}`;
    box.innerHTML = `<i class="bi bi-${icon}" aria-hidden="true"></i><div><p class="mt-0"></p></div>`;
    box.querySelector("p").textContent = text;
    place.replaceChildren(box);
    box.scrollIntoView({ block: "nearest" });
  };

  /* --- Small posts ------------------------------------------------------------------------------------------------- */
  const post = (url, fields) => {
    const token = root.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice("csrftoken=".length);
    return fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": token || "", "X-Requested-With": "XMLHttpRequest" },
      redirect: "manual",
      credentials: "same-origin",
    }).then((answer) => (answer.ok ? answer : null)).catch(() => null);
  };

  /* --- One click does one thing ----------------------------------------------------------------------------------- */
  const submitters = (form) => [...form.elements].filter((field) => field.type === "submit");
  const release = (form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
    submitters(form).filter((button) => "held" in button.dataset).forEach((button) => {
      button.disabled = false;
      delete button.dataset.held;
    });
  };
  const hold = (form) => {
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    // Later than now: a disabled button would not be sent.
    setTimeout(() => submitters(form).filter((button) => !button.disabled).forEach((button) => {
      button.disabled = true;
      button.dataset.held = "";
    }));
    setTimeout(() => release(form), 20000);
  };
  const freshToken = (form) => {
    // Someone who logged in again in another window has a newer token than this page.
    const cookie = root.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
    const field = form.querySelector("input[name=csrfmiddlewaretoken]");
    if (cookie && field) field.value = cookie.slice("csrftoken=".length);
  };
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    if (Number(form.dataset.uploading)) {
      event.preventDefault();
      return notify("Còn tệp đang tải lên. Chờ tải xong hoặc hủy tệp đó, rồi bấm lại.", "act", "upload");
    }
    const question = event.submitter?.dataset.confirm;
    if (question && !window.confirm(question)) return event.preventDefault();
    delete form.dataset.dirty;
    freshToken(form);
    if (!("keepEnabled" in form.dataset)) hold(form);
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach(release));

  /* --- Unsaved text ----------------------------------------------------------------------------------------------- */
  const guarded = "form[data-guard], form[data-autosave]";
  root.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches(guarded)) form.dataset.dirty = "1";
  });
  window.addEventListener("beforeunload", (event) => {
    if (root.querySelector("form[data-dirty]")) event.preventDefault();
  });

  /* --- A sent form's text (kept by autosave.js when it left) goes once it is known to have arrived -------------------- */
  const forgetSent = () => {
    const key = sessionStorage.getItem("ban-nhap-da-gui");
    if (!key) return;
    sessionStorage.removeItem("ban-nhap-da-gui");
    const faulty = root.querySelector("[data-keep-typed]");
    const sameForm = root.querySelector("form[data-autosave]");
    const answered = root.querySelector(".messages .notice-ok, [data-error-summary]");
    if (!faulty && (!sameForm || answered)) localStorage.removeItem(key);
  };

  /* --- Counters of long texts ------------------------------------------------------------------------------------- */
  const whole = new Intl.NumberFormat("vi-VN");
  const count = (area, limit, shown, spoken) => {
    const used = area.value.length;
    shown.textContent = `${whole.format(used)}/${whole.format(limit)} ký tự`;
    shown.classList.toggle("over", used > limit);
    const step = [1, 0.95, 0.8].find((part) => used >= limit * part) || 0;
    if (String(step) !== spoken.dataset.step) {
      spoken.dataset.step = step;
      spoken.textContent = !step ? "" : used > limit
        ? `Quá ${whole.format(used - limit)} ký tự` : `Còn ${whole.format(limit - used)} ký tự`;
    }
  };
  const startCounter = (area) => {
    const limit = Number(area.dataset.limit || area.maxLength);
    if (!(limit > 0) || "counted" in area.dataset) return;
    area.dataset.counted = "";
    // A browser cuts pasted text at maxlength without a word; the server says it in a sentence and keeps all of it.
    area.removeAttribute("maxlength");
    const foot = root.createElement("div");
    foot.className = "field-foot";
    foot.innerHTML = '<span class="visually-hidden" role="status"></span><span class="push"></span>';
    area.after(foot);
    const [spoken, shown] = foot.children;
    area.addEventListener("input", () => count(area, limit, shown, spoken));
    count(area, limit, shown, spoken);
  };

  /* --- Focus: the list of errors first, each line leads to its field ---------------------------------------------- */
  const focusable = "input:not([type=hidden]), select, textarea, button, a[href], [tabindex]";
  const goTo = (id) => {
    const target = root.getElementById(id);
    if (!target) return false;
    const field = target.matches(focusable) ? target : target.querySelector(focusable);
    (field?.tomselect || field || target).focus();
    target.scrollIntoView({ block: "center" });
    return Boolean(field);
  };
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a[href^='#'], .ready a[href^='#'], .notice a[href^='#']");
    if (link && goTo(decodeURIComponent(link.hash.slice(1)))) event.preventDefault();
  });

  /* --- Menus: <details class="menu"> works alone, this only closes it --------------------------------------------- */
  const closeMenus = (except) => all("details.menu[open]").filter((menu) => menu !== except).forEach((menu) => {
    menu.open = false;
  });
  root.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  root.addEventListener("focusin", (event) => closeMenus(event.target.closest("details.menu")));

  // Bootstrap makes the open side navigation a dialog; it stays what it is, a navigation.
  root.addEventListener("shown.bs.offcanvas", (event) => {
    if (event.target.matches("nav")) ["role", "aria-modal"].forEach((name) => event.target.removeAttribute(name));
  });

  /* --- Faults of htmx --------------------------------------------------------------------------------------------- */
  root.addEventListener("htmx:sendError", () => notify("Không nối được với máy chủ. Kiểm tra mạng rồi thử lại."));
  root.addEventListener("htmx:responseError", (event) => {
    const known = {
      403: "Bạn không được làm việc này. Tải lại trang để xem những việc làm được.",
      404: "Mục này không còn. Tải lại trang để xem danh sách mới.",
    };
    notify(known[event.detail.xhr.status] || "Máy chủ chưa trả lời được. Thử lại sau ít phút.");
  });

  /* --- Keys (ui.md §10) ------------------------------------------------------------------------------------------- */
  const keysOn = () => root.querySelector("[data-keys-switch]")?.checked ?? false;
  const PLACES = { v: "check2-square", p: "flag", b: "file-earmark-text", k: "award" };
  let awaiting = 0;
  const openKeys = () => root.getElementById("phim-tat")?.showModal();
  const visible = (element) => element && element.getClientRects().length > 0;
  const first = (...selectors) => selectors.flatMap((selector) => all(selector)).find((one) => visible(one) && !one.disabled);
  const openPlace = (key) => root.querySelector(`.app-nav [data-go="${PLACES[key]}"]`)?.click();
  const search = () => {
    const field = first("main input[type=search]");
    return field ? field.focus() : root.querySelector("[data-search]")?.click();
  };
  const walk = (step) => {
    // A page that is one of a queue leads on by its own links.
    const beside = root.querySelector(step > 0 ? "a.queue-step[rel=next]" : "a.queue-step[rel=prev]");
    if (beside) return beside.click();
    const queue = all(".queue-item");
    const stops = queue.length ? queue : all(".task h3 a, main .tbl tbody th a").filter(visible);
    const open = queue.findIndex((item) => item.hasAttribute("aria-current"));
    const here = stops.indexOf(root.activeElement);
    const next = stops[(here < 0 && open >= 0 ? open : here) + step] || (here < 0 && open < 0 ? stops[0] : null);
    if (!next) return;
    return open >= 0 && here < 0 ? next.click() : next.focus();
  };
  const press = (button, ask) => {
    if (!button) return;
    const own = button.dataset.confirm;
    if (ask && !own && !window.confirm(`${button.textContent.trim()}?`)) return;
    button.click();
  };
  const withControl = (event) => {
    if (event.key.toLowerCase() === "s") {
      const button = first("[data-shortcut=save]", ".form-bar .btn-plain[type=submit]", "form[data-guard] [type=submit]");
      if (button) {
        event.preventDefault();
        press(button, false);
      }
    } else if (event.key === "Enter") {
      const button = first("[data-shortcut=primary]", ".form-bar .btn-primary", ".page-actions .btn-primary");
      press(button, button?.type === "submit");
    }
  };
  const single = (key) => {
    if (awaiting && Date.now() - awaiting < 1500 && PLACES[key]) {
      awaiting = 0;
      return openPlace(key);
    }
    awaiting = key === "g" ? Date.now() : 0;
    if (key === "/") search();
    else if (key === "j") walk(1);
    else if (key === "k") walk(-1);
    else if (key === "?") openKeys();
    else return false;
    return true;
  };
  root.addEventListener("keydown", (event) => {
    // Telex and VNI compose letters: never take a key from them.
    if (event.isComposing || event.keyCode === 229 || event.altKey) return;
    if (event.key === "Escape") {
      const menu = root.querySelector("details.menu[open]");
      closeMenus();
      return menu?.querySelector("summary").focus();
    }
    if (event.ctrlKey || event.metaKey) return withControl(event);
    const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog[open], .ts-wrapper");
    if (typing || !keysOn()) return;
    if (single(event.key)) event.preventDefault();
  });
  root.addEventListener("click", (event) => event.target.closest("[data-open-keys]") && openKeys());
  const startKeySwitch = () => {
    const box = root.querySelector("[data-keys-switch]");
    if (!box) return;
    box.addEventListener("change", async () => {
      if (!box.dataset.keysSwitch) return;
      const told = await post(box.dataset.keysSwitch, { on: box.checked ? "1" : "0" });
      if (!told) notify("Chưa giữ được lựa chọn phím tắt. Kiểm tra mạng rồi chọn lại.");
    });
  };

  /* --- Start, and start again inside what htmx brought ------------------------------------------------------------- */
  const start = (part) => all("textarea[maxlength], textarea[data-limit]", part).forEach(startCounter);
  root.addEventListener("htmx:load", (event) => start(event.detail.elt));
  root.addEventListener("DOMContentLoaded", () => {
    forgetSent();
    start(root);
    startKeySwitch();
    root.querySelector("[data-error-summary]")?.focus();
    const print = (event) => event.target.closest("[data-print]") && window.print();
    root.addEventListener("click", print);
  });

  window.emulation = { notify, post };
})();
