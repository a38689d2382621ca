// What is typed and not sent is kept in this tab: put back after any other form, an error or a new login, and forgotten once its own form
// was taken (the server says so in a cookie that names the form), or when somebody else logs in here. Who logs out is told once.
"use strict";
(() => {
  const STORE = "mot-cua-chua-gui", TAKEN = "mot_cua_da_ghi";
  const { who = "", base = "", refused = "" } = document.body.dataset;
  const read = () => { try { return JSON.parse(sessionStorage.getItem(STORE)) || {}; } catch { return {}; } };
  const write = () => { try { sessionStorage.setItem(STORE, JSON.stringify(kept)); } catch { /* full, or forbidden: nothing is kept */ } };
  const forget = () => { try { sessionStorage.removeItem(STORE); } catch { /* forbidden */ } };
  const taken = () => (document.cookie.match(`(?:^|; )${TAKEN}=([0-9a-f]+)`) || [])[1] || "";

  let kept = { who, forms: {}, sent: {}, ...read() };
  if (who && kept.who !== who) kept = { who, forms: {}, sent: {} };
  if (who) {
    const done = kept.sent[taken()];
    if (done) delete kept.forms[done];
    if (taken()) document.cookie = `${TAKEN}=; path=${base}; max-age=0`;
    kept.sent = {};
    write();
  }

  let leaving = false, told = null; // `told`: that something is unsent; who logs out again, means it
  const value = (form, name) => (form.elements[name] ? form.elements[name].value : "");
  const key = (form) => [form.dataset.keeps || form.getAttribute("action"), value(form, "id"), value(form, "number"), value(form, "thang")].join(" ");
  const fields = (form) => [...form.querySelectorAll("textarea[name], input[name]:not([type]), input[type=text][name], input[type=url][name]")];
  const long = [...document.querySelectorAll("form[method=post]")].filter((form) => form.querySelector("textarea"));
  const here = () => {
    const query = new URLSearchParams(location.search);
    query.delete("said");
    return location.pathname + (String(query) ? `?${query}` : "");
  };

  const keep = (form) => {
    const own = fields(form), before = kept.forms[key(form)];
    if (own.every((field) => field.value === field.defaultValue)) delete kept.forms[key(form)];
    else {
      const page = refused && before ? before.page : here();
      kept.forms[key(form)] = { page, title: document.title, fields: Object.fromEntries(own.map((field) => [field.name, field.value])) };
    }
    write();
  };
  const put = (form, texts) => {
    for (const field of fields(form)) if (typeof texts[field.name] === "string") field.value = texts[field.name];
  };
  const note = (form, said, label, press) => {
    const [told, words, row, button] = ["div", "p", "p", "button"].map((kind) => document.createElement(kind));
    told.className = "notice";
    row.className = "actions";
    words.textContent = said;
    Object.assign(button, { type: "button", className: "second", textContent: label });
    button.addEventListener("click", () => { press(); told.remove(); });
    row.append(button);
    told.append(words, row);
    form.prepend(told);
  };

  for (const form of long) {
    const old = who && kept.forms[key(form)];
    form.addEventListener("input", () => { leaving = false; keep(form); });
    if (!old || fields(form).every((field) => old.fields[field.name] === undefined || old.fields[field.name] === field.value)) continue;
    const words = document.body.dataset, inside = form.closest("details");
    if (inside) inside.open = true;
    if (form.dataset.chosen) note(form, words.waiting, words.takeBack, () => { put(form, old.fields); keep(form); });
    else {
      put(form, old.fields);
      note(form, words.restored, words.discard, () => { for (const field of fields(form)) field.value = field.defaultValue; keep(form); });
    }
  }

  // Elsewhere in this tab: a word that something waits. At the door nothing is told of what it is.
  const others = Object.values(kept.forms).filter((each) => !who || each.page.split("?")[0] !== location.pathname);
  for (const told of document.querySelectorAll("[data-unsent]")) {
    if (!others.length) continue;
    told.hidden = false;
    for (const each of who ? others : []) {
      if (!each.page.startsWith(`${base}/`)) continue;
      const link = document.createElement("a");
      link.href = each.page;
      link.textContent = each.title;
      told.append(" ", link);
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target, by = event.submitter;
    if (event.defaultPrevented || (by && by.formTarget === "_blank")) return;
    const out = /\/dang-xuat(-het)?$/.test(form.getAttribute("action") || "");
    if (out && who && Object.keys(kept.forms).length && !told) {
      event.preventDefault();
      told = document.createElement("p");
      Object.assign(told, { className: "notice", textContent: document.body.dataset.logout });
      told.setAttribute("role", "alert");
      document.getElementById("main").prepend(told);
      told.scrollIntoView({ block: "center" });
      return;
    }
    leaving = true;
    if (out && !Object.keys(kept.forms).length) forget();
    else if (long.includes(form) && value(form, "once")) { kept.sent[value(form, "once")] = key(form); write(); }
    setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; }); // once pressed is enough
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[href]") && !(event.ctrlKey || event.metaKey || event.shiftKey)) leaving = true; // it is put back there
  });
  const touched = () => navigator.userActivation?.hasBeenActive ?? true; // browsers ask nobody who did nothing on the page, and complain
  addEventListener("beforeunload", (event) => { if (!leaving && touched() && long.some((form) => kept.forms[key(form)])) event.preventDefault(); });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = false;
    for (const button of document.querySelectorAll("form button")) button.disabled = false;
  });
})();
