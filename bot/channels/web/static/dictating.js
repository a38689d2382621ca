// Saying a question instead of typing it, where the browser can hear; nothing is sent before the person sends it.
"use strict";

(() => {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  if (!Recognition || !isSecureContext || visitor) return; // a frame may not use the microphone
  const speak = document.getElementById("dictate");
  const heard = document.getElementById("heard");
  let listening = null;

  function end() {
    listening?.abort();
    listening = null;
    speak.setAttribute("aria-pressed", "false");
  }

  function begin() {
    const before = question.value.trim();
    listening = new Recognition();
    listening.lang = "vi-VN";
    listening.interimResults = true;
    listening.addEventListener("result", (event) => {
      const said = [...event.results].map((result) => result[0].transcript).join("").trim();
      write([before, said].filter(Boolean).join(" "));
    });
    listening.addEventListener("error", (event) => {
      heard.textContent = device.unheard;
      if (event.error === "not-allowed" || event.error === "service-not-allowed") speak.hidden = true;
    });
    listening.addEventListener("end", () => {
      if (listening) heard.textContent = "";
      end();
      question.focus();
    });
    try {
      listening.start();
    } catch {
      return end();
    }
    speak.setAttribute("aria-pressed", "true");
    heard.textContent = device.listening;
  }

  speak.hidden = false;
  speak.setAttribute("aria-pressed", "false");
  speak.addEventListener("click", () => (listening ? end() : begin()));
  ask.addEventListener("submit", end);
})();
