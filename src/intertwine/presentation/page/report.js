"use strict";

// ---- What the page holds -------------------------------------------------------------------------------------------

const data = JSON.parse(document.getElementById("data").textContent);
const { hits, turns, documents, entries, pairs } = data;
const ROWS = 50;
const CONTEXT = 120;
const ALL_ROLES = "all";
const FAMILIES = "";
const STATE = ["rows", "columns", "among", "code", "with", "unit", "source", "language", "role", "speaker", "document", "entry", "q", "page"];
const WORDS = {
  every: ["all", "全部"],
  nobody: ["–", "–"],
  families: ["families", "编码族"],
  measured: ["respondents and authors", "受访者与作者"],
  everyone: ["everyone", "所有人"],
  before: ["before", "之前"],
  turn: ["turn", "话轮"],
  fired: ["Words that fired:", "命中词："],
  nothing: ["No hits for these filters.", "没有符合条件的命中。"],
  unknown: ["This address names a code that is not in the codebook.", "该地址所指编码不在编码本中。"],
  code: ["code", "编码"],
  less: ["less than chance", "少于随机"],
  even: ["about as chance has it", "接近随机"],
  more: ["more than chance", "多于随机"],
};
const labels = new Map(data.codes.map(([path, en, zh]) => [path, [en, zh]]));
const entryCodes = entries.map(([, code]) => code);
const hitsOfTurn = firstHits();
let state = {};
let found = { rows: [], units: 0, documents: 0 };
let folded = null;

function firstHits() {
  const first = new Map();
  hits.turn.forEach((turn, hit) => first.has(turn) ? first.get(turn).push(hit) : first.set(turn, [hit]));
  return first;
}

// ---- Words in the chosen language ----------------------------------------------------------------------------------

function chosenLanguage() {
  return document.documentElement.dataset.labels;
}

function plain([en, zh]) {
  if (chosenLanguage() === "en" || en === zh) return en;
  return chosenLanguage() === "zh" ? zh : `${en} ${zh}`;
}

function both([en, zh]) {
  const one = make("span", { class: "en", lang: "en" }, en);
  return [one, make("span", { class: "between" }, " "), make("span", { class: "zh", lang: "zh-Hans" }, zh)];
}

function named(name) {
  return data.said[name] || [name, name];
}

function labelOf(code) {
  return labels.get(code) || [code, code];
}

function chooseLanguage(language) {
  document.documentElement.dataset.labels = language;
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const button of document.querySelectorAll("[data-choose]")) {
    button.setAttribute("aria-pressed", String(button.dataset.choose === language));
  }
  fillForms();
  draw();
}

// ---- Elements: text enters as text nodes only ----------------------------------------------------------------------

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity));
  return element;
}

function place(id, ...children) {
  document.getElementById(id).replaceChildren(...children.flat(Infinity));
}

// ---- The state is the address --------------------------------------------------------------------------------------

function readState() {
  const address = new URLSearchParams(location.hash.slice(1));
  return Object.fromEntries(STATE.map((name) => [name, address.get(name) || ""]));
}

function addressOf(wanted) {
  const address = new URLSearchParams();
  for (const name of STATE) if (wanted[name]) address.set(name, wanted[name]);
  return `#${address}`;
}

function go(changes, { quietly = false } = {}) {
  const address = addressOf({ ...state, page: "", ...changes });
  const target = address === "#" ? "#concordance=" : address;
  if (quietly) history.replaceState(null, "", target);
  else history.pushState(null, "", target);
  state = readState();
  fillForms();
  draw();
}

function follow({ scroll = true } = {}) {
  if (location.hash && !location.hash.includes("=")) return;
  state = readState();
  fillForms();
  draw();
  const heading = document.getElementById("concordance-h");
  if (scroll && STATE.slice(3).some((name) => state[name])) {
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  }
}

// ---- Filters -------------------------------------------------------------------------------------------------------

function inside(code, family) {
  return code === family || code.startsWith(`${family}.`);
}

function entriesUnder(code) {
  return entryCodes.map((path) => !code || inside(path, code));
}

function roleTest(role) {
  if (role === ALL_ROLES) return () => true;
  if (role) return (name) => name === role;
  return (name) => name !== "interviewer";
}

function turnsKept(wanted) {
  const isRole = roleTest(wanted.role);
  const role = data.roles.map(isRole);
  const speaker = data.speakers.indexOf(wanted.speaker);
  const source = data.sources.indexOf(wanted.source);
  const language = data.languages.indexOf(wanted.language);
  const chosen = documents.id.indexOf(wanted.document);
  return turns.document.map((number, turn) =>
    role[turns.role[turn]] &&
    (!wanted.speaker || turns.speaker[turn] === speaker) &&
    (!wanted.source || documents.source[number] === source) &&
    (!wanted.language || documents.language[number] === language) &&
    (!wanted.document || number === chosen));
}

