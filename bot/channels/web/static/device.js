// What the device can do beside showing a page: larger letters, ticks that stay, reading aloud, copying, sharing. What it cannot is not
// shown. Nothing of this leaves the device.
"use strict";

const device = JSON.parse(document.body.dataset.device);
const root = document.documentElement;

function stored(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(key);
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // a browser that keeps nothing: the page works, and forgets
  }
  return null;
}

function button(label, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", () => press(made));
  return made;
}

const status = document.createElement("p");
status.className = "unseen";
status.setAttribute("role", "status");
(document.querySelector("main") ?? document.body).append(status);

// ---- the menu closes as people expect; the size of the letters is chosen in it

for (const menu of document.querySelectorAll("details.windows")) {
  const summary = menu.querySelector("summary");
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    summary.focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; // what has the focus next is not behind it
  });
  const sizes = document.createElement("div");
  sizes.className = "sizes";
  sizes.setAttribute("role", "group");
  sizes.setAttribute("aria-label", device.size);
  const name = document.createElement("span");
  name.setAttribute("aria-hidden", "true");
  name.textContent = device.size;
  const mark = () => [...sizes.querySelectorAll("button")].forEach((each, at) => each.setAttribute("aria-pressed", String(String(at) === (root.dataset.size ?? "0"))));
  const choices = device.sizes.map((label, at) =>
    button(label, () => {
      if (at) root.dataset.size = String(at);
      else delete root.dataset.size;
      stored("mot-cua-co-chu", at ? String(at) : "");
      mark();
    }),
  );
  sizes.append(name, ...choices);
  menu.querySelector(".panel").prepend(sizes);
  mark();
}

// ---- papers that are ready: ticks by what the line says, so that they stay when the list changes

for (const list of document.querySelectorAll("[data-ticks]")) {
  const key = `mot-cua-giay-to-${list.dataset.ticks}`;
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  if (!boxes.length) continue;
  const said = (box) => box.closest("label").textContent.trim();
  let kept = [];
  try {
    kept = JSON.parse(stored(key) ?? "[]");
  } catch {
    // somebody else's words
  }
  const count = document.createElement("p");
  count.className = "ticked";
  count.setAttribute("role", "status");
  const clear = button(device.clear, () => {
    for (const box of boxes) box.checked = false;
    keep();
    boxes[0].focus();
  });
  const keep = () => {
    const done = boxes.filter((box) => box.checked);
    stored(key, done.length ? JSON.stringify(done.map(said)) : "");
    count.textContent = done.length ? device.ticked.replace("{done}", done.length).replace("{all}", boxes.length) : "";
    clear.hidden = !done.length;
  };
  for (const box of boxes) {
    box.checked = kept.includes(said(box));
    box.addEventListener("change", keep);
  }
  clear.className = "tool";
  list.after(count, clear);
  keep();
}

// ---- reading aloud: only with a Vietnamese voice; another one would read what nobody understands

const speech = window.speechSynthesis;
let voice = null;
let speaking = null;

function findVoice() {
  voice = speech?.getVoices().find((each) => /^vi\b/iu.test(each.lang)) ?? null;
  for (const each of document.querySelectorAll(".listen")) each.hidden = !voice;
}

function hush() {
  speech?.cancel();
  if (!speaking) return;
  speaking.setAttribute("aria-pressed", "false");
  speaking.textContent = device.listen;
  speaking = null;
}

function read(lines, pressed) {
  const isSame = speaking === pressed;
  hush();
  if (isSame) return;
  const spoken = lines.map((line) => line.replace(/https?:\/\/\S+/gu, "").replace(/^[-–•+] /u, "").trim()).filter(Boolean);
  if (!spoken.length) return;
  speaking = pressed;
  pressed.setAttribute("aria-pressed", "true");
  pressed.textContent = device.silence;
  spoken.forEach((line, at) => {
    const said = new SpeechSynthesisUtterance(line); // a line each: some voices stop in the middle of a long text
    said.lang = "vi-VN";
    said.voice = voice;
    said.rate = 0.95;
    if (at === spoken.length - 1) said.addEventListener("end", () => speaking === pressed && hush());
    speech.speak(said);
  });
}

speech?.addEventListener?.("voiceschanged", findVoice);
addEventListener("pagehide", hush);

// ---- the tools under an answer, and on a page

function toolsFor(linesOf, titleOf, addressOf) {
  const row = document.createElement("div");
  row.className = "tools";
  const listen = button(device.listen, (pressed) => read(linesOf(), pressed));
  listen.classList.add("listen");
  listen.setAttribute("aria-pressed", "false");
  listen.hidden = !voice;
  if (speech) row.append(listen);
  const whole = () => [...linesOf(), addressOf()].filter(Boolean).join("\n");
  if (navigator.clipboard) {
    row.append(
      button(device.copying, async () => {
        try {
          await navigator.clipboard.writeText(whole());
          status.textContent = "";
          status.textContent = device.copied;
          toast(device.copied);
        } catch {
          // the browser refuses: the text can still be marked
        }
      }),
    );
  }
  if (navigator.share) {
    row.append(button(device.share, () => navigator.share({ title: titleOf(), text: linesOf().join("\n"), url: addressOf() }).catch(() => {})));
  }
  for (const each of row.children) each.classList.add("tool");
  return row;
}

let toastTimer = 0;

function toast(text) {
  const shown = document.querySelector(".toast") ?? document.body.appendChild(document.createElement("p"));
  shown.className = "toast";
  shown.setAttribute("aria-hidden", "true"); // the status has said it
  shown.textContent = text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => shown.remove(), 2500);
}

const sheet = document.querySelector("main[data-share]");
if (sheet) {
  const lines = () => [...sheet.querySelectorAll("h1, h2, .told p, .steps p, .article p, .article li, .tick li, .summary")].map((each) => each.textContent.trim());
  const row = toolsFor(lines, () => sheet.dataset.share, () => location.href.split("#")[0]);
  (sheet.querySelector(".top .actions") ?? sheet.querySelector(".about") ?? sheet.querySelector("h1")).after(row);
}
findVoice();
