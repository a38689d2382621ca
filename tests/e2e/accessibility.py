"""What axe-core's rules of WCAG 2.2 A and AA and of good practice ask of a page, looked at in the browser that shows it: no package needed.

`AUDIT` is an expression whose value is a list of faults, each the rule's name and the element; [] where there are none.
"""

from __future__ import annotations

AUDIT = r"""(() => {
  const faults = [];
  const shown = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const all = (selector, within = document) => [...within.querySelectorAll(selector)].filter(shown);
  const fault = (rule, node) => faults.push(`${rule}: ${(node.outerHTML ?? String(node)).slice(0, 160)}`);
  const text = (node) => (node.innerText ?? node.textContent ?? "").trim();
  const byIds = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent.trim() ?? "").join(" ").trim();
  const name = (node) =>
    (node.getAttribute("aria-labelledby") && byIds(node.getAttribute("aria-labelledby"))) || node.getAttribute("aria-label")?.trim() ||
    [...(node.labels ?? [])].map((label) => label.textContent.trim()).join(" ") || (node.tagName === "IMG" ? node.alt : "") ||
    ([...node.querySelectorAll("img[alt]")].map((each) => each.alt).join(" ") + " " + node.textContent).trim() || node.title;

  // document-title, html-has-lang, meta-viewport
  if (!document.title.trim()) fault("document-title", document.documentElement);
  if (document.documentElement.lang !== "vi") fault("html-has-lang", document.documentElement);
  if (/user-scalable\s*=\s*no|maximum-scale/.test(document.querySelector("meta[name=viewport]")?.content ?? "user-scalable=no")) fault("meta-viewport", document.head);

  // color-contrast (1.4.3)
  const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
  const channel = (c) => ((c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (node) => { for (; node; node = node.parentElement) { const c = parts(getComputedStyle(node).backgroundColor); if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !shown(node) || node.closest("script,style,template,noscript,.unseen,.skip")) continue;
    const style = getComputedStyle(node);
    const [a, b] = [light(parts(style.color)), light(ground(node))].sort((x, y) => y - x);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if ((a + 0.05) / (b + 0.05) < (isLarge ? 3 : 4.5)) fault("color-contrast", node);
  }
  for (const box of all("input:not([type=hidden],[type=checkbox],[type=radio]), textarea, select")) {
    const [a, b] = [light(parts(getComputedStyle(box).borderTopColor)), light(ground(box.parentElement))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 3) fault("non-text-contrast (1.4.11)", box);
  }

  // button-name, link-name, label, select-name, image-alt, summary-name, label-content-name-mismatch
  for (const node of all("button, a[href], summary, input:not([type=hidden]), textarea, select, [role=option], [role=listbox], [role=group], dialog")) {
    const said = name(node);
    if (!said) fault("name", node);
    const seen = text(node).replace(/[☰✕↓→]/gu, "").trim();
    if (node.hasAttribute("aria-label") && node.matches("button, a, summary") && seen && !said.toLowerCase().includes(seen.toLowerCase())) fault("label-content-name-mismatch", node);
  }
  for (const image of document.querySelectorAll("img")) if (!image.hasAttribute("alt")) fault("image-alt", image);
  for (const box of all("input:not([type=hidden]), textarea, select")) if (!box.labels?.length && !box.getAttribute("aria-label")) fault("label", box);

  // aria-roles, aria-allowed-role, aria-allowed-attr, aria-valid-attr-value
  const roles = new Set("alert status log group list listitem listbox option search region navigation none presentation dialog article".split(" "));
  for (const node of document.querySelectorAll("[role]")) {
    if (!roles.has(node.getAttribute("role"))) fault("aria-roles", node);
    if (node.matches("textarea, summary, details, h1, h2, h3, label")) fault("aria-allowed-role", node);
  }
  for (const node of document.querySelectorAll("[aria-expanded]")) if (node.matches("textarea, input")) fault("aria-allowed-attr", node);
  for (const node of document.querySelectorAll("[aria-selected]")) if (node.getAttribute("role") !== "option") fault("aria-allowed-attr", node);
  for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "aria-activedescendant", "for"])
    for (const node of document.querySelectorAll(`[${attribute}]`))
      for (const id of node.getAttribute(attribute).split(/\s+/)) if (!document.getElementById(id)) fault(`${attribute} names nothing`, node);
  for (const option of document.querySelectorAll("[role=option]")) if (!option.closest("[role=listbox]")) fault("aria-required-parent", option);
  for (const node of document.querySelectorAll("[aria-hidden=true]")) if (all("a[href], button, input, textarea, select", node).length) fault("aria-hidden-focus", node);

  // duplicate-id
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) fault("duplicate-id", id);

  // landmark-one-main, landmark-unique, region, landmark-banner-is-top-level
  if (all("main").length !== 1) fault("landmark-one-main", document.body);
  if (all("main header, main main").length) fault("landmark-banner-is-top-level", document.body);
  const landmarks = new Map();
  for (const node of all("nav, form[aria-label], form[aria-labelledby], [role=search], section[aria-label], section[aria-labelledby]")) {
    const key = `${node.getAttribute("role") ?? node.tagName} ${name(node.hasAttribute("aria-label") || node.hasAttribute("aria-labelledby") ? node : document.createElement("i"))}`;
    if (landmarks.has(key)) fault("landmark-unique", node);
    landmarks.set(key, node);
  }
  for (const node of all("body > *")) if (!node.matches("header, main, nav, footer, .skip, script, template, noscript, [role=alert], [role=status], [aria-hidden=true]") && text(node)) fault("region", node);

  // page-has-heading-one, heading-order, empty-heading
  const headings = all("h1, h2, h3, h4");
  if (headings.filter((node) => node.tagName === "H1").length !== 1) fault("page-has-heading-one", `${headings.length} headings`);
  headings.forEach((node, at) => {
    if (!node.textContent.trim()) fault("empty-heading", node);
    if (at && Number(node.tagName[1]) - Number(headings[at - 1].tagName[1]) > 1) fault("heading-order", node);
  });

  // list, listitem, definition-list
  for (const list of document.querySelectorAll("ul:not([role]), ol")) for (const child of list.children) if (!child.matches("li, script, template")) fault("list", list);
  for (const item of document.querySelectorAll("li:not([role])")) if (!item.parentElement?.matches("ul, ol, menu")) fault("listitem", item);
  for (const list of document.querySelectorAll("dl")) for (const child of list.children) if (!child.matches("dt, dd, div, script, template")) fault("definition-list", list);

  // nested-interactive, tabindex, target-size (2.5.8), link-in-text-block (1.4.1)
  for (const node of document.querySelectorAll("a[href], button, summary, label label")) if (node.querySelector("a[href], button, input, select, textarea")) fault("nested-interactive", node);
  for (const node of document.querySelectorAll("[tabindex]")) if (node.tabIndex > 0) fault("tabindex", node);
  for (const node of all("button, summary, input:not([type=hidden]), select, textarea, a[href]")) {
    if (node.closest(".unseen") || node.matches(".skip")) continue;
    const box = (node.matches("[type=checkbox], [type=radio]") ? node.closest("label") ?? node : node).getBoundingClientRect();
    const isInline = node.tagName === "A" && getComputedStyle(node).display === "inline";
    if (!isInline && (box.width < 24 || box.height < 24)) fault("target-size", node);
  }
  for (const link of all("p a[href], dd a[href], li > a[href]")) {
    const isAlone = link.parentElement.textContent.trim() === link.textContent.trim();
    if (!isAlone && getComputedStyle(link).display === "inline" && getComputedStyle(link).textDecorationLine === "none" && getComputedStyle(link).fontWeight < 600) fault("link-in-text-block", link);
  }
  return [...new Set(faults)];
})()"""

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"

WALK = r"""(() => {
  // every place that the keyboard reaches, in order, and what of it cannot be seen while it has the focus
  const places = [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.disabled && !node.closest("details:not([open]) > :not(summary)"));
  document.documentElement.style.scrollBehavior = "auto";
  for (const bar of document.querySelectorAll(".bar")) bar.style.transition = "none"; // nothing moves while we look
  const hidden = [];
  for (const node of places) {
    node.focus();
    if (document.activeElement !== node) { hidden.push(`no focus: ${node.outerHTML.slice(0, 120)}`); continue; }
    const box = node.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 12)];
    const there = document.elementFromPoint(Math.max(1, Math.min(x, innerWidth - 1)), y);
    const isSeen = there && (there === node || node.contains(there) || there.contains(node) || node.closest("label")?.contains(there));
    if (!isSeen) hidden.push(`obscured (2.4.11): ${node.outerHTML.slice(0, 120)} ${JSON.stringify(box)}`);
    const style = getComputedStyle(node);
  }
  return hidden;
})()"""
