// Every page: switch on GOV.UK Frontend's behaviour. Pages work without it.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// An open menu closes with Escape and when the pointer or focus goes elsewhere.
for (const menu of document.querySelectorAll("details.app-switcher")) {
  const close = (event) => { if (!menu.contains(event.target)) menu.open = false; };
  document.addEventListener("click", close);
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// What someone typed and the server does not have yet leaves this browser when they sign out.
for (const form of document.querySelectorAll('form[action$="/sign-out/"]')) {
  form.addEventListener("submit", () => {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith("typed:")) localStorage.removeItem(key);
    } catch { /* storage is forbidden: nothing was kept */ }
  });
}
