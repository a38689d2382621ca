// The chat without reloading; without scripts the same page works as plain forms.
"use strict";

const body = document.body;
const [log, waiting, notice, retry, ask, question, examples, topic, restart, news] = [
  "log", "waiting", "notice", "retry", "ask", "question", "examples", "topic", "restart", "news",
].map((id) => document.getElementById(id));
const foot = ask.parentElement;
const { base, visitor } = body.dataset;
const quiet = JSON.parse(body.dataset.quiet);
const PATIENCE = 30_000; // milliseconds until a request counts as failed
const LOOK_EVERY = 60_000; // milliseconds between looks into the inbox while the page is seen
const KEPT = 60; // messages that a reload shows again, in this tab only
const DELETED = "d:sure"; // the action with which somebody is sure to delete everything
const TICKS = "mot-cua-giay-to-"; // what begins the keys under which the pages with papers keep ticks
const KEY = visitor ? "mot-cua-khung" : "mot-cua";

const ADDRESS = /https?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)\]}…]/u;
const CODE = /mã \d{1,2}\.\d{6,9}(?:[.-][A-Za-z0-9]+)*/u;
const LINK = new RegExp(`${ADDRESS.source}|${CODE.source}`, "gu");
const HEADING = /^#{1,6} +/u;
const ITEM = /^[-–•+] /u;
const NUMBERED = /^\d{1,2}[.)] /u;
const LONGEST_HEADING = 90;

let busy = false;
let failed = null;
let kept = [];

// ---- text → lines; bot/typography.py does the same for the page without scripts

function kindOf(line, isFirst, isOnly) {
  if (!line) return "gap";
  if (HEADING.test(line)) return "heading";
  if (quiet.some((beginning) => line.startsWith(beginning))) return "quiet";
  if (ITEM.test(line)) return "item";
  if (NUMBERED.test(line)) return "numbered";
  if (line.endsWith(":") && [...line].length <= LONGEST_HEADING) return "heading";
  return isFirst && !isOnly && !/[.?!…:;,]$/u.test(line) ? "lead" : "line";
}

function link(text) {
  const a = document.createElement("a");
  a.textContent = text;
  a.target = "_blank";
  const isAddress = text.startsWith("http");
  a.href = isAddress ? text : `${base}/thu-tuc/${encodeURIComponent(text)}`;
  if (isAddress) a.rel = "noopener noreferrer";
  return a;
}

function setLine(text, number, all) {
  const line = text.trimEnd();
  const p = document.createElement("p");
  p.className = kindOf(line, number === 0, all.length === 1);
  const shown = line.replace(HEADING, "");
  let shownUpTo = 0;
  for (const found of shown.matchAll(LINK)) {
    const target = found[0].replace(/^mã /u, ""); // no lookbehind: phones of 2022 do not know it
    const end = found.index + found[0].length;
    p.append(shown.slice(shownUpTo, end - target.length), link(target));
    shownUpTo = end;
  }
  p.append(shown.slice(shownUpTo));
  return p;
}

// ---- bubbles

const fresh = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

function addAsked(text) {
  const bubble = fresh("asked");
  bubble.querySelector("p").textContent = text;
  log.append(bubble);
  body.classList.add("talking");
  return bubble;
}

function addReply(reply) {
  const bubble = fresh(reply.isLetter ? "letter" : "replied");
  bubble.querySelector(".told").append(...reply.text.replace(/^\n+|\n+$/gu, "").split("\n").map(setLine));
  if (reply.file) bubble.append(fileOf(reply.file));
  if (reply.rows.length) bubble.append(rowsOf(reply.rows));
  equip(bubble);
  log.append(bubble);
  body.classList.add("talking");
  return bubble;
}

function equip(bubble) {
  const told = bubble.querySelector(".told");
  const lines = () => [...told.querySelectorAll("p:not(.gap)")].map((line) => line.textContent);
  const page = () => told.querySelector('a[href*="/thu-tuc/"]')?.href ?? location.origin + base + "/";
  const tools = toolsFor(lines, () => lines()[0] ?? "", page);
  if (tools.childElementCount && told.childElementCount > 1) bubble.append(tools);
}

function fileOf(file) {
  const link = document.createElement("a");
  link.className = "file";
  link.download = file.name;
  link.href = file.address;
  link.textContent = body.dataset.file.replace("{name}", () => file.name);
  const line = document.createElement("p");
  line.append(link);
  return line;
}