function unitsOf(wanted) {
  return hits.units[wanted.unit] || hits.units[data.unit];
}

function unitsWithBoth(unitOf, kept, first, second) {
  const one = new Set();
  const other = new Set();
  hits.turn.forEach((turn, hit) => {
    if (!kept[turn]) return;
    if (first[hits.entry[hit]]) one.add(unitOf[hit]);
    if (second[hits.entry[hit]]) other.add(unitOf[hit]);
  });
  return new Set([...one].filter((unit) => other.has(unit)));
}

function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

function foldedSentences() {
  if (!folded) {
    const known = new Map();
    folded = hits.turn.map((turn, hit) => {
      const key = `${turn}:${hits.from[hit]}`;
      if (!known.has(key)) known.set(key, fold(turns.text[turn].slice(hits.from[hit], hits.to[hit])));
      return known.get(key);
    });
  }
  return folded;
}

function search(wanted) {
  const kept = turnsKept(wanted);
  const first = entriesUnder(wanted.code);
  const second = wanted.with ? entriesUnder(wanted.with) : null;
  const unitOf = unitsOf(wanted);
  const units = second ? unitsWithBoth(unitOf, kept, first, second) : null;
  const text = fold(wanted.q);
  const sentences = text ? foldedSentences() : null;
  const entry = wanted.entry ? entries.findIndex((_, number) => entryName(number) === wanted.entry) : -1;
  const rows = [];
  hits.turn.forEach((turn, hit) => {
    const here = hits.entry[hit];
    if (!kept[turn] || !(first[here] || (second && second[here]))) return;
    if (units && !units.has(unitOf[hit])) return;
    if (wanted.entry && here !== entry) return;
    if (text && !sentences[hit].includes(text)) return;
    rows.push(hit);
  });
  return {
    rows,
    units: new Set(rows.map((hit) => unitOf[hit])).size,
    documents: new Set(rows.map((hit) => turns.document[hits.turn[hit]])).size,
  };
}

function entryName(entry) {
  const [pattern, , language] = entries[entry];
  return `${language}:${pattern}`;
}

// ---- The concordance -----------------------------------------------------------------------------------------------

function draw() {
  found = search(state);
  const pages = Math.max(1, Math.ceil(found.rows.length / ROWS));
  const page = Math.min(Math.max(1, Number(state.page) || 1), pages);
  drawMatrices();
  drawCount();
  drawFired();
  place("rows", found.rows.slice((page - 1) * ROWS, page * ROWS).map(row));
  place("page", `${page} / ${pages}`);
  document.getElementById("previous").disabled = page === 1;
  document.getElementById("next").disabled = page === pages;
  document.getElementById("export").disabled = found.rows.length === 0;
}

function drawCount() {
  const number = (value) => value.toLocaleString("en-US");
  const unit = named(state.unit || data.unit);
  if ([state.code, state.with].some((code) => code && !labels.has(code))) {
    place("count", both(WORDS.unknown));
  } else if (!found.rows.length) {
    place("count", both(WORDS.nothing));
  } else {
    const english = `${number(found.rows.length)} hits in ${number(found.units)} ${unit[0]}, ${number(found.documents)} documents`;
    const chinese = `${number(found.documents)} 个文档、${number(found.units)} 个${unit[1]}中的 ${number(found.rows.length)} 处命中`;
    place("count", both([english, chinese]));
  }
  place("measured", measuredPair());
}

function measuredPair() {
  if (!state.code || !state.with || (state.unit && state.unit !== data.unit)) return [];
  const wanted = state.source ? [state.source] : data.sources;
  return wanted.map((source) => {
    const pair = pairOf(state.code, state.with, source, state.language || "all");
    const [english, chinese] = told(pair);
    return make("span", { class: "measure" }, both([`${named(source)[0]}: ${english}`, `${named(source)[1]}：${chinese}`]));
  });
}

