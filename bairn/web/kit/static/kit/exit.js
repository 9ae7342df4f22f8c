// Leaving quickly. The link works without this script; with it, Escape three times leaves as well,
// the page is emptied at once, and this page's line in the browser's history is replaced.
"use strict";

(() => {
  const within = 2000; // milliseconds between two presses of Escape
  let presses = 0;
  let last = 0;

  const leave = () => {
    const link = document.querySelector("a[data-exit]");
    if (!link) return;
    const { href } = link;
    document.title = "…";
    document.body.replaceChildren();
    window.location.replace(href);
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("a[data-exit]")) return;
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      presses = 0;
      return;
    }
    presses = event.timeStamp - last < within ? presses + 1 : 1;
    last = event.timeStamp;
    if (presses === 3) leave();
  });

  // A page brought back from the browser's memory would show what was on it: ask for it anew.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
