// With a script, the pages of the form change in place: the browser's history keeps one line of
// them, its Back goes to the page before, and a lost connection loses nothing that was typed.
// Without a script every page is an ordinary form.
"use strict";

(() => {
  const form = () => document.getElementById("question");
  if (!form()) return;
  let guarded = false;
  let busy = false;

  const show = (html) => {
    const next = new DOMParser().parseFromString(html, "text/html");
    document.title = next.title;
    document.documentElement.lang = next.documentElement.lang;
    document.body.replaceChildren(...next.body.childNodes);
    const first = document.querySelector(".error-summary") || document.getElementById("main");
    first.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  };

  const post = async (element, button) => {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(element.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(element, button)),
        cache: "no-store",
        credentials: "same-origin",
      });
      const html = await answer.text();
      // A page that is not ours, such as a proxy's error, must not take the place of the words.
      if (!answer.ok && !html.includes('id="question"')) throw new Error("not taken");
      show(html);
    } catch {
      const unreached = document.getElementById("unreached");
      unreached.hidden = false;
      unreached.focus();
    } finally {
      busy = false;
    }
  };

  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    if (!guarded) history.pushState(null, "");
    guarded = true;
    post(event.target, event.submitter);
  });

  window.addEventListener("popstate", () => {
    const back = form()?.querySelector('[name="go"][value="back"]');
    guarded = false;
    if (!back) return;
    history.pushState(null, "");
    guarded = true;
    post(form(), back);
  });
})();
