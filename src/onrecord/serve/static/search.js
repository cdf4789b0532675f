"use strict";
/* The search by keyboard: "/" goes to the field, the arrows walk the hits, Escape comes back. Without it Tab does the same. */
(() => {
  const field = document.getElementById("q");
  if (!field) return;
  document.querySelector(".search .keys")?.classList.add("shown");
  const hits = () => [...document.querySelectorAll("#found blockquote a, #found .description a, #found article.document .who a, #found .plain a")];
  const isTyping = (element) => element.matches("input, textarea, select, [contenteditable]");
  const step = (by) => {
    const all = hits();
    const at = all.indexOf(document.activeElement) + by;
    if (at < 0) return field.focus();
    const next = all[Math.min(at, all.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const here = document.activeElement;
    if (event.key === "/" && !isTyping(here)) {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (event.key === "ArrowDown" && (here === field || hits().includes(here))) {
      event.preventDefault();
      step(1);
    } else if (event.key === "ArrowUp" && hits().includes(here)) {
      event.preventDefault();
      step(-1);
    } else if (event.key === "Escape" && hits().includes(here)) {
      field.focus();
    }
  });
})();
