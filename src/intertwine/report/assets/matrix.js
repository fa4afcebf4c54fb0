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
