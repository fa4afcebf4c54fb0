"use strict";

// ---- What the page holds -------------------------------------------------------------------------------------------

const data = JSON.parse(document.getElementById("data").textContent);
const { hits, turns, documents, entries, pairs } = data;
const ROWS = 50;
const CONTEXT = 120;
const ALL_ROLES = "all";
const FAMILIES = "";
const STATE = ["rows", "columns", "among", "code", "with", "unit", "source", "language", "role", "speaker", "document", "entry", "qualifier", "prompting", "q", "page"];
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
  affirming: ["affirming", "肯定的（含双重否定）"],
  not: ["not affirming", "非肯定的"],
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
