// A template goes in where the cursor stands and takes nothing away; without scripts, or where it cannot be fetched, the page comes with it.
"use strict";
const PARAGRAPH = "\n\n";
// As a paragraph of its own, a blank line from what stands before and behind it; where nobody has set the cursor, at the end. Written as if
// it were typed, so that the browser can take it back.
const put = (field, words) => {
  if (!field.dataset.touched) field.setSelectionRange(field.value.length, field.value.length);
  const before = field.value.slice(0, field.selectionStart), behind = field.value.slice(field.selectionEnd);
  const gap = (text) => (text.trim() ? PARAGRAPH.slice(Math.min(2, text.length - text.replace(/\n+$/, "").length)) : "");
  const whole = gap(before) + words + gap([...behind].reverse().join(""));
  field.focus();
  if (document.execCommand("insertText", false, whole)) return;
  field.setRangeText(whole, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
for (const form of document.querySelectorAll("form[data-inserts]")) {
  for (const field of document.querySelectorAll("form[data-keeps] textarea")) field.addEventListener("focus", () => { field.dataset.touched = "1"; });
  form.addEventListener("submit", async (event) => {
    const field = document.querySelector("form[data-keeps] textarea");
    if (!field) return;
    event.preventDefault();
    try {
      const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`, { credentials: "same-origin", redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const words = page.querySelector("form[data-keeps]").dataset.words;
      put(field, words);
    } catch { form.submit(); }
  });
}
