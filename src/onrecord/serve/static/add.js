// Files dropped on the page, folders too, and how much of them has been sent. Without it the form is sent as it is.
(() => {
  "use strict";
  const form = document.getElementById("add");
  const drop = document.getElementById("drop");
  const list = document.getElementById("chosen");
  const refused = document.getElementById("refused");
  const sending = document.getElementById("sending");
  const LISTED = 100;
  let dropped = [];

  const inputs = () => [...form.querySelectorAll("input[type=file]")];
  const all = () => [
    ...dropped,
    ...inputs().flatMap((input) => [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }))),
  ];
  const say = (words) => { refused.textContent = words; refused.hidden = !words; };

  const show = () => {
    const files = all();
    const lines = files.slice(0, LISTED).map(({ file, name }) => `${name} (${Math.max(1, Math.round(file.size / 1000)).toLocaleString("en")} kB)`);
    if (files.length > LISTED) lines.push(`and ${(files.length - LISTED).toLocaleString("en")} more`);
    list.replaceChildren(...lines.map((line) => { const item = document.createElement("li"); item.textContent = line; return item; }));
    list.hidden = files.length === 0;
    say("");
  };

  const inside = (entry, path) => new Promise((resolve) => {
    if (entry.isFile) {
      entry.file((file) => resolve([{ file, name: path + entry.name }]), () => resolve([]));
      return;
    }
    const reader = entry.createReader();
    const found = [];
    const next = () => reader.readEntries(async (entries) => {
      if (!entries.length) { resolve(found); return; }
      for (const one of entries) found.push(...await inside(one, `${path}${entry.name}/`));
      next();
    }, () => resolve(found));
    next();
  });

  drop.querySelector(".drop-words").hidden = false;
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    const found = entries.length ? (await Promise.all(entries.map((entry) => inside(entry, "")))).flat()
      : [...event.dataTransfer.files].map((file) => ({ file, name: file.name }));
    dropped = [...dropped, ...found];
    show();
  });
  inputs().forEach((input) => input.addEventListener("change", show));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const files = all();
    const addresses = form.elements.addresses.value;
    const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
    if (!files.length && !addresses.trim()) { say("Choose files, or paste an address: there is nothing to add yet."); return; }
    if (files.length > Number(form.dataset.files)) { say(`These are ${files.length.toLocaleString("en")} files, more than can be added here at once.`); return; }
    if (bytes > Number(form.dataset.bytes)) { say(`These are ${Math.round(bytes / 1e6).toLocaleString("en")} MB, more than can be added here at once.`); return; }
    const body = new FormData();
    files.forEach(({ file, name }) => body.append("files", file, name));
    body.append("addresses", addresses);
    const request = new XMLHttpRequest();
    const button = form.querySelector("button[type=submit]");
    const over = () => { sending.hidden = true; button.disabled = false; };
    request.upload.addEventListener("progress", (sent) => {
      document.getElementById("sent").value = sent.lengthComputable ? sent.loaded / sent.total : 0;
      document.getElementById("sent-words").textContent = `${Math.round(sent.loaded / 1e6).toLocaleString("en")} MB sent`;
    });
    request.addEventListener("load", () => {
      if (request.status < 400) { location.assign(request.responseURL); return; }
      over();
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const words = page.querySelector(".notice");
      say(words ? words.textContent : "It was refused.");
    });
    request.addEventListener("error", () => { over(); say("The connection was cut before all was sent. Is onrecord still running, and are the files not too large?"); });
    button.disabled = true;
    sending.hidden = false;
    say("");
    request.open("POST", form.action);
    request.send(body);
  });
})();
