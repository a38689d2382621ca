// Suggestions under the keys: a list box that the text box controls (ARIA 1.2, "list autocomplete, manual selection"). A text box of
// several lines may not be called a combobox, so it stays a text box with aria-autocomplete, and a status says that there is a list.
"use strict";

(() => {
  const list = document.getElementById("suggestions");
  const status = document.getElementById("suggested");
  const PAUSE = 180; // milliseconds without a key before we ask
  const LONGEST = 120; // characters; who has typed more tells a story
  let timer = 0;
  let last = 0;
  let chosen = -1;
  let shown = [];

  question.setAttribute("aria-controls", "suggestions");
  question.setAttribute("aria-haspopup", "listbox");

  function close() {
    clearTimeout(timer);
    last += 1; // what is still on its way comes too late
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    question.removeAttribute("aria-activedescendant");
    shown = [];
    chosen = -1;
  }

  function option(one, number) {
    const line = document.createElement("li");
    line.id = `suggestion-${number}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    const label = document.createElement("strong");
    label.textContent = one.label;
    line.append(label);
    if (one.about) {
      const about = document.createElement("small");
      about.textContent = one.about;
      line.append(" ", about);
    }
    return line;
  }

  function show(found) {
    close();
    if (!found.length) return;
    shown = found;
    list.append(...found.map(option));
    list.hidden = false;
    status.textContent = body.dataset.suggested.replace("{count}", found.length);
  }

  function choose(number) {
    const lines = [...list.children];
    chosen = number;
    lines.forEach((line, at) => line.setAttribute("aria-selected", String(at === number)));
    if (number < 0) return question.removeAttribute("aria-activedescendant");
    question.setAttribute("aria-activedescendant", lines[number].id);
    const line = lines[number]; // scrollIntoView would move the page as well
    list.scrollTop = Math.min(line.offsetTop, Math.max(list.scrollTop, line.offsetTop + line.offsetHeight - list.clientHeight));
  }

  function take(one) {
    close();
    write("");
    send({ text: one.text, action: one.action, shown: one.label });
  }

  async function look() {
    const text = question.value.slice(0, LONGEST);
    const asked = (last += 1);
    const told = await call("/api/goi-y", { method: "POST", body: JSON.stringify({ text }) }, { "Content-Type": "application/json" });
    if (asked === last && document.activeElement === question) show(told.suggestions ?? []);
  }

  question.addEventListener("input", () => {
    clearTimeout(timer);
    last += 1;
    if (question.value.trim().length < 3 || question.value.length > LONGEST) return close();
    timer = setTimeout(look, PAUSE);
  });
  question.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = shown.length;
    if (event.key === "Escape" && count) close();
    else if (event.key === "ArrowDown" && count) choose((chosen + 2) % (count + 1) - 1);
    else if (event.key === "ArrowUp" && count) choose((chosen + count + 1) % (count + 1) - 1);
    else if (event.key === "Enter" && chosen >= 0 && !event.shiftKey) take(shown[chosen]);
    else {
      if (event.key === "Enter" && !event.shiftKey) close();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
  ask.addEventListener("submit", close);
  question.addEventListener("blur", () => setTimeout(() => document.activeElement !== question && close(), 150)); // a finger that lifts from a line comes after the blur
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const line = event.target.closest("li");
    if (line) take(shown[[...list.children].indexOf(line)]);
  });
})();
