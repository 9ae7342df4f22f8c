// Sends files by tus 1.0. What it remembers in the browser to go on later holds no name of a file.
"use strict";

(() => {
  const form = document.getElementById("send-form");
  if (!form || !window.tus || !tus.isSupported) return;
  const list = document.getElementById("sending");
  const words = form.dataset;
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const KEPT = "bairn.upload.";
  const AT_ONCE = 256 * 1024 * 1024;
  // What is sent is a redacted copy: of which file, and what was struck out.
  const copy = words.original ? { original: words.original, redaction: words.redaction } : {};
  for (const element of document.querySelectorAll(".needs-script")) element.hidden = false;

  // Where an upload goes on: its address under a digest of what tells the file apart.
  const storage = {
    async findAllUploads() {
      return [];
    },
    async findUploadsByFingerprint(fingerprint) {
      const found = localStorage.getItem(KEPT + fingerprint);
      return found ? [{ ...JSON.parse(found), urlStorageKey: fingerprint }] : [];
    },
    async removeUpload(key) {
      localStorage.removeItem(KEPT + key);
    },
    async addUpload(fingerprint, upload) {
      const kept = { size: upload.size, uploadUrl: upload.uploadUrl };
      localStorage.setItem(KEPT + fingerprint, JSON.stringify(kept));
      return fingerprint;
    },
  };

  async function fingerprint(file) {
    if (!window.crypto?.subtle) return null;
    const told = [words.url, file.name, file.size, file.lastModified];
    const said = [...told, ...Object.values(copy)].join("\n");
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said));
    return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, "0")).join("");
  }

  function size(bytes) {
    const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
    let n = 0;
    let value = bytes;
    while (value >= 1000 && n < units.length - 1) {
      value /= 1000;
      n += 1;
    }
    const style = { style: "unit", unit: units[n], maximumFractionDigits: n ? 1 : 0 };
    return new Intl.NumberFormat(document.documentElement.lang, style).format(value);
  }

  function row(file) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const said = document.createElement("span");
    const state = document.createElement("span");
    const stop = document.createElement("button");
    name.className = "name";
    name.textContent = file.name;
    bar.max = file.size || 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    said.className = "said";
    state.textContent = words.waiting;
    stop.type = "button";
    stop.className = "as-link";
    stop.textContent = words.stop;
    said.append(state, stop);
    item.append(name, bar, said);
    list.append(item);
    return { item, bar, state, stop };
  }

  function ended(shown, text, failed) {
    shown.state.textContent = text;
    shown.state.classList.toggle("failed", failed);
    shown.item.dataset.state = failed ? "failed" : "done";
    shown.stop.remove();
    document.getElementById("send-more").hidden = false;
  }

  function why(error) {
    const answer = error.originalResponse;
    if (!answer) return words.lost;
    const code = answer.getHeader("Bairn-Refusal");
    if (code) return `${words.failed} ${answer.getBody()}`;
    return [401, 403].includes(answer.getStatus()) ? words.away : words.lost;
  }

  async function told(url) {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok && !answer.redirected ? answer.json() : null;
  }

  // Where the digest has to be computed anew, the last answer takes its time: say how far it is.
  function watch(upload, shown, file) {
    const timer = setInterval(async () => {
      const now = await told(upload.url).catch(() => null);
      if (now && now.checked !== null && !shown.item.dataset.state) {
        shown.state.textContent = `${words.checking} (${Math.floor((100 * now.checked) / file.size)} %)`;
      }
    }, 1000);
    return () => clearInterval(timer);
  }

  function send(file, options, metadata) {
    const shown = row(file);
    if (file.size > Number(words.limit)) {
      ended(shown, words.large, true);
      return Promise.resolve();
    }
    return new Promise((done) => {
      let unwatch = null;
      const over = (text, failed) => {
        if (unwatch) unwatch();
        ended(shown, text, failed);
        done();
      };
      const upload = new tus.Upload(file, {
        endpoint: words.url,
        chunkSize: AT_ONCE,
        retryDelays: [0, 1000, 3000, 5000, 10000, 20000],
        headers: { "X-CSRFToken": token },
        metadata,
        fingerprint,
        urlStorage: storage,
        removeFingerprintOnSuccess: true,
        onProgress(sent) {
          shown.bar.value = sent;
          const far = words.of.replace("{0}", size(sent)).replace("{1}", size(file.size));
          shown.state.textContent = sent < file.size ? `${words.sending}: ${far}` : words.checking;
          if (sent === file.size && upload.url && !unwatch) unwatch = watch(upload, shown, file);
        },
        onError(error) {
          over(why(error), true);
        },
        async onSuccess() {
          shown.bar.value = shown.bar.max;
          const now = await told(upload.url).catch(() => null);
          if (now && now.state !== "taken") over(words.failed, true);
          else over(now && now.twins ? words.twin : words.taken, false);
        },
        ...options,
      });
      shown.stop.addEventListener("click", async () => {
        await upload.abort(Boolean(upload.url)).catch(() => {});
        over(words.stopped, true);
      });
      begin(upload, options);
    });
  }

  async function begin(upload, options) {
    if (!options.uploadUrl) {
      const earlier = await upload.findPreviousUploads();
      if (earlier.length) upload.resumeFromPreviousUpload(earlier[0]);
    }
    upload.start();
  }

  function about(file, one) {
    const box = (name) => document.getElementById(name);
    return {
      filename: file.name,
      filetype: file.type,
      restricted: box("send-restricted").checked ? "yes" : "no",
      twice: box("send-twice").checked ? "yes" : "no",
      ...copy,
      ...(one && box("send-digest").value ? { sha256: box("send-digest").value.trim() } : {}),
    };
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chooser = document.getElementById("send-files");
    const files = Array.from(chooser.files);
    for (const file of files) await send(file, {}, about(file, files.length === 1));
    form.reset();
  });

  for (const chooser of document.querySelectorAll("[data-upload]")) {
    chooser.addEventListener("change", () => {
      const [file] = chooser.files;
      if (!file) return;
      if (file.size !== Number(chooser.dataset.size)) ended(row(file), words.other, true);
      else send(file, { uploadUrl: chooser.dataset.upload }, {});
      chooser.value = "";
    });
  }
})();
