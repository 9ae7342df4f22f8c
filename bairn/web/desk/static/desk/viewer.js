// Keys of the protected viewer: b blur, c colour, s size, m sound. Leaving the page stops everything.
"use strict";

(() => {
  const viewer = document.querySelector("[data-viewer]");
  if (!viewer) return;
  const media = viewer.querySelectorAll("video, audio");
  const mute = viewer.querySelector("[data-mutes]");
  const hush = () => {
    for (const one of media) one.muted = !mute || mute.checked;
  };
  hush();
  if (mute) mute.addEventListener("change", hush);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input[type=text], textarea, select")) return;
    const box = viewer.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change"));
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) for (const one of media) one.pause();
  });
})();
