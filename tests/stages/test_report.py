"""The stage `report`: the page as a reader opens it, made from a study with a hostile document, and what it leaks."""

import base64
import json
import re
import shutil
import struct
import zlib
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from intertwine import records
from intertwine.__main__ import main
from intertwine.coding.records import HITS
from intertwine.corpus.records import DOCUMENTS
from intertwine.measures.cooccurrence.records import COOCCURRENCE
from intertwine.vocabulary import AFFIRMING

HOSTILE = (
    "<script>document.title='run'</script> 安全 </script><img src=x onerror=\"document.title='run'\"> 被骗 "
    "javascript:alert(1) "
    "]]> ${1+1} {{7*7}} <!-- 放心 \u2028 \u202e诈骗\u202c 😀😀安全"
)
SPEAKER = "<b onmouseover=alert(5)>Mallory</b>"
TITLE = "</title><script>document.title='run'</script>"
CAPTION = 'caption </p><script>document.title="run"</script>'


def png() -> bytes:
    """Return a picture of one pixel."""
    parts = [(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def write_hostile(settings: Path) -> None:
    corpus = settings.parent / "corpus"
    turns = "".join(f"问：为什么？\n答：第{number}次。{HOSTILE}\n" for number in range(3))
    (corpus / "hostile.txt").write_text(turns, encoding="utf-8")
    with (corpus / "documents.csv").open("a", encoding="utf-8") as file:
        file.write(f'hostile.txt,interview,zh,"{TITLE}",,\n')
    with (corpus / "speakers.csv").open("a", encoding="utf-8") as file:
        file.write(f"hostile.txt,问,interviewer,asker\nhostile.txt,答,respondent,{SPEAKER}\n")


def write_shown(results: Path) -> None:
    figures, tables = results / "figures", results / "tables"
    figures.mkdir()
    tables.mkdir()
    (figures / "hypotheses.png").write_bytes(png())
    (figures / "hypotheses.caption.en.txt").write_text(CAPTION, encoding="utf-8")
    (figures / "hypotheses.caption.zh.txt").write_text("图注", encoding="utf-8")
    rows = "source 来源,code 编码,note\ninterviews 访谈,security,=1+1\npromotional texts 宣传文本,threat.fraud,<i>\n"
    (tables / "prevalence.csv").write_text(rows, encoding="utf-8-sig")
    (tables / "prevalence.note.txt").write_text("a note 说明", encoding="utf-8")


def run(settings: Path, stage: str, *more: str) -> None:
    assert main([stage, "--config", str(settings), "--results", str(settings.parent / "results"), *more]) == 0


def report(settings: Path, *more: str) -> dict[str, bytes]:
    """Make the report; return its files."""
    run(settings, "report", *more)
    return {path.name: path.read_bytes() for path in sorted((settings.parent / "results" / "report").iterdir())}


@pytest.fixture(scope="module")
def study(small_study_writer, tmp_path_factory) -> Path:
    """Run a small study with a hostile document up to its report; return its settings file."""
    settings = small_study_writer(tmp_path_factory.mktemp("report") / "a study")
    write_hostile(settings)
    cues = "language,cue,effect,scope\nzh,不怕,negated,\nzh,，,terminator,\n"
    (settings.parent / "codebook" / "qualifiers.csv").write_text(cues, encoding="utf-8")
    for stage in (
        "ingest",
        "segment",
        "code",
        "cooccur",
        "specify",
        "contrast",
        "order",
        "lexicon",
        "uptake",
        "validate",
    ):
        run(settings, stage)
    write_shown(settings.parent / "results")
    report(settings)
    return settings


@pytest.fixture(scope="module")
def html(study) -> str:
    return (study.parent / "results" / "report" / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def data(html) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1])


def test_the_same_results_give_the_same_bytes(study):
    assert report(study) == report(study)


def test_neither_page_nor_provenance_knows_the_machine(study, html):
    provenance = (study.parent / "results" / "report" / "provenance.json").read_text(encoding="utf-8")

    assert all(word not in html + provenance for word in (str(study.parent), str(Path.home()) + "/"))


def test_an_absolute_folder_is_told_by_its_last_part(study):
    made = report(study, "--set", f"corpus={study.parent / 'corpus'}")
    report(study)

    assert json.loads(made["provenance.json"])["settings"]["corpus"] == "corpus"


def test_provenance_names_settings_seed_stages_engines_and_every_text(study):
    found = json.loads((study.parent / "results" / "report" / "provenance.json").read_text(encoding="utf-8"))
    documents = records.read(DOCUMENTS, study.parent / "results" / "corpus" / "documents.parquet")

    assert found["seed"] == found["settings"]["seed"] == 7
    assert "cores" not in found["settings"]
    assert {"ingest", "segment", "code", "cooccur", "report"} <= set(found["fingerprints"])
    assert found["documents"] == dict(zip(documents["document_id"], documents["sha256"], strict=True))
    assert {row["language"] for row in found["engines"]} == {"en", "zh"}


def test_only_the_pages_own_script_and_style_may_run(html):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)[1].replace("&#39;", "'")
    scripts = re.findall(r"<script>(.*?)</script>", html, re.S)
    style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    hashes = [base64.b64encode(sha256(text.encode()).digest()).decode() for text in (*scripts, style)]

    assert len(scripts) == 1
    assert policy.startswith("default-src 'none';")
    assert all(f"'sha256-{one}'" in policy for one in hashes)
    assert "unsafe" not in policy


