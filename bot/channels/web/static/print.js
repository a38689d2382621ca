// The print button of a procedure's page; without scripts it stays hidden and the browser's own menu prints.
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => window.print());
