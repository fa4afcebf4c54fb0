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
  const qualifiers = data.qualifiers.map((name) => [name, plain(named(name))]);
  fill("filters", "qualifier", [every, ["affirming", plain(WORDS.affirming)], ["not", plain(WORDS.not)], ...qualifiers]);
  const ways = data.prompting.filter((name) => name).map((name) => [name, plain(named(name))]);
  fill("filters", "prompting", [every, ["unprompted", plain(named("unprompted"))], ...ways]);
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
