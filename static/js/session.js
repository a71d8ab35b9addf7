/* Two minutes before the login ends the dialog #sap-het-phien asks whether the person is still there. All windows of this browser
   know when another one was told “stay”. */
"use strict";

(() => {
  const EARLY = 120;
  const SHARED = "phien-den";

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("sap-het-phien");
    if (!box) return;
    const words = box.querySelector("[data-session-words]");
    const keep = box.querySelector("[data-session-keep]");
    const usual = words.textContent;
    let warning;
    let end;

    const over = () => {
      words.textContent = "Đã hết phiên. Tải lại trang để đăng nhập; phần đang viết ở biểu mẫu tự lưu vẫn còn.";
      keep.hidden = true;
      if (!box.open) box.showModal();
    };
    const warn = (left) => {
      words.textContent = usual;
      keep.hidden = false;
      if (!box.open) box.showModal();
      end = setTimeout(over, left * 1000);
    };
    const start = (left) => {
      clearTimeout(warning);
      clearTimeout(end);
      if (box.open) box.close();
      const early = Math.min(EARLY, left);
      warning = setTimeout(() => warn(early), (left - early) * 1000);
    };
    const stay = async () => {
      const answer = await window.emulation.post(box.dataset.sessionStay, {});
      if (!answer) {
        words.textContent = "Chưa giữ được phiên. Hãy bấm Lưu ở trang đang viết, rồi tải lại trang.";
        return;
      }
      const { left } = await answer.json();
      localStorage.setItem(SHARED, String(Date.now() + left * 1000));
      start(left);
    };
    keep.addEventListener("click", stay);
    window.addEventListener("storage", (event) => {
      if (event.key === SHARED && event.newValue) start((Number(event.newValue) - Date.now()) / 1000);
    });
    start(Number(box.dataset.sessionLeft));
  });
})();
