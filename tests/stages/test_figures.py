"""The figures stage: every figure in its formats, with data and captions, the same bytes twice."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pypdfium2
import pytest
from PIL import Image

from intertwine import records
from intertwine.__main__ import main
from intertwine.figures.gallery import GALLERY
from intertwine.measures.cooccurrence.records import COOCCURRENCE, DIFFERENCES, SPECIFICATIONS
from intertwine.measures.cooccurrence.specifications import CHOICES
from intertwine.measures.keyness.records import KEYNESS
from intertwine.measures.order.order import MEASURES
from intertwine.measures.order.records import ORDER, ORDER_DOCUMENTS
from intertwine.measures.prevalence.records import PREVALENCE
from intertwine.measures.topics.records import TOPIC_CODES, TOPICS
from intertwine.measures.uptake.records import INCIDENCE, OPPORTUNITIES, UPTAKE
from intertwine.measures.validation.records import VALIDATION
from intertwine.stages.figures import STAGE
from intertwine.vocabulary import PROMPTING

NAMES = {make.__module__.rpartition(".")[2] for make in GALLERY}
CODES = """\
code,label_en,label_zh
security,security,安全
security.personal,personal safety,人身安全
security.data,data security,数据安全
threat,threat,威胁
threat.fraud,fraud,欺诈
threat.theft,theft,盗窃
celebration,celebration,赞美
celebration.convenience,convenience,直接方便
"""
CONFIG = """\
title: {en: A study, zh: 一项研究}
codebook: codebook
hypotheses: [[security, threat], [celebration, threat]]
orders: [[threat, security]]
comparisons: [{column: source, a: promotional, b: interview}]
smallest: {documents: 2, expected: 0.5, clusters: 3}
permutations: 99
bootstrap: 100
seed: 7
figures: {width: 170.0, dpi: 72}
"""
PATHS = [line.partition(",")[0] for line in CODES.splitlines()[1:]]
SOURCES = ("interview", "promotional")
SIZES = {
    "all": {"n_units": 180, "n_documents": 6, "n_clusters": 6},
    "zh": {"n_units": 90, "n_documents": 3, "n_clusters": 3},
    "en": {"n_units": 90, "n_documents": 3, "n_clusters": 3},
}
GROUPS = [{"source": source, "language": language, **size} for source in SOURCES for language, size in SIZES.items()]
HYPOTHESES = [("security", "threat"), ("celebration", "threat")]
LIMITS = {"estimate": 0.6, "low": 0.4, "high": 0.8}


def shares():
    return [group | LIMITS | {"code": code, "documents_with_code": 3} for group in GROUPS for code in PATHS]


def pairs():
    tests = {"p_adjusted": 0.02, "family": "hypotheses (Bonferroni, 4 tests)", "both": 9, "documents_both": 5}
    return [
        group | tests | {"estimate": 2.5, "code_a": code_a, "code_b": code_b}
        for group in GROUPS
        for code_a, code_b in combinations(sorted(PATHS), 2)
    ]


def apart():
    contrast = {"contrast": "source: promotional / interview", "measure": "odds ratio, ratio of two", "source": "all"}
    return [contrast | {"code_a": "security", "code_b": "threat", "estimate": 2.0, "p_adjusted": 0.02}]


def curve():
    choices = list(product(("sentence", "turn"), *CHOICES.values()))
    return [
        dict(zip(("unit", *CHOICES), choice, strict=True))
        | {"source": source, "code_a": "security", "code_b": "threat", "n_documents": 6}
        | {"estimate": 1.5 + 0.1 * place, "low": 0.9, "high": 3.0, "declared": int(choice == choices[0])}
        for source in SOURCES
        for place, choice in enumerate(choices)
    ]


def orders():
    pair = {"code_a": "threat", "code_b": "security", "p_adjusted": 0.02}
    return [pair | LIMITS | {"measure": measure, "source": source} for measure in MEASURES for source in SOURCES]


def leads():
    pair = {"code_a": "threat", "code_b": "security", "measure": "first span in the turn", "n": 3}
    return [pair | {"document_id": f"d{number}", "a_first": number % 4} for number in range(6)]


def ways(column, names):
    return [LIMITS | {"code": "security", column: name} for name in names]


def first_uses():
    rows = [{"time": 10 * step, "at_risk": 9 - step, "volunteered": step / 10, "asked": step / 20} for step in range(5)]
    return [row | {"language": "zh", "code": "security"} for row in rows]


def key_words(words=(("zh", "免押", 2.0), ("zh", "呗", -2.5), ("en", "deposit", 1.0))):
    comparison = {"comparison": "source: promotional / interview", "p_adjusted": 0.02}
    return [
        comparison | {"language": language, "word": word, "estimate": value, "low": value - 0.8, "high": value + 0.8}
        for language, word, value in words
    ]


def topics():
    words = {("zh", "nmf"): "信用、骨折", ("en", "nmf"): "trust, deposit", ("en", "lda"): "score, app"}
    return [{"language": language, "engine": engine, "words": said} for (language, engine), said in words.items()]


def topic_codes():
    keys = [{"language": row["language"], "engine": row["engine"]} for row in topics()]
    return [key | {"code": code, "estimate": 1.0, "high": 1.5} for key in keys for code in ("security", "threat.fraud")]


def validated():
    """Hand coding that finds threat in Chinese interviews more often than the lexicon does."""
    return [{"part": "development", "code": "threat", "language": "zh", "estimate": 0.613}]


@pytest.fixture(scope="module")
def frames(frame_of):
    rows = {
        PREVALENCE: shares(),
        COOCCURRENCE: pairs(),
        DIFFERENCES: apart(),
        VALIDATION: validated(),
        SPECIFICATIONS: curve(),
        ORDER: orders(),
        ORDER_DOCUMENTS: leads(),
        INCIDENCE: first_uses(),
        UPTAKE: ways("way", (*PROMPTING, "unprompted")),
        OPPORTUNITIES: ways("state", ("unasked", "asked", "later")),
        KEYNESS: key_words(),
        TOPICS: topics(),
        TOPIC_CODES: topic_codes(),
    }
    return {table.stem: frame_of(table, each) for table, each in rows.items()}


@pytest.fixture
def strange(frame_of):
    """Give key words of which one has a character that no font has."""
    return frame_of(KEYNESS, key_words([("zh", "免\U000e0a00押", 1.0)]))


def study(folder, frames, config=CONFIG):
    (folder / "codebook").mkdir()
    (folder / "codebook" / "codes.csv").write_text(CODES, encoding="utf-8")
    (folder / "codebook" / "entries.csv").write_text("code,language,pattern,kind\n", encoding="utf-8")
    (folder / "config.yaml").write_text(config, encoding="utf-8")
    for table in STAGE.reads:
        records.write(table, frames.get(table.stem, records.empty(table)), folder / "results" / table.name)


def draw(folder, *more):
    return main(["figures", "--config", str(folder / "config.yaml"), "--results", str(folder / "results"), *more])


@pytest.fixture(scope="module")
def drawn(tmp_path_factory, frames):
    folder = tmp_path_factory.mktemp("figures")
    study(folder, frames)
    assert draw(folder) == 0
    return folder


def files(folder):
    return {path.name: path.read_bytes() for path in (folder / "results" / "figures").iterdir()}


def pdf_text(path):
    document = pypdfium2.PdfDocument(path)
    return document[0].get_textpage().get_text_range()


def test_every_figure_has_its_formats_data_and_captions(drawn):
    suffixes = ("pdf", "svg", "png", "csv", "caption.en.txt", "caption.zh.txt")
    wanted = {f"{name}.{suffix}" for name in NAMES for suffix in suffixes} | {"network.graphml", "SHA256SUMS"}

    found = {path.name: path.stat().st_size for path in (drawn / "results" / "figures").iterdir()}

    assert set(found) == wanted
    assert all(found.values())


def test_trap_12_text_in_pdf_can_be_selected_and_searched(drawn):
    assert "人身安全" in pdf_text(drawn / "results" / "figures" / "pairs.pdf")
    assert "personal safety" in pdf_text(drawn / "results" / "figures" / "prevalence.pdf")
    assert "免押" in pdf_text(drawn / "results" / "figures" / "keyness.pdf")
    data = (drawn / "results" / "figures" / "pairs.pdf").read_bytes()
    assert b"/CIDFontType2" in data
    assert b"/Type3" not in data


def test_trap_12_a_missing_glyph_stops_the_run_and_writes_no_figure_that_lacks_it(tmp_path, frames, strange, capsys):
    study(tmp_path, frames | {"keyness": strange})

    assert draw(tmp_path) == 1
    assert "the font has no glyph" in capsys.readouterr().err
    assert not (tmp_path / "results" / "figures" / "keyness.png").exists()


def test_the_same_results_give_the_same_bytes(drawn):
    before = files(drawn)
    assert draw(drawn) == 0

    assert [name for name, data in files(drawn).items() if data != before[name]] == []


def test_no_date_and_no_place_of_this_machine_in_a_figure(drawn):
    for path in (drawn / "results" / "figures").iterdir():
        data = path.read_bytes()
        assert str(drawn).encode() not in data
        assert b"CreationDate" not in data
        assert b"dc:date" not in data
        assert b"/tmp/" not in data


def test_figures_have_the_width_of_the_settings_and_fit_a_page(drawn):
    for name in NAMES:
        with Image.open(drawn / "results" / "figures" / f"{name}.png") as picture:
            assert picture.width == pytest.approx(170 / 25.4 * 72, abs=1.5)
            assert picture.height <= 230 / 25.4 * 72 + 1.5


INFERENCE = {"specifications", "order", "uptake", "first_uses"}


@pytest.mark.parametrize("name", sorted(INFERENCE))
def test_captions_of_inference_state_unit_and_n_and_that_they_speak_of_these_documents(drawn, name):
    english = (drawn / "results" / "figures" / f"{name}.caption.en.txt").read_text(encoding="utf-8")
    chinese = (drawn / "results" / "figures" / f"{name}.caption.zh.txt").read_text(encoding="utf-8")

    assert "Unit: " in english
    assert "单位：" in chinese
    assert "n" in english.split()
    assert "these documents" in english
    assert "significant" not in english


@pytest.mark.parametrize("name", sorted(NAMES - INFERENCE - {"topics", "keyness"}))
def test_captions_state_unit_n_measure_and_that_they_speak_of_these_documents(drawn, name):
    english = (drawn / "results" / "figures" / f"{name}.caption.en.txt").read_text(encoding="utf-8")
    chinese = (drawn / "results" / "figures" / f"{name}.caption.zh.txt").read_text(encoding="utf-8")

    assert "Unit: turns" in english
    assert "180 turns in 6 documents, 6 clusters" in english or "90 turns in 3 documents, 3 clusters" in english
    assert "these documents" in english
    assert "单位：受访者与作者的话轮" in chinese
    assert "significant" not in english


def test_captions_of_tests_state_the_measure_and_the_adjustment(drawn):
    english = (drawn / "results" / "figures" / "hypotheses.caption.en.txt").read_text(encoding="utf-8")

    assert "Bonferroni" in english
    assert "equal length and place" in english


def test_data_of_a_figure_has_codes_labels_and_whole_values(drawn):
    data = pd.read_csv(drawn / "results" / "figures" / "pairs.csv", encoding="utf-8-sig")

    assert {"code_a", "label_en_a", "label_zh_a", "estimate", "low", "high", "p_adjusted", "n_units"} <= set(data)
    assert "人身安全" in set(data["label_zh_a"])


def test_two_languages_never_share_a_panel_of_levels(drawn):
    data = pd.read_csv(drawn / "results" / "figures" / "prevalence.csv", encoding="utf-8-sig")

    assert set(data["language"]) == {"zh", "en"}


def test_nothing_to_show_is_said_in_picture_and_caption(tmp_path, frames):
    empty = {name: frames[name].iloc[:0] for name in ("keyness", "topics", "topic_codes")}
    study(tmp_path, frames | empty, CONFIG.replace("hypotheses: [[security, threat], [celebration, threat]]\n", ""))

    assert draw(tmp_path) == 0
    for name, said, shown in (
        ("hypotheses", "No hypotheses are declared", "no hypotheses"),
        ("pairs", "No hypotheses are declared", "no hypotheses"),
        ("keyness", "No comparison gave a word", "no comparison"),
        ("topics", "No topics were found", "no topics"),
    ):
        assert said in (tmp_path / "results" / "figures" / f"{name}.caption.en.txt").read_text(encoding="utf-8")
        assert shown in pdf_text(tmp_path / "results" / "figures" / f"{name}.pdf")


def test_nothing_tested_still_draws(tmp_path, frames):
    untested = frames["cooccurrence"].assign(
        **dict.fromkeys(["low", "high", "p", "p_adjusted", "pooled"], np.nan),
        note="no_interval(clusters=1, needed=3)",
        family="not tested",
    )
    study(tmp_path, frames | {"cooccurrence": untested}, CONFIG + "labels: zh\n")

    assert draw(tmp_path) == 0
    shown = pdf_text(tmp_path / "results" / "figures" / "network.pdf")
    assert "安全" in shown
    assert "校正后 p < .05 者 0 个" in (tmp_path / "results" / "figures" / "network.caption.zh.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(("language", "there", "absent"), [("zh", "欺诈", "fraud"), ("en", "fraud", "欺诈")])
def test_labels_speak_the_chosen_language(tmp_path, frames, language, there, absent):
    study(tmp_path, frames, CONFIG + f"labels: {language}\n")

    assert draw(tmp_path, "--set", "figures={width: 85.0, dpi: 72, formats: [pdf]}") == 0
    text = pdf_text(tmp_path / "results" / "figures" / "prevalence.pdf")
    assert there in text
    assert absent not in text
    assert not list((tmp_path / "results" / "figures").glob("*.png"))


@pytest.mark.parametrize("labels", ["en", "both"])
def test_a_figure_too_narrow_for_its_text_is_drawn_wider(tmp_path, frames, labels):
    study(tmp_path, frames, CONFIG + f"labels: {labels}\n")

    assert draw(tmp_path, "--set", "figures={width: 60.0, dpi: 72, formats: [png]}") == 0
    with Image.open(tmp_path / "results" / "figures" / "hypotheses.png") as picture:
        assert picture.width > 60 / 25.4 * 72


def test_a_configured_font_that_is_not_there_is_named(tmp_path, frames, capsys):
    study(tmp_path, frames)

    assert draw(tmp_path, "--set", "figures={font: mine.otf}") == 1
    assert "mine.otf" in capsys.readouterr().err


def test_figures_written_side_by_side_are_the_same_bytes(drawn):
    before = files(drawn)
    assert draw(drawn, "--processes", "2") == 0

    assert [name for name, data in files(drawn).items() if data != before[name]] == []


def test_an_error_in_a_figure_written_beside_others_is_the_one_clear_error(tmp_path, frames, strange, capsys):
    study(tmp_path, frames | {"keyness": strange})

    assert draw(tmp_path, "--processes", "2") == 1
    assert "the font has no glyph" in capsys.readouterr().err


def test_shares_corrected_by_hand_stand_beside_those_of_the_lexicon_and_the_caption_says_so(drawn):
    data = pd.read_csv(drawn / "results" / "figures" / "prevalence.csv", encoding="utf-8-sig")
    corrected = data[data["corrected"].notna()]

    assert corrected["corrected"].tolist() == [0.613]
    assert "Open diamonds" in (drawn / "results" / "figures" / "prevalence.caption.en.txt").read_text(encoding="utf-8")
    assert "人工编码校正" in pdf_text(drawn / "results" / "figures" / "prevalence.pdf")


def test_without_hand_coding_the_caption_says_that_shares_are_of_words(tmp_path, frames):
    study(tmp_path, frames | {"validation": records.empty(VALIDATION)})

    assert draw(tmp_path) == 0
    assert "not validated" in (tmp_path / "results" / "figures" / "prevalence.caption.en.txt").read_text(
        encoding="utf-8"
    )
