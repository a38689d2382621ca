// <script src="https://…/widget.js" async></script>: a button on another site that opens the chat in a frame.
(() => {
  "use strict";
  const WORDS = "WORDS";
  const home = new URL("khung", document.currentScript.src);
  if (document.getElementById("mot-cua-widget")) return;

  const host = document.createElement("div");
  host.id = "mot-cua-widget";
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet(); // allowed by a strict policy of the site, which a style element is not
  sheet.replaceSync(`
    :host { all: initial; }
    button { position: fixed; right: 16px; bottom: 16px; z-index: 2147483646; min-height: 52px; padding: 10px 20px; border: 2px solid #fff;
      border-radius: 26px; background: #12497f; color: #fff; font: 600 16px/1.3 system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif;
      cursor: pointer; box-shadow: 0 4px 16px rgb(0 0 0 / 30%); }
    button:focus-visible { outline: 3px solid #12497f; outline-offset: 3px; }
    iframe { position: fixed; right: 16px; bottom: 80px; z-index: 2147483646; width: min(420px, calc(100vw - 32px));
      height: min(680px, calc(100vh - 96px)); border: 1px solid #8492a1; border-radius: 12px; background: #fff;
      box-shadow: 0 8px 32px rgb(0 0 0 / 30%); }
    [hidden] { display: none; }
    @media (max-width: 480px) { iframe { inset: 0 0 76px; width: 100vw; height: calc(100dvh - 76px); border: 0; border-radius: 0; } }
    @media print { button, iframe { display: none; } }
  `);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  button.type = "button";
  let frame = null;

  function show(isOpen) {
    if (isOpen && !frame) {
      frame = document.createElement("iframe");
      frame.title = WORDS.title;
      frame.src = home.href;
      root.prepend(frame);
    }
    if (frame) frame.hidden = !isOpen;
    button.textContent = isOpen ? WORDS.close : WORDS.open;
    button.setAttribute("aria-expanded", String(isOpen));
  }

  button.addEventListener("click", () => show(!frame || frame.hidden));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && frame && !frame.hidden) {
      show(false);
      button.focus();
    }
  });
  show(false);
  root.append(button);
  (document.body ?? document.documentElement).append(host);
})();
