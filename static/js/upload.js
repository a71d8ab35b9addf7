/* Files go up at once, each with its own bar. <input type=file data-upload="URL" data-list="ID of the ul.ev"
   [data-max-bytes] [data-field="name of the hidden field that carries the id"]>. The server answers
   {"id", "name", "size", "url", "html"} or, when it refuses, {"message"}. Without this script the input is part of its form. */
"use strict";

(() => {
  const MB = 1024 * 1024;
  const read = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
  const size = (bytes) => (bytes < MB ? `${Math.max(1, Math.ceil(bytes / 1024))} kB` : `${read.format(bytes / MB)} MB`);
  const token = (form) =>
    document.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice("csrftoken=".length) ||
    form?.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";

  const make = (tag, css, text) => Object.assign(document.createElement(tag), { className: css || "", textContent: text || "" });
  const button = (text, label, action) => {
    const made = make("button", "btn btn-sm btn-link", text);
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.addEventListener("click", action);
    return made;
  };

  class Upload {
    constructor(input, file) {
      this.input = input;
      this.file = file;
      this.form = input.form;
      this.list = document.getElementById(input.dataset.list);
      this.item = make("li");
      this.item.innerHTML = '<i class="bi bi-file-earmark" aria-hidden="true"></i><span><b></b><small role="status"></small></span>';
      this.item.querySelector("b").textContent = file.name;
      this.note = this.item.querySelector("small");
      this.list.append(this.item);
      const most = Number(input.dataset.maxBytes);
      if (most && file.size > most) {
        return this.refuse(`Tệp ${size(file.size)}, tối đa ${size(most)}. Hãy nén hoặc tách làm hai.`, false);
      }
      this.send();
    }

    pending(change) {
      if (this.form) this.form.dataset.uploading = Number(this.form.dataset.uploading || 0) + change;
    }

    clear() {
      this.item.querySelectorAll("button, progress").forEach((part) => part.remove());
    }

    send() {
      this.clear();
      this.note.className = "";
      this.note.textContent = `Đang tải lên, 0 trên ${size(this.file.size)}`;
      const bar = Object.assign(make("progress", "bar"), { value: 0, max: this.file.size || 1 });
      bar.setAttribute("aria-label", `Tiến độ tải lên ${this.file.name}`);
      const request = new XMLHttpRequest();
      this.item.append(button("Hủy", `Hủy tải lên ${this.file.name}`, () => request.abort()), bar);
      request.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.value = Math.min(loaded, bar.max);
        const sent = Math.min(loaded, this.file.size);
        this.note.textContent = loaded < total
          ? `Đang tải lên, ${size(sent)} trên ${size(this.file.size)}` : "Đã tải lên, đang kiểm tra";
      });
      request.addEventListener("load", () => this.answered(request));
      request.addEventListener("error", () => this.refuse("Mất kết nối khi đang tải lên.", true));
      request.addEventListener("abort", () => this.item.remove());
      request.addEventListener("loadend", () => this.pending(-1));
      const data = new FormData();
      data.append(this.input.name, this.file, this.file.name);
      const draftKey = this.form?.querySelector("input[name=draft_key]");
      if (draftKey) data.append("upload_for", draftKey.value);
      request.open("POST", this.input.dataset.upload);
      request.setRequestHeader("X-CSRFToken", token(this.form));
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.setRequestHeader("Accept", "application/json");
      this.pending(1);
      request.send(data);
    }

    answered(request) {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        /* Not our JSON: a login page or a fault of a proxy. */
      }
      if (request.status >= 200 && request.status < 300 && answer.id) return this.done(answer);
      const known = {
        401: "Đã hết phiên. Đăng nhập lại ở cửa sổ khác rồi bấm Thử lại.",
        403: "Bạn không được thêm tệp ở đây. Tải lại trang để xem vì sao.",
        413: `Tệp ${size(this.file.size)} lớn hơn mức máy chủ nhận. Hãy nén hoặc tách làm hai.`,
      };
      const lost = request.responseURL.includes("/accounts/login/") ? known[401] : null;
      this.refuse(answer.message || answer.error || lost || known[request.status] || "Máy chủ chưa nhận được tệp.", !answer.message && request.status !== 413);
    }

    done(answer) {
      document.dispatchEvent(new CustomEvent("emulation:uploaded", { detail: { answer, input: this.input } }));
      if (answer.html) {
        const shell = make("ul");
        shell.innerHTML = answer.html;
        const made = [...shell.children];
        this.item.replaceWith(...made);
        return window.htmx && made.forEach((part) => window.htmx.process(part));
      }
      this.clear();
      this.note.textContent = size(answer.size ?? this.file.size);
      if (this.input.dataset.field) {
        const hidden = Object.assign(make("input"), { type: "hidden", name: this.input.dataset.field, value: answer.id });
        this.item.append(hidden, button("Bỏ", `Bỏ tệp ${answer.name}`, () => this.item.remove()));
      }
    }

    refuse(sentence, again) {
      this.clear();
      this.note.className = "down";
      this.note.textContent = sentence;
      const act = again
        ? button("Thử lại", `Thử lại tải lên ${this.file.name}`, () => this.send())
        : button("Chọn tệp khác", `Bỏ ${this.file.name}, chọn tệp khác`, () => {
          this.item.remove();
          this.input.click();
        });
      this.item.append(act);
    }
  }

  const take = (input, files) => [...files].forEach((file) => new Upload(input, file));

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches?.("input[type=file][data-upload]")) return;
    take(input, input.files);
    // Already on its way: the form must not send it a second time.
    input.value = "";
  });

  const dropOf = (event) => event.target.closest?.("[data-drop]");
  ["dragover", "dragleave", "drop"].forEach((name) => document.addEventListener(name, (event) => {
    const drop = dropOf(event);
    if (!drop || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.toggle("drop-over", name === "dragover");
    if (name !== "drop") return;
    const input = drop.querySelector("input[type=file]");
    if ("upload" in input.dataset) return take(input, event.dataTransfer.files);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }));
})();
