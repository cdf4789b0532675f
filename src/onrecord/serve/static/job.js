// How far a job is, as it goes on; when it has ended the page is asked for again. Without it a link does that.
(() => {
  "use strict";
  const job = document.getElementById("job");
  const stages = [...job.querySelectorAll("[data-stage]")];
  const bar = document.getElementById("bar");
  const words = document.getElementById("words");
  document.getElementById("again").hidden = true;
  const source = new EventSource(job.dataset.events);
  source.addEventListener("message", (event) => {
    const now = JSON.parse(event.data);
    if (now.state !== "running") {
      source.close();
      location.reload();
      return;
    }
    const at = stages.findIndex((one) => one.dataset.stage === now.stage);
    stages.forEach((one, place) => {
      one.classList.toggle("past", place < at);
      if (place === at) one.setAttribute("aria-current", "step"); else one.removeAttribute("aria-current");
    });
    bar.max = now.total || 1;
    bar.value = now.done;
    words.textContent = now.words;
  });
})();
