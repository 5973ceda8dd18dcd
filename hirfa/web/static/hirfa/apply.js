/* Small helps; every page works without them. A form that is being sent says so, and its button is not pressed twice. */
(() => {
  document.querySelectorAll("form[data-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "yes";
      const button = event.submitter;
      /* after the browser has read the form: a button that is switched off is not sent */
      if (button) setTimeout(() => { button.textContent = form.dataset.once; button.setAttribute("aria-disabled", "true"); });
    });
  });
  /* the page comes back out of the browser's memory as it was left */
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
