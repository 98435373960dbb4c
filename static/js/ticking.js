// One box ticks every finding on this page, and says how many are ticked. Without script each is ticked by hand.
const form = document.querySelector('[data-module="app-ticked"]');
const boxes = form ? [...document.querySelectorAll(`input[form="${form.id}"]`)] : [];

function tell(all, said) {
  const count = boxes.filter((box) => box.checked).length;
  all.checked = count === boxes.length;
  all.indeterminate = count > 0 && count < boxes.length;
  said.textContent = count ? `${count} ticked` : "";
}

if (boxes.length) {
  const row = document.createElement("div");
  row.className = "govuk-checkboxes govuk-checkboxes--small";
  const item = row.appendChild(document.createElement("div"));
  item.className = "govuk-checkboxes__item";
  const all = item.appendChild(document.createElement("input"));
  Object.assign(all, { type: "checkbox", id: "tick-all", className: "govuk-checkboxes__input" });
  const label = item.appendChild(document.createElement("label"));
  Object.assign(label, { htmlFor: "tick-all", className: "govuk-label govuk-checkboxes__label", textContent: form.dataset.all });
  const said = document.createElement("span");
  said.className = "app-quiet app-ticked__count";
  said.setAttribute("role", "status");
  form.prepend(row);
  form.append(said);
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell(all, said);
  });
  for (const box of boxes) box.addEventListener("change", () => tell(all, said));
  tell(all, said);
}
