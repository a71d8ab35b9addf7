/* Writing a plan or report: the sending button, disabled because something is missing in what is saved, works again as soon as
   something new is typed (the server saves first, then looks); a file that arrived counts, too. What stands beside the form about
   its parts follows the typing; the list of what is missing says that it is about what is saved. */
"use strict";

(() => {
  const wake = (form) => form?.querySelectorAll("button[data-until-typed]").forEach((button) => {
    button.disabled = false;
    delete button.dataset.untilTyped;
  });
  const part = (field) => {
    const place = field.id && document.querySelector(`[data-part-state="${field.id}"]`);
    const look = place && document.getElementById(field.value.trim() ? "mau-da-viet" : "mau-chua-viet");
    if (look) place.replaceChildren(look.content.cloneNode(true));
  };
  const outdated = () => {
    const list = document.querySelector("[aria-labelledby=h-san-sang] .panel-body");
    if (!list || list.querySelector("[data-outdated]")) return;
    const words = Object.assign(document.createElement("p"), {
      className: "small quiet mt-2 mb-0", textContent: "Danh sách này theo bản đã lưu. Bấm Lưu để tính lại.",
    });
    words.dataset.outdated = "";
    list.append(words);
  };
  document.addEventListener("input", (event) => {
    if (!event.target.form?.matches("[data-autosave]")) return;
    part(event.target);
    outdated();
  });
  // What a lost page gave back, or a refused save shows again, was typed, too.
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-part-state]").forEach((place) => {
    const field = document.getElementById(place.dataset.partState);
    if (field) part(field);
  }));
  document.addEventListener("input", (event) => wake(event.target.form?.matches("[data-autosave]") && event.target.form));
  document.addEventListener("emulation:uploaded", (event) => wake(event.detail.input.form));
})();
