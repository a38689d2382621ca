// What is typed and not sent is kept twice: on the server, as the writer's own, every few seconds and on leaving; and in this tab, for the
// seconds in which the server cannot be reached. It is forgotten once its own form was taken (the server says so in a cookie that names the
// form), or when somebody else logs in here. Of two windows that write the same, neither takes the other's text away: the server keeps both.
"use strict";
(() => {
  const STORE = "mot-cua-chua-gui", TAKEN = "mot_cua_da_ghi";
  const QUIET = 1500, AGAIN = 8000; // milliseconds: after the last letter, and after the server could not be reached
  const MOST_ALIVE = 60000; // characters that browsers send on after a page is gone
  const { who = "", base = "", refused = "", made = "0", ...said } = document.body.dataset;
  const read = () => { try { return JSON.parse(sessionStorage.getItem(STORE)) || {}; } catch { return {}; } };
  const write = () => { if (!gone) try { sessionStorage.setItem(STORE, JSON.stringify(kept)); } catch { /* full, or forbidden: nothing is kept */ } };
  const forget = () => { // for good: what is still on its way writes nothing anew
    gone = true;
    kept = { who, forms: {}, sent: {} };
    try { sessionStorage.removeItem(STORE); } catch { /* forbidden */ }
  };
  const taken = () => (document.cookie.match(`(?:^|; )${TAKEN}=([0-9a-f]+)`) || [])[1] || "";

  let gone = false, kept = { who, forms: {}, sent: {}, ...read() };
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
  const about = (form) => [...form.querySelectorAll("input[type=hidden]")].filter((each) => !/^(form|once|version|warned|shared|nhap.*)$/.test(each.name));
  const key = (form) => value(form, "nhap") || [form.getAttribute("action"), ...about(form).map((each) => `${each.name}=${each.value}`)].join(" ");
  const TYPED = "textarea[name], input[name]:not([type]), input:is([type=text], [type=url], [type=email], [type=tel], [type=search])[name]";
  const CHOSEN = "select[name]:not([multiple]), input:is([type=date], [type=time], [type=number], [type=month], [type=datetime-local])[name]";
  const TICKED = "input:is([type=checkbox], [type=radio])[name]:not([required])"; // one that must be ticked confirms what cannot be undone
  // What somebody typed, chose or ticked. A code that is good once is kept nowhere.
  const all = (form, which) => [...form.elements].filter((each) => each.matches(which) && each.autocomplete !== "one-time-code");
  const fields = (form) => all(form, `${TYPED}, ${CHOSEN}, ${TICKED}`);
  const forms = [...document.querySelectorAll("form[method=post]")].filter((form) => fields(form).length);
  const long = forms.filter((form) => form.querySelector("textarea"));
  const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
  const name = (field) => (isTicked(field) ? `${field.name}=${field.value}` : field.name);
  const says = (field) => (isTicked(field) ? (field.checked ? "1" : "") : field.value);
  const isUntouched = (field) => {
    if (isTicked(field)) return field.checked === field.defaultChecked;
    if (field.options) return field.selectedIndex === Math.max(0, [...field.options].findLastIndex((each) => each.defaultSelected));
    return field.value === field.defaultValue;
  };
  const sayings = (some) => Object.fromEntries(some.map((field) => [name(field), says(field)]));
  const texts = (form) => sayings(fields(form));
  // What of a form neither the server nor this tab keeps as it is typed: it is kept from one press of a button of this page to the next.
  const passing = (form) => {
    const kept = value(form, "nhap_giu").split(" ");
    return fields(form).filter((each) => (long.includes(form) ? value(form, "nhap") && !kept.includes(each.name) : true));
  };
  const revision = (form) => Number(value(form, "nhap_lan"));
  const same = (one, other) => Object.keys(one).every((name) => other[name] === undefined || one[name] === other[name]);
  const holds = (whole, part) => Object.keys(part).every((name) => (whole[name] || "").includes(part[name].trim()));
  const waits = () => Object.values(kept.forms).filter((each) => !each.saved && !each.isPassing); // what the server does not have
  const here = () => {
    const query = new URLSearchParams(location.search);
    query.delete("said");
    return location.pathname + (String(query) ? `?${query}` : "");
  };

  const keep = (form) => {
    const own = fields(form), before = kept.forms[key(form)];
    if (!revision(form) && own.every(isUntouched)) delete kept.forms[key(form)];
    else {
      const page = refused && before ? before.page : here();
      kept.forms[key(form)] = { page, title: document.title, fields: texts(form), revision: revision(form), sending: before && before.sending };
    }
    write();
  };
  const put = (form, words) => {
    for (const field of fields(form)) {
      const word = words[name(field)];
      if (typeof word !== "string") continue;
      if (isTicked(field)) field.checked = word === "1";
      else if (!field.options || [...field.options].some((each) => each.value === word)) field.value = word;
    }
  };
  const tell = (form, words) => {
    const line = form.querySelector("[data-saved]");
    if (line) line.textContent = words;
  };
  const note = (form, words, label, press) => {
    const [told, line, row, button] = ["div", "p", "p", "button"].map((kind) => document.createElement(kind));
    told.className = "notice";
    row.className = "actions";
    line.textContent = words;
    Object.assign(button, { type: "button", className: "second", textContent: label });
    button.addEventListener("click", () => { press(); told.remove(); });
    row.append(button);
    told.append(line, row);
    form.prepend(told);
  };

  const timers = new Map(), running = new Map(), asked = new Set();
  const soon = (form, after = QUIET) => {
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), after));
  };
  // Bring what stands in the form to the server; one at a time, so that an older text never comes last.
  const save = async (form, last = false) => {
    clearTimeout(timers.get(form));
    const old = kept.forms[key(form)];
    if (!value(form, "nhap") || !old || old.saved) return;
    if (running.has(form) && !last) { asked.add(form); return; }
    const names = ["form", "nhap", "nhap_trang", "nhap_ten", "nhap_giu", "nhap_ban", "nhap_lan"], words = texts(form);
    const body = new URLSearchParams(names.map((name) => [name, value(form, name)]));
    for (const each of value(form, "nhap_giu").split(" ")) body.append(each, words[each] || "");
    body.append("nhap_js", "1");
    running.set(form, true);
    old.sending = words; // whether it arrived is not known where the page goes before the answer comes
    write();
    try {
      const answer = await fetch(`${base}/nhap`, { method: "POST", body, credentials: "same-origin", redirect: "error", keepalive: last && String(body).length < MOST_ALIVE });
      if (!answer.ok) throw new Error(answer.status);
      const { revision: number, at, kept: instant } = await answer.json();
      form.elements.nhap_lan.value = number;
      const now = kept.forms[key(form)];
      if (now) Object.assign(now, { revision: number, saved: same(words, now.fields), at: instant });
      write();
      tell(form, `${said.saved} ${at}`);
      for (const button of form.querySelectorAll("button[name=nhap_bo]")) button.hidden = false;
      if (now && !now.saved) soon(form);
    } catch (error) {
      tell(form, { 403: said.noSession, 409: said.tooMany }[error.message] || said.unsaved);
      if (!leaving) soon(form, AGAIN);
    } finally {
      running.delete(form);
      if (asked.delete(form)) soon(form, 0);
    }
  };

  for (const form of long) {
    const old = who && kept.forms[key(form)], now = texts(form);
    form.addEventListener("input", () => { leaving = false; keep(form); soon(form); });
    for (const button of form.querySelectorAll("button[data-save]")) button.addEventListener("click", (event) => { event.preventDefault(); keep(form); save(form); });
    if (!old) continue;
    const isPosted = refused && old.revision === revision(form); // the page shows what was sent, perhaps for the second time: a reload sends it again
    if (old.saved && old.revision > revision(form) && Number(made) <= old.at) { // it was on its way while this page was made
      put(form, old.fields);
      form.elements.nhap_lan.value = old.revision;
      continue;
    }
    if (same(now, old.fields) || (old.saved && !isPosted)) { // the server shows it, or something newer
      if (refused && !old.saved) soon(form, 0);
      else { delete kept.forms[key(form)]; write(); }
      continue;
    }
    const isNewer = !value(form, "nhap") || old.revision === revision(form) || holds(old.fields, sayings(all(form, TYPED))) || (old.sending && same(now, old.sending));
    const inside = form.closest("details"), tab = form.closest("[data-tab]");
    for (let each = inside; each; each = each.parentElement.closest("details")) each.open = true;
    if (tab) document.getElementById(`soan-${tab.dataset.tab}`).checked = true;
    const back = () => { put(form, old.fields); keep(form); soon(form, 0); };
    if (form.dataset.chosen || !isNewer) note(form, said.waiting, said.takeBack, back);
    else {
      put(form, old.fields);
      soon(form, 0);
      note(form, said.restored, said.discard, () => { form.reset(); keep(form); soon(form, 0); });
    }
  }

  for (const form of forms) {
    const old = who && kept.forms[`+${key(form)}`];
    if (!old || !(refused || old.page.split("?")[0] === location.pathname)) continue;
    if (!refused) delete kept.forms[`+${key(form)}`]; // what was refused is shown below another address: gone back from there, it is still to be shown
    write();
    if (same(sayings(passing(form)), old.fields)) continue;
    for (let each = form.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
    put(form, old.fields);
    if (!long.includes(form)) note(form, said.restored, said.discard, () => form.reset());
  }

  // Elsewhere in this tab: a word that something waits. At the door nothing is told of what it is.
  const others = waits().filter((each) => !who || each.page.split("?")[0] !== location.pathname);
  for (const told of document.querySelectorAll("[data-unsent]")) {
    if (!others.length) continue;
    told.hidden = false;
    const shown = new Set([...told.querySelectorAll("a")].map((link) => link.getAttribute("href")));
    for (const each of who ? others : []) {
      if (!each.page.startsWith(`${base}/`) || shown.has(each.page)) continue;
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
    if (out && who && waits().length && !told) {
      event.preventDefault();
      told = document.createElement("p");
      Object.assign(told, { className: "notice", textContent: said.logout });
      told.setAttribute("role", "alert");
      document.getElementById("main").prepend(told);
      told.scrollIntoView({ block: "center" });
      for (const each of long) save(each); // what the server takes is found again there
      return;
    }
    leaving = true;
    if (out) forget(); // of who went, this tab keeps nothing
    else if (by && by.name === "nhap_bo") { clearTimeout(timers.get(form)); delete kept.forms[value(form, "nhap")]; write(); }
    else if (long.includes(form) && value(form, "once")) {
      clearTimeout(timers.get(form));
      kept.sent[value(form, "once")] = key(form);
      write();
    }
    setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; }); // once pressed is enough
    for (const other of long) if (other !== form) save(other, true);
    for (const other of who && !out ? forms : []) {
      const left = passing(other);
      if (other === form || left.every(isUntouched)) continue;
      kept.forms[`+${key(other)}`] = { page: here(), title: document.title, fields: sayings(left), isPassing: true };
    }
    if (!out) write();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("a[href]") && !(event.ctrlKey || event.metaKey || event.shiftKey)) leaving = true; // it is put back there
  });
  const touched = () => navigator.userActivation?.hasBeenActive ?? true; // browsers ask nobody who did nothing on the page, and complain
  addEventListener("beforeunload", (event) => { if (!leaving && touched() && waits().length && long.some((form) => waits().includes(kept.forms[key(form)]))) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const form of long) if (!Object.values(kept.sent).includes(key(form))) save(form, true);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = gone = false;
    for (const button of document.querySelectorAll("form button")) button.disabled = false;
  });
})();
