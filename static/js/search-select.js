/* Long choices become search fields: <select data-search-select [data-url="..."]> with a label. Load with _search_select.html.
   With data-url the options are fetched: GET URL?q=text answers {"results": [{"value", "text"}]}. */
"use strict";

(() => {
  const start = (select) => {
    if (select.tomselect) return;
    const url = select.dataset.url;
    // The label moves to the search field; the hidden select keeps a name of its own.
    const label = select.labels[0]?.textContent.replace("*", "").trim();
    if (label) select.setAttribute("aria-label", label);
    new window.TomSelect(select, {
      maxOptions: 200,
      plugins: select.multiple ? { remove_button: { title: "Bỏ" } } : {},
      diacritics: true,
      load: url && ((query, done) => fetch(`${url}?q=${encodeURIComponent(query)}`, { credentials: "same-origin" })
        .then((answer) => answer.json()).then(({ results }) => done(results)).catch(() => done())),
      render: {
        no_results: () => '<div class="no-results">Không tìm thấy. Thử gõ ít chữ hơn.</div>',
        loading: () => '<div class="no-results">Đang tìm</div>',
      },
    });
  };
  const startIn = (part) => part.querySelectorAll("select[data-search-select]").forEach(start);
  document.addEventListener("DOMContentLoaded", () => startIn(document));
  document.addEventListener("htmx:load", (event) => startIn(event.detail.elt));
})();