function drawFired() {
  const counts = new Map();
  const without = state.entry ? search({ ...state, entry: "" }) : found;
  for (const hit of without.rows) counts.set(hits.entry[hit], (counts.get(hits.entry[hit]) || 0) + 1);
  const most = [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, 24);
  const links = most.map(([entry, count]) => {
    const chosen = state.entry === entryName(entry);
    const address = addressOf({ ...state, page: "", entry: chosen ? "" : entryName(entry) });
    return make("a", { href: address, "aria-current": chosen ? "true" : null, title: plain(labelOf(entryCodes[entry])) }, `${entries[entry][0]} ${count}`);
  });
  place("fired", links.length ? [make("span", {}, both(WORDS.fired)), links, counts.size > 24 ? `+ ${counts.size - 24}` : ""] : []);
}

function row(hit) {
  const turn = hits.turn[hit];
  const text = turns.text[turn];
  const left = shortened(text.slice(hits.from[hit], hits.start[hit]).trimStart(), true);
  const right = shortened(text.slice(hits.end[hit], Math.max(hits.to[hit], hits.end[hit])).trimEnd(), false);
  const word = make("mark", { class: kindOf(hit) }, text.slice(hits.start[hit], hits.end[hit]));
  const toggle = make("button", { type: "button", class: "toggle", "aria-expanded": "false" }, "+ ", both(WORDS.turn));
  const item = make("li", {},
    make("div", { class: "line" },
      make("span", { class: "left" }, left), make("span", { class: "middle" }, word), make("span", { class: "right" }, right), toggle),
    about(hit));
  toggle.addEventListener("click", () => openTurn(item, toggle, turn));
  return item;
}

function about(hit) {
  const turn = hits.turn[hit];
  const number = turns.document[turn];
  const [pattern, code] = entries[hits.entry[hit]];
  const part = (...children) => make("bdi", {}, ...children);
  return make("div", { class: "about" },
    part(both(labelOf(code))), part(pattern), part(data.speakers[turns.speaker[turn]]), part(both(named(data.roles[turns.role[turn]]))),
    part(both(named(data.sources[documents.source[number]]))), part(both(named(data.languages[documents.language[number]]))),
    part(`${documents.title[number] || documents.id[number]}, ${turns.number[turn]}`));
}

function kindOf(hit) {
  const code = entryCodes[hits.entry[hit]];
  if (state.with && inside(code, state.with)) return "second";
  return !state.code || inside(code, state.code) ? "first" : "other";
}

function shortened(text, end) {
  let width = 0;
  const signs = Array.from(text);
  if (end) signs.reverse();
  const kept = [];
  for (const sign of signs) {
    width += sign.codePointAt(0) > 0x2e7f ? 2 : 1;
    if (width > CONTEXT) { kept.push("…"); break; }
    kept.push(sign);
  }
  return (end ? kept.reverse() : kept).join("");
}

function openTurn(item, toggle, turn) {
  const open = item.querySelector(".whole");
  toggle.setAttribute("aria-expanded", String(!open));
  if (open) { open.remove(); return; }
  const before = turns.before[turn];
  item.append(make("div", { class: "whole" }, before < 0 ? [] : wholeTurn(before, WORDS.before), wholeTurn(turn, WORDS.turn)));
}

function wholeTurn(turn, heading) {
  const who = make("p", { class: "who" }, both(heading), `: ${data.speakers[turns.speaker[turn]]} (`, both(named(data.roles[turns.role[turn]])), ")");
  return [who, make("p", { class: "text" }, marked(turn))];
}

function marked(turn) {
  const text = turns.text[turn];
  const parts = [];
  let position = 0;
  for (const hit of hitsOfTurn.get(turn) || []) {
    const title = plain(labelOf(entryCodes[hits.entry[hit]]));
    parts.push(text.slice(position, hits.start[hit]), make("mark", { class: kindOf(hit), title }, text.slice(hits.start[hit], hits.end[hit])));
    position = hits.end[hit];
  }
  return [...parts, text.slice(position)];
}

// ---- CSV -----------------------------------------------------------------------------------------------------------

