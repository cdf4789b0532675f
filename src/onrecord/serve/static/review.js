// One key a decision, the next question without a new page, and its heading told and in focus. Without it the forms do the same.
(() => {
  "use strict";
  const said = document.getElementById("said");
  const refused = document.getElementById("refused");
  const help = document.getElementById("keys");
  const switched = document.getElementById("keys-on");
  const KEPT = "onrecord-keys";
  const desk = () => document.getElementById("desk");
  const of = (key) => desk().querySelector(`[data-key="${key}"]`);

  const label = () => desk().querySelectorAll("button[data-key], a[data-key]").forEach((one) => {
    if (one.querySelector("kbd")) return;
    const key = document.createElement("kbd");
    key.textContent = one.dataset.key;
    one.append(key);
    one.setAttribute("aria-keyshortcuts", one.dataset.key);
  });

  const heading = () => desk().querySelector(".review-item h2") || desk().querySelector("[tabindex]");

  switched.checked = sessionStorage.getItem(KEPT) !== "off";
  switched.addEventListener("change", () => sessionStorage.setItem(KEPT, switched.checked ? "on" : "off"));

  const press = (key) => {
    if (key === "?") {
      help.open = !help.open;
      help.querySelector("summary").focus();
      return true;
    }
    const target = of(key);
    if (!target) return false;
    if (target.matches("input")) { target.focus(); return true; }
    if (target.matches("select")) {
      const name = target.form.elements.speaker_name;
      if (target.value || name.value.trim()) target.form.querySelector("button[data-key=p]").click(); else target.focus();
      return true;
    }
    target.click();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    const typing = at.matches("input:not([type=checkbox]), textarea, select");
    if (typing) {
      if (desk().contains(at) && (event.key === "Escape" || (event.key === "Enter" && !at.matches("select")))) {
        event.preventDefault();
        const first = heading();
        if (first) first.focus();
      }
      return;
    }
    if (!switched.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.key.length === 1 && press(event.key.toLowerCase())) event.preventDefault();
  });

  document.addEventListener("htmx:before:swap", (event) => {
    const { response, text } = event.detail.ctx;
    if (response.status < 400) return;
    event.preventDefault();
    const page = new DOMParser().parseFromString(text, "text/html");
    const words = page.querySelector(".notice");
    refused.textContent = words ? words.textContent : "That was refused.";
    refused.hidden = false;
  });
  document.addEventListener("htmx:error", () => {
    refused.textContent = "onrecord did not answer. Is it still running? Nothing was decided.";
    refused.hidden = false;
  });
  document.addEventListener("htmx:after:swap", () => {
    refused.hidden = true;
    label();
    const first = heading();
    if (first) { first.focus({ preventScroll: true }); window.scrollTo({ top: 0 }); }
    said.textContent = desk().dataset.said;
  });
  label();
})();
