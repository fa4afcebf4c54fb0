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

function qualifierTest(qualifier) {
  const affirms = (name) => name === "affirmed" || name === "double_negated";
  if (qualifier === "affirming") return affirms;
  if (qualifier === "not") return (name) => !affirms(name);
  return (name) => !qualifier || name === qualifier;
}

function promptingTest(way) {
  if (way === "unprompted") return (name) => name === "" || name === "volunteered" || name === "self_repeated";
  return (name) => !way || name === way;
}

function hitTest(wanted) {
  const qualifier = data.qualifiers.map(qualifierTest(wanted.qualifier));
  const prompting = data.prompting.map(promptingTest(wanted.prompting));
  return (hit) => qualifier[hits.qualifier[hit]] && prompting[hits.prompting[hit]];
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

function unitsWithBoth(unitOf, kept, first, second, isKept) {
  const one = new Set();
  const other = new Set();
  hits.turn.forEach((turn, hit) => {
    if (!kept[turn] || !isKept(hit)) return;
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
  const isKept = hitTest(wanted);
  const units = second ? unitsWithBoth(unitOf, kept, first, second, isKept) : null;
  const text = fold(wanted.q);
  const sentences = text ? foldedSentences() : null;
  const entry = wanted.entry ? entries.findIndex((_, number) => entryName(number) === wanted.entry) : -1;
  const rows = [];
  hits.turn.forEach((turn, hit) => {
    const here = hits.entry[hit];
    if (!kept[turn] || !(first[here] || (second && second[here]))) return;
    if (units && !units.has(unitOf[hit])) return;
    if (wanted.entry && here !== entry) return;
    if (!isKept(hit)) return;
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
  const word = make("mark", { class: kindOf(hit) }, text.slice(hits.start[hit], hits.end[hit]));
  const toggle = make("button", { type: "button", class: "toggle", "aria-expanded": "false" }, "+ ", both(WORDS.turn));
  const item = make("li", {},
    make("div", { class: "line" },
      make("span", { class: "left" }, leftOf(hit, text)), make("span", { class: "middle" }, word), make("span", { class: "right" }, rightOf(hit, text)), toggle),
    about(hit));
  toggle.addEventListener("click", () => openTurn(item, toggle, turn));
  return item;
}

function leftOf(hit, text) {
  const whole = text.slice(hits.from[hit], hits.start[hit]).trimStart();
  const kept = reach(Array.from(whole).reverse());
  return [kept < whole.length ? "…" : "", marked(hits.turn[hit], hits.start[hit] - kept, hits.start[hit], false)];
}

function rightOf(hit, text) {
  const whole = text.slice(hits.end[hit], Math.max(hits.to[hit], hits.end[hit])).trimEnd();
  const kept = reach(Array.from(whole));
  return [marked(hits.turn[hit], hits.end[hit], hits.end[hit] + kept, false), kept < whole.length ? "…" : ""];
}

function reach(signs) {
  let width = 0;
  let length = 0;
  for (const sign of signs) {
    width += sign.codePointAt(0) > 0x2e7f ? 2 : 1;
    if (width > CONTEXT) break;
    length += sign.length;
  }
  return length;
}

function about(hit) {
  const turn = hits.turn[hit];
  const number = turns.document[turn];
  const [pattern, code] = entries[hits.entry[hit]];
  const part = (...children) => make("bdi", {}, ...children);
  return make("div", { class: "about" },
    make("strong", {}, both(labelOf(code))), make("code", {}, pattern), qualified(hit), part(data.speakers[turns.speaker[turn]]), part(both(named(data.roles[turns.role[turn]]))),
    part(both(named(data.sources[documents.source[number]]))), part(both(named(data.languages[documents.language[number]]))),
    part(`${documents.title[number] || documents.id[number]}, ${turns.number[turn]}`));
}

function qualified(hit) {
  const name = data.qualifiers[hits.qualifier[hit]];
  const way = data.prompting[hits.prompting[hit]];
  const said = name === "affirmed" ? [] : [make("span", { class: "qualifier" }, both(named(name)), hits.cue[hit] ? ` (${hits.cue[hit]})` : "")];
  return way ? [...said, make("span", { class: "prompting" }, both(named(way)))] : said;
}

function kindOf(hit) {
  const code = entryCodes[hits.entry[hit]];
  if (state.with && inside(code, state.with)) return "second";
  return !state.code || inside(code, state.code) ? "first" : "other";
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
  return [who, make("p", { class: "text" }, marked(turn, 0, turns.text[turn].length, true))];
}

function marked(turn, from, to, others) {
  const text = turns.text[turn];
  const parts = [];
  let position = from;
  for (const hit of hitsOfTurn.get(turn) || []) {
    const kind = kindOf(hit);
    if (hits.start[hit] < position || hits.end[hit] > to || (kind === "other" && !others)) continue;
    const title = plain(labelOf(entryCodes[hits.entry[hit]]));
    parts.push(text.slice(position, hits.start[hit]), make("mark", { class: kind, title }, text.slice(hits.start[hit], hits.end[hit])));
    position = hits.end[hit];
  }
  return [...parts, text.slice(position, to)];
}

// ---- CSV -----------------------------------------------------------------------------------------------------------

function guarded(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function asCsv(rows) {
  const head = ["document_id", "title", "source", "document_language", "turn", "speaker", "role", "code", "entry", "entry_language", "qualifier", "cue", "prompting", "left", "hit", "right"];
  const lines = rows.map((hit) => {
    const turn = hits.turn[hit];
    const number = turns.document[turn];
    const [pattern, code, language] = entries[hits.entry[hit]];
    const text = turns.text[turn];
    return [documents.id[number], documents.title[number], data.sources[documents.source[number]], data.languages[documents.language[number]],
      turns.number[turn], data.speakers[turns.speaker[turn]], data.roles[turns.role[turn]], code, pattern, language,
      data.qualifiers[hits.qualifier[hit]], hits.cue[hit], data.prompting[hits.prompting[hit]],
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
