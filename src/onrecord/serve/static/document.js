"use strict";
// A mark in the text says beside it what its entry of the side panel says: on hover and on focus; Escape closes it.
(() => {
  const text = document.querySelector(".text");
  if (!text) return;
  const told = document.createElement("div");
  told.className = "told";
  told.id = "told";
  told.hidden = true;
  told.setAttribute("role", "tooltip");
  document.body.append(told);
  let shown = null;

  const entryOf = (mark) => document.getElementById(decodeURIComponent(mark.hash.slice(1)));

  const hide = () => {
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    told.hidden = true;
  };

  const show = (mark) => {
    const entry = entryOf(mark);
    const lines = entry ? [...entry.querySelectorAll(":scope > .say, :scope > .judged")] : [];
    if (!lines.length) return;
    hide();
    told.replaceChildren(...lines.map((line) => {
      const words = document.createElement("p");
      words.textContent = line.textContent.replace(/\s+/g, " ").trim();
      return words;
    }));
    told.hidden = false;
    const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - told.offsetWidth - 8));
    const above = box.bottom + told.offsetHeight + 12 > window.innerHeight && box.top > told.offsetHeight + 12;
    told.style.left = `${left + window.scrollX}px`;
    told.style.top = `${(above ? box.top - told.offsetHeight - 6 : box.bottom + 6) + window.scrollY}px`;
    mark.setAttribute("aria-describedby", "told");
    shown = mark;
  };

  const markAt = (target) => target instanceof Element ? target.closest("a.noted[href], a.number") : null;
  for (const mark of text.querySelectorAll("a.noted")) mark.removeAttribute("title"); // the same words, told twice
  text.addEventListener("mouseover", (event) => {
    const mark = markAt(event.target);
    if (mark && mark !== shown) show(mark);
  });
  text.addEventListener("mouseout", (event) => {
    if (shown && markAt(event.relatedTarget) !== shown && !told.contains(event.relatedTarget)) hide();
  });
  told.addEventListener("mouseleave", hide);
  text.addEventListener("focusin", (event) => {
    const mark = markAt(event.target);
    if (mark) show(mark);
  });
  text.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  // Following a mark opens why the statement was read so, and shows the entry within the panel alone where it can.
  text.addEventListener("click", (event) => {
    const mark = markAt(event.target);
    const details = mark && entryOf(mark)?.querySelector("details");
    if (details) details.open = true;
    hide();
  });
  // Marks of a kind that is switched off are plain words: no links, no stops for the keyboard.
  for (const box of document.querySelectorAll(".legend input")) {
    const kind = box.id.replace("mark-", "");
    const apply = () => {
      for (const mark of text.querySelectorAll(`a.noted.k-${CSS.escape(kind)}`)) {
        mark.dataset.to ??= mark.getAttribute("href");
        if (box.checked) mark.setAttribute("href", mark.dataset.to);
        else mark.removeAttribute("href");
      }
    };
    box.addEventListener("change", apply);
    apply();
  }
})();
