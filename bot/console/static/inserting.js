// A template goes in where the cursor stands and takes nothing away; without scripts, or where it cannot be fetched, the page comes with it.
"use strict";
for (const form of document.querySelectorAll("form[data-inserts]")) {
  form.addEventListener("submit", async (event) => {
    const field = document.querySelector("form[data-keeps] textarea");
    if (!field) return;
    event.preventDefault();
    try {
      const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, { credentials: "same-origin", redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const words = page.querySelector("form[data-keeps]").dataset.words;
      field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    } catch { form.submit(); }
  });
}
