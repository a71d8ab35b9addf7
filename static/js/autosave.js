/* Autosave of long forms. <form data-autosave="URL" data-autosave-key="KEY" [data-saved-at="ISO"] [data-login-url="URL"]>
   with a place for words: [data-saved]. Two seconds after the last key the fields are posted; the answer is
   {"saved_at": "09:41:20", "version": n}. What could not be sent stays in this browser until it is sent. */
"use strict";

(() => {
  const REST = 2000;
  const RETRY = [5000, 10000, 20000, 40000, 60000];
  const NEVER_KEPT = new Set(["csrfmiddlewaretoken", "password", "citizen_number", "version", "draft_key", "draft_user", "draft_back"]);

  const cookieToken = () =>
    document.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice("csrftoken=".length);

  const place = (form) => form.querySelector("[data-saved]") || form.appendChild(Object.assign(document.createElement("p"), {
    className: "mb-0", role: "status",
  }));

  const say = (form, family, icon, text, link) => {
    const box = document.createElement("span");
    box.className = family;
    box.innerHTML = `<i class="bi bi-${icon}" aria-hidden="true"></i><span></span>`;
    box.lastChild.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link.url;
      anchor.textContent = link.text;
      box.lastChild.append(" ", anchor);
    }
    place(form).replaceChildren(box);
  };

  class Autosave {
    constructor(form) {
      this.form = form;
      this.tries = 0;
      this.sending = false;
      this.stopped = false;
      const owner = form.querySelector("input[name=draft_user]")?.value || "";
      this.key = `ban-nhap:${owner}:${form.dataset.autosaveKey || location.pathname}`;
      form.addEventListener("input", () => this.touched());
      form.addEventListener("change", () => this.touched());
      form.addEventListener("submit", () => this.leave());
      window.addEventListener("online", () => this.pending && this.send());
      window.addEventListener("pagehide", () => this.pending && !form.dataset.sent && this.keep());
      this.offer();
    }

    fields() {
      return [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !NEVER_KEPT.has(name));
    }

    touched() {
      if (this.stopped) return;
      this.pending = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), REST);
    }

    leave() {
      clearTimeout(this.timer);
      this.pending = false;
      // Kept until the next page shows that it arrived (forgetSent in app.js).
      this.keep();
      sessionStorage.setItem("ban-nhap-da-gui", this.key);
    }

    body() {
      const data = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) {
        if (typeof value === "string" && name !== "csrfmiddlewaretoken") data.append(name, value);
      }
      return data;
    }

    async send() {
      if (this.sending || this.stopped) return;
      clearTimeout(this.timer);
      this.sending = true;
      this.pending = false;
      try {
        const token = cookieToken() || this.form.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";
        const answer = await fetch(this.form.dataset.autosave, {
          method: "POST",
          body: this.body(),
          headers: { "X-CSRFToken": token, "X-Autosave": "1", "X-Requested-With": "XMLHttpRequest" },
          redirect: "manual",
          credentials: "same-origin",
        });
        await this.take(answer);
      } catch {
        this.failed();
      } finally {
        this.sending = false;
        if (this.pending && !this.stopped) this.touched();
      }
    }

    async take(answer) {
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return this.loggedOut();
      if (answer.status === 409) return this.conflict(await answer.json());
      if (answer.status >= 400 && answer.status < 500) return this.refused(await answer.json().catch(() => ({})));
      if (!answer.ok) return this.failed();
      const { saved_at: savedAt, version } = await answer.json();
      const field = this.form.querySelector("input[name=version]");
      if (field && version) field.value = version;
      this.tries = 0;
      localStorage.removeItem(this.key);
      if (!this.pending) delete this.form.dataset.dirty;
      say(this.form, "saved", "cloud-check", `Đã tự lưu lúc ${savedAt}`);
    }

    failed() {
      this.keep();
      this.pending = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.send(), RETRY[Math.min(this.tries++, RETRY.length - 1)]);
      say(this.form, "st st-act", "cloud-slash", "Chưa lưu được, đang thử lại");
    }

    loggedOut() {
      this.keep();
      this.pending = true;
      const login = this.form.dataset.loginUrl || "/accounts/login/";
      const url = `${login}?next=${encodeURIComponent(location.pathname + location.search)}`;
      delete this.form.dataset.dirty;
      say(this.form, "st st-act", "lock", "Đã hết phiên.", { url, text: "Đăng nhập lại, phần đang viết vẫn còn." });
    }

    conflict({ message }) {
      this.keep();
      this.stopped = true;
      say(this.form, "st st-act", "people", message || "Người khác vừa sửa phần này. Bấm Lưu để chọn bản giữ lại.");
    }

    refused({ message }) {
      this.stopped = true;
      say(this.form, "st st-act", "cloud-slash", message || "Biểu mẫu này không tự lưu được. Hãy bấm Lưu.");
    }

    keep() {
      try {
        localStorage.setItem(this.key, JSON.stringify({ at: new Date().toISOString(), fields: this.fields() }));
      } catch {
        /* A full or closed store: the page itself still holds the text. */
      }
    }

    kept() {
      try {
        return JSON.parse(localStorage.getItem(this.key));
      } catch {
        return null;
      }
    }

    offer() {
      const kept = this.kept();
      if (!kept) return;
      const older = this.form.dataset.savedAt && Date.parse(kept.at) < Date.parse(this.form.dataset.savedAt);
      if (older || JSON.stringify(kept.fields) === JSON.stringify(this.fields())) return localStorage.removeItem(this.key);
      const box = document.createElement("div");
      box.className = "notice notice-act";
      box.setAttribute("role", "status");
      box.innerHTML =
        '<i class="bi bi-clock-history" aria-hidden="true"></i><div><h2></h2><p class="row-flex">' +
        '<button class="btn btn-sm btn-plain" type="button">Lấy lại phần đã viết</button>' +
        '<button class="btn btn-sm btn-link" type="button">Bỏ, dùng bản trên trang</button></p></div>';
      const at = new Date(kept.at);
      const clock = at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
      box.querySelector("h2").textContent = `Máy này còn giữ phần bạn viết lúc ${clock}, chưa lưu lên hệ thống`;
      const [take, drop] = box.querySelectorAll("button");
      take.addEventListener("click", () => {
        this.restore(kept.fields);
        box.remove();
        this.touched();
      });
      drop.addEventListener("click", () => {
        localStorage.removeItem(this.key);
        box.remove();
      });
      this.form.prepend(box);
    }

    restore(fields) {
      const values = new Map();
      fields.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
      for (const field of this.form.elements) {
        if (!field.name || NEVER_KEPT.has(field.name) || ["file", "submit", "button", "hidden"].includes(field.type)) continue;
        const wanted = values.get(field.name) || [];
        if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
        else if (field.multiple) [...field.options].forEach((option) => (option.selected = wanted.includes(option.value)));
        else if (wanted.length) field.value = wanted.shift();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
  });
})();
