// Keyboard ways. Anything that carries data-keys="g q" can be reached so: a link or a button is
// pressed, a field is focused. `?` lists what this page offers, read from the page itself.
"use strict";

(() => {
  const help = document.getElementById("keys-help");
  const pause = 1200; // milliseconds between two keys of one way
  let begun = "";
  let last = 0;

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  const go = (element) => {
    if (element.matches("input, textarea, select")) element.focus();
    else element.click();
  };

  const showHelp = () => {
    if (!help || help.open) return;
    const list = help.querySelector("dl");
    list.replaceChildren();
    for (const element of document.querySelectorAll("[data-keys]")) {
      const keys = document.createElement("dt");
      for (const key of element.dataset.keys.split(" ")) {
        const cap = document.createElement("kbd");
        cap.textContent = key;
        keys.append(cap, " ");
      }
      const name = document.createElement("dd");
      name.textContent = element.dataset.keysName || element.textContent.trim();
      list.append(keys, name);
    }
    help.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      showHelp();
      return;
    }
    const before = event.timeStamp - last < pause ? begun : "";
    last = event.timeStamp;
    begun = event.key;
    for (const way of [`${before} ${event.key}`, event.key]) {
      const element = document.querySelector(`[data-keys="${CSS.escape(way)}"]`);
      if (!element) continue;
      event.preventDefault();
      begun = "";
      go(element);
      return;
    }
  });
})();
