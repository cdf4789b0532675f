"use strict";
// The address of the page is copied by a button, and a row and its place in the picture light up together.
(() => {
  const address = document.getElementById("permanent");
  if (address && navigator.clipboard) {
    const button = document.createElement("button");
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address.value);
        said.textContent = "Copied.";
      } catch {
        address.select();
        said.textContent = "Press Ctrl+C to copy.";
      }
    });
    address.addEventListener("focus", () => address.select());
    address.after(button, said);
  }

  const light = (row, on) => {
    document.getElementById(`row-${row}`)?.classList.toggle("lit", on);
    for (const item of document.querySelectorAll(`[data-row="${CSS.escape(row)}"]`)) item.classList.toggle("lit", on);
  };
  for (const item of document.querySelectorAll(".time-picture [data-row]")) {
    const row = item.getAttribute("data-row");
    const card = document.getElementById(`row-${row}`);
    for (const one of [item, card]) {
      if (!one) continue;
      one.addEventListener("mouseenter", () => light(row, true));
      one.addEventListener("mouseleave", () => light(row, false));
      one.addEventListener("focusin", () => light(row, true));
      one.addEventListener("focusout", () => light(row, false));
    }
  }
})();