function rowsOf(rows) {
  const box = fresh("rows");
  let verb = null;
  let group = null;
  for (const row of rows.filter((found) => found.length)) {
    const next = row[0].action.split(":")[0];
    if (next !== verb) {
      group = document.createElement("div");
      group.className = "group list";
      box.append(group);
      verb = next;
    }
    if (row.length > 1) group.classList.remove("list"); // several in a row: short ones, that flow
    for (const { label, action } of row) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.dataset.action = action;
      group.append(button);
    }
  }
  return box;
}

function showTopic(name) {
  topic.hidden = !name;
  document.getElementById("topic-name").textContent = name ? body.dataset.topic.replace("{name}", () => name) : "";
}

// ---- what a reload shows again: in this tab, until it is closed or the conversation begun anew

function keep(...messages) {
  const light = messages.map((message) => (message.file ? { ...message, file: null } : message)); // a file is the person's to keep
  kept = [...kept, ...light].slice(-KEPT);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // a browser that keeps nothing loses nothing but this comfort
  }
}

function recall() {
  try {
    kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    for (const message of kept) typeof message === "string" ? addAsked(message) : addReply(message);
    showTopic(kept.filter((message) => typeof message !== "string" && !message.isLetter).at(-1)?.topic);
  } catch {
    kept = [];
  }
  if (kept.length) toEnd();
}

// What the server has just set (a page without scripts, a window chosen elsewhere) comes after what this tab remembers.
function recallAround(set) {
  const told = set.map((bubble) => (bubble.classList.contains("asked") ? bubble.querySelector("p").textContent : replyOf(bubble)));
  const name = document.getElementById("topic-name").textContent;
  const isNamed = !topic.hidden;
  log.replaceChildren();
  recall();
  if (!set.length) return;
  set.filter((bubble) => bubble.classList.contains("replied")).forEach(equip);
  log.append(...set);
  keep(...told);
  topic.hidden = !isNamed;
  document.getElementById("topic-name").textContent = name;
  body.classList.add("talking");
  show(set[0]);
}

function replyOf(bubble) {
  const rows = [...bubble.querySelectorAll(".group")].flatMap((group) => {
    const buttons = [...group.querySelectorAll("button")].map((button) => ({ label: button.textContent, action: button.value }));
    return group.classList.contains("list") ? buttons.map((button) => [button]) : [buttons];
  });
  const text = [...bubble.querySelectorAll(".told p")].map((line) => line.textContent).join("\n");
  return { text, rows, topic: topic.dataset.name ?? "", file: null, isLetter: bubble.classList.contains("letter") };
}

function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // nothing was kept
  }
}

// Everything that was kept about somebody is deleted: nothing of it stays on their machine either, in this tab or on the pages with papers.
function forgetAll() {
  kept = [];
  log.replaceChildren();
  try {
    for (const key of ["mot-cua", "mot-cua-khung"]) sessionStorage.removeItem(key);
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(TICKS))) localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

// ---- the page itself scrolls: down, the bar leaves; up, it comes back

const A_WAY = 12; // pixels: less is a trembling hand
const bar = document.querySelector(".bar");
let before = scrollY;

function toEnd() {
  scrollTo({ top: document.documentElement.scrollHeight });
}

function show(bubble) {
  if (!bubble) return;
  if (document.documentElement.scrollHeight - innerHeight > bar.offsetHeight) body.classList.add("down"); // the room is the answer's
  bubble.scrollIntoView({ block: "start" });
}

addEventListener("scroll", () => {
  if (Math.abs(scrollY - before) < A_WAY && scrollY > bar.offsetHeight / 2) return;
  body.classList.toggle("down", scrollY > before && scrollY > bar.offsetHeight / 2);
  before = scrollY;
}, { passive: true });

// ---- sending

async function call(path, options, headers) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE);
  if (visitor) headers["X-Mot-Cua-Visitor"] = visitor;
  try {
    const response = await fetch(`${base}${path}`, { ...options, headers, signal: abort.signal });
    const told = await response.json();
    if (!response.ok) return { refused: told.message || body.dataset.failed };
    return told;
  } catch {
    return { refused: body.dataset.failed };
  } finally {
    clearTimeout(timer);
  }
}

