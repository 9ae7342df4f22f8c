// Passkeys need a script and a browser that knows them: what belongs to them is shown only then.
// A key that fails or is put away says so on the page, not in the console.
"use strict";

(() => {
  if (!window.PublicKeyCredential) return;
  for (const element of document.querySelectorAll(".needs-script")) element.hidden = false;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const said of document.querySelectorAll("[data-key-failed]")) said.hidden = false;
  });
})();