def test_text_enters_as_text_only(html, data):
    assert "<img src=x" not in html
    assert "<script>document" not in html
    assert any("<img src=x onerror" in text for text in data["turns"]["text"])


def test_every_hit_that_counts_is_in_the_concordance_at_its_words(study, data):
    hits = records.read(HITS, study.parent / "results" / "coding" / "hits.parquet")
    counted = hits[hits["suppressed_by"] == ""].sort_values(["document_id", "turn", "start", "end"])
    columns = data["hits"]
    places = zip(columns["turn"], columns["start"], columns["end"], strict=True)
    shown = [
        data["turns"]["text"][turn].encode("utf-16-le")[2 * a : 2 * b].decode("utf-16-le") for turn, a, b in places
    ]

    assert counted["surface"].tolist() == shown


def test_every_cell_of_the_matrix_has_as_many_units_behind_it_as_it_says(study, data):
    pairs = records.read(COOCCURRENCE, study.parent / "results" / "measures" / "cooccurrence.csv")
    columns, turns, documents = data["hits"], data["turns"], data["documents"]
    rows = pd.DataFrame({"place": columns["turn"], "entry": columns["entry"], **columns["units"]})
    ways = [data["prompting"][place] for place in columns["prompting"]]
    rows["unprompted"] = [way in ("", "volunteered", "self_repeated") for way in ways]
    rows["affirms"] = [data["qualifiers"][place] in AFFIRMING for place in columns["qualifier"]]
    rows["code"] = [data["entries"][entry][1] for entry in rows["entry"]]
    rows["role"] = [data["roles"][turns["role"][turn]] for turn in rows["place"]]
    numbers = [turns["document"][turn] for turn in rows["place"]]
    rows["source"] = [data["sources"][documents["source"][number]] for number in numbers]
    rows["language"] = [data["languages"][documents["language"][number]] for number in numbers]
    measured = rows[rows["role"] != "interviewer"]
    wrong = []
    for pair in pairs.itertuples():
        here = measured[(measured["source"] == pair.source)]
        here = here[(here["language"] == pair.language) | (pair.language == "all")]
        here = here[here["affirms"] | (pair.reading != "affirmed")]
        here = here[here["unprompted"] | (pair.reading != "volunteered")]
        both = set.intersection(
            *(
                set(here.loc[(here["code"] == code) | here["code"].str.startswith(f"{code}."), pair.unit])
                for code in (pair.code_a, pair.code_b)
            )
        )
        wrong += [] if len(both) == pair.both else [pair]

    assert len(pairs) > 50
    assert wrong == []