function request({ text, action }) {
  return call("/api/chat", { method: "POST", body: JSON.stringify({ text, action }) }, { "Content-Type": "application/json" });
}

function setBusy(is) {
  busy = is;
  waiting.hidden = !is;
  log.setAttribute("aria-busy", String(is));
}

function say(text, message) {
  failed = message;
  notice.querySelector("p").textContent = text;
  notice.hidden = !text;
  retry.hidden = !message;
  if (text) toEnd();
}

async function send(message) {
  if (busy) return;
  say("", null);
  const bubble = message.shown ? addAsked(message.shown) : null;
  setBusy(true);
  toEnd();
  const told = await request(message);
  setBusy(false);
  if (told.refused) {
    bubble?.remove();
    body.classList.toggle("talking", log.childElementCount > 0);
    if (message.text && !question.value.trim()) write(message.text);
    say(told.refused, message);
    return;
  }
  if (message.text && question.value.trim() === message.text) write("");
  const isDeleted = message.action === DELETED;
  if (isDeleted) forgetAll();
  told.replies.forEach(addReply);
  showTopic(told.replies.at(-1)?.topic ?? "");
  if (!isDeleted) keep(...(message.shown ? [message.shown] : []), ...told.replies);
  show((!isDeleted && bubble) || log.lastElementChild);
  look();
}

// ---- letters: what comes by itself, about a petition that was answered for instance

let looking = false;
let unread = null;

async function look() {
  if (looking || document.hidden) return;
  looking = true;
  const told = await call("/api/inbox", { method: "POST", cache: "no-store" }, {});
  looking = false;
  if (told.refused || !told.replies.length) return;
  const letters = told.replies.map((reply) => ({ ...reply, isLetter: true }));
  const [first] = letters.map(addReply);
  keep(...letters);
  unread = unread ?? first;
  seeUnread();
}

function seeUnread() {
  const isSeen = !unread || unread.getBoundingClientRect().top < foot.getBoundingClientRect().top - 60;
  if (isSeen) unread = null;
  news.hidden = isSeen;
}

news.addEventListener("click", () => {
  const letter = unread;
  letter?.scrollIntoView({ block: "start" });
  letter?.focus({ preventScroll: true });
  seeUnread();
});
addEventListener("scroll", seeUnread, { passive: true });
document.addEventListener("visibilitychange", look);
setInterval(look, LOOK_EVERY);

function write(text) {
  question.value = text;
  fit();
}

function fit() {
  if (CSS.supports("field-sizing", "content")) return;
  question.style.height = "auto";
  question.style.height = `${question.scrollHeight + 2}px`;
}

function askTyped() {
  const text = question.value.trim();
  if (!text || busy) return;
  write("");
  send({ text, action: "", shown: text });
}

ask.addEventListener("submit", (event) => {
  event.preventDefault();
  askTyped();
});
question.addEventListener("input", fit);
question.addEventListener("keydown", (event) => {
  // an input method that is still putting a letter together keeps its Enter
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  askTyped();
});
examples.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = event.submitter.value;
  send({ text, action: "", shown: text });
  question.focus({ preventScroll: true }); // the examples go away, and the focus with them
});
document.querySelector(".said").addEventListener("submit", (event) => {
  event.preventDefault();
  event.target.closest("details").open = false;
  const { value, textContent } = event.submitter;
  send({ text: value, action: "", shown: textContent.trim() });
  question.focus({ preventScroll: true });
});
topic.addEventListener("submit", (event) => {
  event.preventDefault();
  send({ text: "", action: "x", shown: "" });
  question.focus({ preventScroll: true });
});
log.addEventListener("submit", (event) => {
  // a reply that the server set, pressed after the script has come
  event.preventDefault();
  const button = event.submitter;
  send({ text: "", action: button.value, shown: button.textContent });
});
log.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (button) send({ text: "", action: button.dataset.action, shown: button.textContent });
});
retry.addEventListener("click", () => {
  const again = failed;
  if (!again) return;
  if (question.value.trim() === again.text) write("");
  question.focus({ preventScroll: true });
  send(again);
});
restart.addEventListener(restart.tagName === "A" ? "click" : "submit", forget);

recallAround([...log.children]);
look();
if (window.matchMedia("(hover: hover)").matches) question.focus({ preventScroll: true }); // on a phone the keyboard would hide the page
