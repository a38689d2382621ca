// A day is typed as 20/11/2026; where the browser has a calendar, a button beside the field opens it. Everything works without it.
"use strict";
for (const field of document.querySelectorAll("input[data-pick]")) {
  const picker = Object.assign(document.createElement("input"), { type: "date", className: "picker", tabIndex: -1 });
  if (picker.type !== "date" || !picker.showPicker) continue;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "second pick", title: field.dataset.pick });
  button.setAttribute("aria-label", field.dataset.pick);
  button.textContent = "▾";
  picker.setAttribute("aria-hidden", "true");
  const box = document.createElement("div");
  box.className = "day-field";
  field.before(box);
  box.append(field, button);
  button.addEventListener("click", () => {
    box.append(picker); // only while its calendar is open: it is no field of the form
    const [, day, month, year] = /^(\d{1,2})[\/.\-](\d{1,2})[\/.\-](\d{4})$/.exec(field.value.trim()) || [];
    picker.value = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
    try { picker.showPicker(); } catch { picker.remove(); /* it opens for nobody but who pressed: then it is typed */ }
  });
  picker.addEventListener("blur", () => picker.remove());
  picker.addEventListener("change", () => {
    if (!picker.value) return;
    field.value = picker.value.split("-").reverse().join("/");
    for (const what of ["input", "change"]) field.dispatchEvent(new Event(what, { bubbles: true }));
  });
}
