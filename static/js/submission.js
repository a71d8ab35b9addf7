/* Writing a plan or report: the sending button, disabled because something is missing in what is saved, works again as soon as
   something new is typed (the server saves first, then looks); a file that arrived counts, too. */
"use strict";

(() => {
  const wake = (form) => form?.querySelectorAll("button[data-until-typed]").forEach((button) => {
    button.disabled = false;
    delete button.dataset.untilTyped;
  });
  document.addEventListener("input", (event) => wake(event.target.form?.matches("[data-autosave]") && event.target.form));
  document.addEventListener("emulation:uploaded", (event) => wake(event.detail.input.form));
})();
