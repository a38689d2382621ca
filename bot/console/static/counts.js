// How long what is typed is, as Zalo counts it: UTF-16 units, which is what a string's length is. Everything works without it.
"use strict";
const told = document.currentScript ? document.currentScript.dataset.told : "";
for (const field of document.querySelectorAll("[data-count]")) {
  const note = document.createElement("p");
  note.className = "quiet count";
  const tell = () => { note.textContent = told.replace("{used}", field.value.length).replace("{limit}", field.dataset.count); };
  field.addEventListener("input", tell);
  field.after(note);
  tell();
}