function guarded(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function asCsv(rows) {
  const head = ["document_id", "title", "source", "document_language", "turn", "speaker", "role", "code", "entry", "entry_language", "left", "hit", "right"];
  const lines = rows.map((hit) => {
    const turn = hits.turn[hit];
    const number = turns.document[turn];
    const [pattern, code, language] = entries[hits.entry[hit]];
    const text = turns.text[turn];
    return [documents.id[number], documents.title[number], data.sources[documents.source[number]], data.languages[documents.language[number]],
      turns.number[turn], data.speakers[turns.speaker[turn]], data.roles[turns.role[turn]], code, pattern, language,
      text.slice(hits.from[hit], hits.start[hit]), text.slice(hits.start[hit], hits.end[hit]),
      text.slice(hits.end[hit], Math.max(hits.to[hit], hits.end[hit]))];
  });
  return "\ufeff" + [head, ...lines].map((line) => line.map(guarded).join(",") + "\r\n").join("");
}

function save() {
  const address = URL.createObjectURL(new Blob([asCsv(found.rows)], { type: "text/csv;charset=utf-8" }));
  const anchor = make("a", { href: address, download: "concordance.csv" });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// ---- The matrix ----------------------------------------------------------------------------------------------------

const pairRows = new Map(pairs.both.map((_, number) =>
  [pairKey(pairs.codes[pairs.code_a[number]], pairs.codes[pairs.code_b[number]], pairs.sources[pairs.source[number]], pairs.languages[pairs.language[number]]), number]));

function pairKey(one, other, source, language) {
  return [...[one, other].sort(), source, language].join("|");
}

function pairOf(one, other, source, language) {
  const number = pairRows.get(pairKey(one, other, source, language));
  if (number === undefined) return null;
  const names = ["both", "documents_both", "n_units", "n_documents", "expected", "estimate", "low", "high", "p_adjusted"];
  return { ...Object.fromEntries(names.map((name) => [name, pairs[name][number]])), note: pairs.notes[pairs.note[number]] };
}

function ratio(value) {
  if (value === null) return "n/a";
  if (typeof value === "string") return value;
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

function probability(value) {
  if (value === null) return "n/a";
  if (value < 0.001) return "< .001";
  return value > 0.9995 ? "1" : value.toFixed(3).slice(1);
}

function told(pair) {
  if (!pair) return ["never met, not tested", "未共现，未检验"];
  const effect = pair.estimate === null ? "n/a" : `${ratio(pair.estimate)} [${ratio(pair.low)}, ${ratio(pair.high)}]`;
  const unit = named(data.unit);
  const [note, noteChinese] = pair.note[0] ? [` (${pair.note[0]})`, `（${pair.note[1]}）`] : ["", ""];
  return [
    `odds ratio ${effect}, adjusted p ${probability(pair.p_adjusted)}; both codes in ${pair.both} of ${pair.n_units} ${unit[0]}; both occur in ${pair.documents_both} of ${pair.n_documents} documents${note}`,
    `优势比 ${effect}，校正 p ${probability(pair.p_adjusted)}；${pair.n_units} 个${unit[1]}中有 ${pair.both} 个共现；${pair.n_documents} 个文档中有 ${pair.documents_both} 个两者皆有${noteChinese}`,
  ];
}

function shade(value) {
  const height = value === "∞" ? 9 : Math.log2(value);
  const size = Math.abs(height);
  if (size < 0.25) return "even";
  return (height > 0 ? "more" : "less") + (size < 1 ? 1 : size < 2 ? 2 : 3);
}

function families() {
  return data.codes.map(([path]) => path).filter((path) => !path.includes("."));
}

function leavesOf(family) {
  if (family === FAMILIES) return families();
  const under = data.codes.map(([path]) => path).filter((path) => inside(path, family));
  const leaves = under.filter((path) => !under.some((other) => other.startsWith(`${path}.`)));
  return leaves.length ? leaves : [family];
}

function drawMatrices() {
  const known = (name) => families().includes(state[name]) ? state[name] : FAMILIES;
  const [down, across] = [known("rows"), known("columns")];
  const language = state.among || "all";
  const sources = data.sources.filter((source) => pairs.sources.includes(source));
  place("matrices", sources.map((source) => matrix(source, language, down, across)), key());
}

function matrix(source, language, down, across) {
  const same = down === across;
  const rows = same ? leavesOf(down).slice(1) : leavesOf(down);
  const columns = same ? leavesOf(across).slice(0, -1) : leavesOf(across);
  const head = make("tr", {}, make("td", {}), columns.map((code) => make("th", { scope: "col" }, both(labelOf(code)))));
  const body = rows.map((one, number) => make("tr", {}, make("th", { scope: "row" }, both(labelOf(one))),
    columns.map((other, place) => make("td", {}, same && place > number ? [] : cell(one, other, source, language)))));
  const title = make("h3", {}, both(named(source)), ": ", both(named(language)));
  return make("div", {}, title, make("div", { class: "scroll" }, make("table", { class: "matrix" }, make("thead", {}, head), make("tbody", {}, body))));
}

function cell(one, other, source, language) {
  if (inside(one, other) || inside(other, one)) return [];
  const pair = pairOf(one, other, source, language);
  if (!pair || !pair.both) return make("span", { class: pair ? "missing" : "none" }, make("b", {}, pair ? ratio(pair.estimate) : "–"), make("small", {}, "0"));
  const sure = pair.p_adjusted !== null && pair.p_adjusted < 0.05;
  const wanted = { code: one, with: other, unit: "", source, language: language === "all" ? "" : language };
  const here = Object.entries(wanted).every(([name, value]) => state[name] === value);
  const title = `${plain(labelOf(one))} × ${plain(labelOf(other))}, ${plain(named(source))}: ${plain(told(pair))}`;
  const look = pair.estimate === null ? "missing" : shade(pair.estimate) + (sure ? " sure" : "");
  const address = addressOf({ rows: state.rows, columns: state.columns, among: state.among, ...wanted });
  return make("a", { href: address, class: look, title, "aria-label": title, "aria-current": here ? "true" : null },
    make("b", {}, ratio(pair.estimate) + (sure ? "*" : "")), make("small", {}, String(pair.both)));
}

function key() {
  const part = (look, text) => make("span", {}, make("i", { class: look }), text);
  return make("p", { class: "key" }, make("span", {}, both(WORDS.less)), part("less3", "≤ 1/4"), part("less2", "≤ 1/2"), part("less1", "< 0.84"), part("even", "≈ 1"),
    part("more1", "> 1.19"), part("more2", "≥ 2"), part("more3", "≥ 4"), make("span", {}, both(WORDS.more)));
}

// ---- Forms ---------------------------------------------------------------------------------------------------------

function fillForms() {
  const code = data.codes.map(([path, en, zh]) => [path, "\u2003".repeat(path.split(".").length - 1) + plain([en, zh])]);
  const simple = (names) => names.map((name) => [name, plain(named(name))]);
  const every = ["", plain(WORDS.every)];
  const title = documents.title.map((name, number) => [documents.id[number], name || documents.id[number]]);
  const family = [[FAMILIES, plain(WORDS.families)], ...families().map((path) => [path, plain(labelOf(path))])];
  const spoken = pairs.languages.map((name) => [name === "all" ? "" : name, plain(named(name))]);
  fill("filters", "code", [every, ...code]);
  fill("filters", "with", [["", plain(WORDS.nobody)], ...code]);
  fill("filters", "unit", data.kinds.map((name) => [name === data.unit ? "" : name, plain(named(name))]));
  fill("filters", "source", [every, ...simple(data.sources)]);
  fill("filters", "language", [every, ...simple(data.languages)]);
  fill("filters", "role", [["", plain(WORDS.measured)], ...simple(data.roles), [ALL_ROLES, plain(WORDS.everyone)]]);
  fill("filters", "speaker", [every, ...data.speakers.map((name) => [name, name])]);
  fill("filters", "document", [every, ...title]);
  fill("matrix-form", "rows", family);
  fill("matrix-form", "columns", family);
  fill("matrix-form", "among", spoken);
  const text = document.getElementById("filters").elements.namedItem("q");
  if (text.value !== state.q && document.activeElement !== text) text.value = state.q || "";
}

function fill(form, name, options) {
  const select = document.getElementById(form).elements.namedItem(name);
  select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
  select.value = state[name] || "";
}

function listen() {
  const filters = document.getElementById("filters");
  let waiting = 0;
  for (const form of [filters, document.getElementById("matrix-form")]) {
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", ({ target }) => { if (target.tagName === "SELECT") go({ [target.name]: target.value, entry: "" }); });
  }
  filters.elements.namedItem("q").addEventListener("input", ({ target }) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go({ q: target.value }, { quietly: true }), 200);
  });
  filters.addEventListener("reset", (event) => {
    event.preventDefault();
    filters.elements.namedItem("q").value = "";
    go(Object.fromEntries(STATE.slice(3).map((name) => [name, ""])));
  });
  document.getElementById("previous").addEventListener("click", () => turnPage(-1));
  document.getElementById("next").addEventListener("click", () => turnPage(1));
  document.getElementById("export").addEventListener("click", save);
  for (const button of document.querySelectorAll("[data-choose]")) button.addEventListener("click", () => chooseLanguage(button.dataset.choose));
  document.addEventListener("click", ({ target }) => {
    const anchor = target.closest("a");
    if (anchor && anchor.hash.includes("=") && anchor.getAttribute("href") === location.hash) follow();
  });
  window.addEventListener("hashchange", () => follow());
  window.addEventListener("popstate", () => { if (location.hash === "" ) follow({ scroll: false }); });
}

function turnPage(step) {
  go({ page: String((Number(state.page) || 1) + step) });
  document.getElementById("concordance-h").scrollIntoView();
}

listen();
state = readState();
chooseLanguage(data.labels);
if (location.hash.includes("=")) follow();
