// A card is printed by its button; without this script the browser's own menu does it.
"use strict";
const printing = document.querySelector("[data-print]");
if (printing) { printing.hidden = false; printing.addEventListener("click", () => window.print()); }