# ---- In a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser():
    """Start a headless browser of the system."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip(f"no browser on this machine: none of {', '.join(names)}")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=found, args=["--headless", "--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def opened(browser, study):
    """Open the report; return the page and what went wrong on it: requests, dialogs, errors."""
    wrong: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.on("request", lambda request: wrong.append(request.url) if is_outside(request.url) else None)
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((study.parent / "results" / "report" / "report.html").as_uri())
    yield page, wrong
    page.close()


def is_outside(address: str) -> bool:
    return not address.startswith(("data:", "blob:")) and not address.endswith("/report.html")


def rows_of(page) -> list[str]:
    return page.locator("#rows > li").all_inner_texts()


@pytest.mark.browser
def test_a_hostile_document_is_shown_and_does_nothing(opened):
    page, wrong = opened
    page.select_option("select[name=speaker]", SPEAKER)
    for toggle in page.locator(".toggle").all():
        toggle.click()

    shown = page.inner_text("#rows")
    assert wrong == []
    assert page.title() == "A small study"
    for part in (
        "<script>document.title='run'</script>",
        "onerror=",
        "javascript:alert(1)",
        "]]>",
        "${1+1}",
        "{{7*7}}",
    ):
        assert part in shown
    assert SPEAKER in shown
    assert TITLE in shown


@pytest.mark.browser
def test_a_cell_of_the_matrix_opens_the_sentences_behind_it(opened):
    page, wrong = opened
    cell = page.locator("#matrices td a[href*='source=interview']").filter(has_text=re.compile(r"\d$")).last
    units = int(cell.locator("small").inner_text())
    cell.click()

    assert wrong == []
    page.wait_for_function("document.activeElement.id == 'concordance-h'", timeout=5000)
    assert f" in {units} turns" in page.inner_text("#count")
    assert page.locator("#rows mark.first").count() > 0
    assert page.locator("#rows mark.second").count() > 0


@pytest.mark.browser
def test_a_row_of_a_table_opens_the_hits_behind_it(opened):
    page, _ = opened
    page.click("#table-prevalence summary")
    page.click("#table-prevalence tbody tr:first-child a")

    assert page.input_value("select[name=code]") == "security"
    assert page.input_value("select[name=source]") == "interview"
    assert page.locator("#rows > li").count() > 0


@pytest.mark.browser
def test_hits_are_chosen_by_what_their_context_does_to_them(opened, data):
    page, wrong = opened
    place = data["qualifiers"].index("negated")
    page.select_option("select[name=qualifier]", "negated")

    assert page.inner_text("#count").startswith(f"{data['hits']['qualifier'].count(place)} hits")
    assert all("negated" in row and "(不怕)" in row for row in rows_of(page))
    page.select_option("select[name=qualifier]", "affirming")
    assert not any("negated" in row for row in rows_of(page))
    assert wrong == []


@pytest.mark.browser
def test_the_page_opens_with_a_warning_where_nothing_was_coded_by_hand(opened):
    page, _ = opened

    assert page.locator(".warning").first.inner_text().startswith("No validation data")


@pytest.mark.browser
def test_the_back_button_returns_to_the_hits_before(opened):
    page, _ = opened
    every = page.inner_text("#count")
    page.select_option("select[name=code]", "security")
    security = page.inner_text("#count")
    page.select_option("select[name=with]", "threat")
    page.go_back()

    assert page.inner_text("#count") == security
    assert page.input_value("select[name=with]") == ""
    page.go_back()
    assert page.inner_text("#count") == every


@pytest.mark.browser
def test_an_address_opens_the_same_hits_in_another_window(opened, browser):
    page, _ = opened
    page.select_option("select[name=code]", "threat.fraud")
    page.select_option("select[name=language]", "zh")
    other = browser.new_page()
    other.goto(page.url)

    assert rows_of(other) == rows_of(page)
    other.close()


@pytest.mark.browser
def test_interviewers_are_shown_only_when_asked_for(opened, data):
    page, _ = opened
    page.select_option("select[name=role]", "all")

    assert f"{len(data['hits']['turn'])} hits" in page.inner_text("#count").replace(",", "")
    page.select_option("select[name=role]", "interviewer")
    assert page.inner_text("#count").startswith("No hits")


@pytest.mark.browser
def test_search_finds_whatever_the_width_or_case(opened):
    page, _ = opened
    page.fill("input[name=q]", "ＳＣＡＭＳ")
    page.wait_for_url("**#*q=*")

    found = rows_of(page)
    assert found
    assert all("scams" in text for text in found)


@pytest.mark.browser
def test_the_saved_rows_guard_cells_that_a_spreadsheet_would_compute(opened):
    page, wrong = opened
    assert page.evaluate("guarded('=1+1')") == "'=1+1"
    assert page.evaluate("guarded('说\"好\"')") == '"说""好"""'
    page.select_option("select[name=code]", "threat")
    count = int(page.inner_text("#count").split()[0])
    with page.expect_download() as saving:
        page.click("#export")

    saved = pd.read_csv(saving.value.path(), encoding="utf-8-sig", dtype="str", keep_default_na=False)
    assert wrong == []
    assert len(saved) == count
    assert saved["code"].str.startswith("threat").all()
    assert not saved.apply(lambda column: column.str.match(r"[=+\-@]")).any(axis=None)


@pytest.mark.browser
def test_the_page_speaks_the_chosen_language(opened):
    page, _ = opened
    page.click("[data-choose=zh]")

    assert page.inner_text("#concordance-h") == "索引行"
    assert "安全" in page.inner_text("select[name=code]")
    assert "Security" not in page.inner_text("select[name=code]")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_window(opened, width):
    page, _ = opened
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
