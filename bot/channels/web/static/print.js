// The print button of a procedure's page; without scripts it stays hidden and the browser's own menu prints.
const printing = document.getElementById("print");
printing.hidden = false;
printing.addEventListener("click", () => window.print());
