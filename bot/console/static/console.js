// The board by keyboard: / to the search, j and k along the lines, Enter opens. Everything works without it.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "/") {
    const search = document.getElementById("search");
    if (search) { event.preventDefault(); search.focus(); }
  } else if (event.key === "j" || event.key === "k") {
    const links = [...document.querySelectorAll(".board th a")];
    if (!links.length) return;
    const here = links.indexOf(document.activeElement);
    const next = event.key === "j" ? Math.min(here + 1, links.length - 1) : Math.max(here - 1, 0);
    links[next].focus();
    links[next].closest("tr").scrollIntoView({ block: "nearest" });
  }
});
// On a phone the tabs scroll sideways: the one that is open is seen.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
// The way back leads to the board as it was left, with its tab and filter: for who searched, until they log out or somebody else logs in.
try {
  const KEY = "mot-cua-bang", { who = "" } = document.body.dataset;
  let left = JSON.parse(sessionStorage.getItem(KEY) || "{}");
  if (!who || left.who !== who) { left = {}; sessionStorage.removeItem(KEY); }
  if (who && document.querySelector("table.board, form.finder")) {
    left = { who, search: location.search };
    sessionStorage.setItem(KEY, JSON.stringify(left));
  }
  const back = document.querySelector("a[data-back]");
  if (back && left.search) back.search = left.search;
  document.addEventListener("submit", (event) => {
    if (/\/dang-xuat(-het)?$/.test(event.target.getAttribute("action") || "")) sessionStorage.removeItem(KEY);
  });
} catch { /* the browser keeps nothing: the whole board is open */ }
// What leaves for a citizen cannot be called back: asked once more.
document.addEventListener("submit", (event) => {
  const asked = event.submitter?.dataset.sure;
  if (asked && !confirm(asked)) { event.preventDefault(); event.stopImmediatePropagation(); }
}, true);
