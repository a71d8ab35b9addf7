/* A directive beside what was understood of it: a number leads to its piece, a piece to its words, without losing the place on the
   other side. Without this script the numbers are plain links. */
"use strict";

(() => {
  const start = () => {
    const source = document.getElementById("nguyen-van");
    if (!source) return;
    const marks = [...source.querySelectorAll("mark[data-of]")];
    const marksOf = (target) => marks.filter((mark) => mark.dataset.of.split(" ").includes(target));
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

    // Only the pane moves, never the page under the reader's eyes.
    const showInSource = (place) => {
      const top = place.getBoundingClientRect().top - source.getBoundingClientRect().top + source.scrollTop;
      source.scrollTo({ top: Math.max(0, top - source.clientHeight / 4), behavior: calm ? "auto" : "smooth" });
    };

    const lookAt = (target) => {
      marks.forEach((mark) => mark.classList.toggle("now", mark.dataset.of.split(" ").includes(target)));
      document.querySelectorAll(".item-now").forEach((item) => item.classList.remove("item-now"));
      document.getElementById(target)?.closest(".item")?.classList.add("item-now");
    };

    // The pane stands beside the structure on wide screens and above it on narrow ones.
    const visible = () => {
      const box = source.getBoundingClientRect();
      return box.bottom > 80 && box.top < window.innerHeight - 80;
    };

    const fromPiece = (anchor) => {
      const place = document.getElementById(`cho-${anchor}`);
      if (!place) return;
      const mark = place.matches("mark") ? place : place.nextElementSibling;
      const target = mark?.dataset.of?.split(" ").find((one) => one === `muc-${String(anchor).split("-")[0]}` || one === anchor);
      if (target) lookAt(target);
      if (!visible()) source.scrollIntoView({ block: "start" });
      showInSource(place);
      history.replaceState(null, "", `#cho-${anchor}`);
    };

    const fromSource = (target) => {
      const piece = document.getElementById(target);
      if (!piece) return;
      lookAt(target);
      piece.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
      (piece.querySelector("[tabindex='-1']") || piece).focus({ preventScroll: true });
      history.replaceState(null, "", `#${target}`);
    };

    document.addEventListener("click", (event) => {
      const show = event.target.closest("[data-show]");
      const to = event.target.closest("[data-to]");
      const mark = event.target.closest("#nguyen-van mark[data-of]");
      if (!show && !to && !mark) return;
      if (mark && !to && String(getSelection())) return;
      event.preventDefault();
      if (show) fromPiece(show.dataset.show);
      else fromSource(to ? to.dataset.to : mark.dataset.of.split(" ")[0]);
    });

    const here = decodeURIComponent(location.hash.slice(1));
    const now = document.querySelector(".item-now");
    if (here.startsWith("cho-")) {
      const place = document.getElementById(here);
      const target = place && (place.matches("mark") ? place : place.nextElementSibling)?.dataset.of?.split(" ")
        .find((one) => one === `muc-${here.slice(4).split("-")[0]}` || one === here.slice(4));
      if (target) lookAt(target);
      if (place) showInSource(place);
    } else if (now) {
      const [first] = marksOf(now.id);
      if (first) showInSource(first);
    }
  };
  document.addEventListener("DOMContentLoaded", start);
})();
