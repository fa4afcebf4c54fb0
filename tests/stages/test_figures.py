"""The figures stage: every figure in its formats, with data and captions, the same bytes twice."""

from itertools import product

import numpy as np
import pandas as pd
import pypdfium2
import pytest
from PIL import Image

from intertwine import records
from intertwine.__main__ import main
from intertwine.measures.cooccurrence.cooccurrence import cooccurrence
from intertwine.measures.cooccurrence.differences import Groups, differences
from intertwine.measures.cooccurrence.length_adjusted import length_adjusted
from intertwine.measures.cooccurrence.specifications import CHOICES
from intertwine.measures.design import Design
from intertwine.measures.order.order import MEASURES
from intertwine.measures.prevalence.prevalence import prevalence
from intertwine.measures.validation.records import VALIDATION
from intertwine.stages.figures import STAGE
from intertwine.vocabulary import PROMPTING, QUALIFIERS

NAMES = {"prevalence", "cooccurrence", "pairs", "hypotheses", "specifications", "order", "uptake", "first_uses",
         "network", "keyness", "topics"}  # fmt: skip
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
LEAVES = ["security.personal", "security.data", "threat.fraud", "threat.theft", "celebration.convenience"]
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


FREQUENCIES = ("lrc", "log_odds_z", "juilland_d", "carroll_d2", "rosengren_s", "divergence", "log_likelihood",
               "percent_difference", "difference_coefficient", "simple_maths")  # fmt: skip


def simulated(documents=12, units=30):
    """Interviews and promotional texts in two languages; personal safety and fraud meet, as do their parents."""
    generator = np.random.default_rng(1)
    ids = [f"d{number:02d}" for number in range(documents)]
    source = ["interview" if number % 2 else "promotional" for number in range(documents)]
    language = ["zh" if number % 4 < 2 else "en" for number in range(documents)]
    unit = pd.DataFrame({"unit_id": range(documents * units), "document_id": np.repeat(ids, units)}).assign(
        unit_kind="turn",
        speaker="林",
        role="respondent",
        length=8,
        position=list(range(units)) * documents,
        source=np.repeat(source, units),
        language=np.repeat(language, units),
    )
    drawn = generator.random((len(unit), len(LEAVES))) < 0.2
    drawn[:, 2] |= drawn[:, 0] & (generator.random(len(unit)) < 0.8)
    rows, columns = np.nonzero(drawn)
    held = pd.DataFrame({"unit_id": rows, "code": [LEAVES[column] for column in columns]})
    parents = held.assign(code=held["code"].str.partition(".")[0]).drop_duplicates()
    presence = pd.concat([held, parents]).assign(unit_kind="turn", hits=1, first_start=0)
    presence = presence.assign(**dict.fromkeys(QUALIFIERS, 0), volunteered=1).assign(affirmed=1)
    return unit, presence, pd.DataFrame({"document_id": ids, "language": language, "cluster": ids})


def measured():
    unit, presence, documents = simulated()
    hypotheses = (("security", "threat"), ("celebration", "threat"))
    design = Design(
        cluster="document",
        permutations=99,
        confidence=0.95,
        documents=2,
        expected=0.5,
        clusters=3,
        seed=7,
    )
    return {
        "prevalence": prevalence(
            unit,
            presence,
            documents,
            kinds=["turn"],
            design=Design(
                cluster="document", documents=1, expected=0, clusters=3, resamples=100, confidence=0.95, seed=7
            ),
        ),
        "cooccurrence": cooccurrence(unit, presence, documents, kinds=["turn"], hypotheses=hypotheses, design=design),
        "keyness": key_words(),
        "topics": topics(),
        "topic_codes": topic_codes(),
        "validation": validated(),
        "adjusted": length_adjusted(unit, presence, documents, kind="turn", hypotheses=hypotheses, design=design),
        "differences": differences(
            unit,
            presence,
            documents,
            kind="turn",
            hypotheses=hypotheses,
            design=design,
            groups=[
                Groups(
                    name="source: promotional / interview",
                    value=pd.Series(sources(unit)),
                    a="promotional",
                    b="interview",
                )
            ],
        ),
        **told(),
    }


def sources(unit):
    return dict(zip(unit["document_id"], unit["source"], strict=True))


def told():
    """Specifications, order and uptake as the stages write them."""
    sizes = {"n_units": 360, "n_documents": 6, "n_clusters": 6}
    curve = [
        {"source": source, "code_a": "security", "code_b": "threat", "unit": unit,
         **dict(zip(CHOICES, choice, strict=True)), "estimate": 1.5 + 0.1 * place, "low": 0.9, "high": 3.0, "both": 9,
         **sizes, "declared": int(place == 0), "note": ""}
        for source in ("interview", "promotional")
        for unit in ("sentence", "turn")
        for place, choice in enumerate(product(*CHOICES.values()))
    ]  # fmt: skip
    interval = {"estimate": 0.6, "low": 0.4, "high": 0.8}
    order = [
        {"measure": measure, "source": source, "language": "all", "code_a": "threat", "code_b": "security",
         "reading": "all", "a_first": 6, "b_first": 4, "expected": 0.5, **interval, "p": 0.01, "p_adjusted": 0.02,
         **sizes, "unit": "turn", "family": "order (Holm, 2 tests)", "seed": 7, "note": ""}
        for measure in MEASURES
        for source in ("interview", "promotional")
    ]  # fmt: skip
    forest = [
        {"measure": "adjacent spans", "code_a": "threat", "code_b": "security", "document_id": f"d{number}",
         "source": "interview", "language": "zh", "n": 3, "a_first": number % 4, "expected": 0.5}
        for number in range(6)
    ]  # fmt: skip
    ways = {"source": "interview", "language": "all", "code": "security", "uses": 5, **interval, **sizes, "seed": 7}
    uptake = [ways | {"way": way, "unit": "use", "note": ""} for way in (*PROMPTING, "unprompted")]
    states = [ways | {"state": state, "unit": "turn", "note": ""} for state in ("unasked", "asked", "later")]
    incidence = [
        {"source": "interview", "language": "zh", "code": "security", "time": 10 * step, "at_risk": 9 - step,
         "volunteered": step / 10, "asked": step / 20, "n_documents": 9}
        for step in range(1, 5)
    ]  # fmt: skip
    frames = {"specifications": curve, "order": order, "order_documents": forest, "uptake": uptake,
              "opportunities": states, "incidence": incidence}  # fmt: skip
    return {name: pd.DataFrame(rows) for name, rows in frames.items()}


def validated():
    """Hand coding that finds threat in Chinese interviews more often than the lexicon does."""
    numbers = [name for name, kind in VALIDATION.columns.items() if kind == records.NUMBER]
    row = {"part": "development", "code": "threat", "source": "interview", "language": "zh", "unit": "turn", "note": ""}
    counts = [name for name, kind in VALIDATION.columns.items() if kind == records.COUNT]
    row |= dict.fromkeys(numbers, 0.7) | dict.fromkeys(counts, 5) | {"estimate": 0.613, "low": 0.5, "high": 0.7}
    return pd.DataFrame([row])


def key_words(words=(("zh", "免押", 2.0), ("zh", "呗", -2.5), ("en", "deposit", 1.0))):
    frame = pd.DataFrame(words, columns=["language", "word", "estimate"])
    return frame.assign(
        comparison="source: promotional / interview",
        frequency_a=9,
        frequency_b=3,
        range_a=5,
        range_b=3,
        rate_a=2.0,
        rate_b=0.5,
        dispersion=0.3,
        rank_biserial=0.5,
        **dict.fromkeys(FREQUENCIES, 0.5),
        low=frame["estimate"] - 0.8,
        high=frame["estimate"] + 0.8,
        p=0.01,
        p_adjusted=0.02,
        n_units=12,
        n_documents=12,
        n_clusters=12,
        unit="document",
        family="key words",
        seed=7,
        note="",
    )


def topics():
    rows = [("zh", "nmf", 0, "信用、骨折"), ("en", "nmf", 0, "trust, deposit"), ("en", "lda", 0, "score, app")]
    frame = pd.DataFrame(rows, columns=["language", "engine", "topic", "words"])
    return frame.assign(share=0.4, coherence=0.1, n_units=30, n_documents=6, unit="joined turns", seed=7, note="")


def topic_codes():
    rows = [
        (*row, code)
        for row in topics()[["language", "engine", "topic"]].itertuples(index=False)
        for code in ("security", "threat", "threat.fraud")
    ]
    frame = pd.DataFrame(rows, columns=["language", "engine", "topic", "code"])
    return frame.assign(
        share=0.4, share_elsewhere=0.2, estimate=1.0, low=0.5, high=1.5, n_units=30, n_documents=6, seed=7, note=""
    )


@pytest.fixture(scope="module")
def frames():
    return measured()


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


def test_trap_12_a_missing_glyph_stops_the_run_and_writes_no_figure_that_lacks_it(tmp_path, frames, capsys):
    study(tmp_path, frames | {"keyness": key_words([("zh", "免\U000e0a00押", 1.0)])})

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
    assert "seed 7" in english
    assert "these documents" in english
    assert "单位：受访者与作者的话轮" in chinese
    assert "种子 7" in chinese
    assert "significant" not in english


def test_captions_of_tests_state_permutations_and_adjustment(drawn):
    english = (drawn / "results" / "figures" / "hypotheses.caption.en.txt").read_text(encoding="utf-8")

    assert "99 permutations" in english
    assert "Holm" in english
    assert "Mantel-Haenszel" in english


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
        **dict.fromkeys(["estimate", "low", "high", "p", "p_adjusted"], np.nan),
        note="too_few_documents_with_both(documents=1, needed=2)",
        family="not tested",
    )
    study(tmp_path, frames | {"cooccurrence": untested}, CONFIG + "labels: zh\n")

    assert draw(tmp_path) == 0
    assert "校正后没有编码对偏离随机" in pdf_text(tmp_path / "results" / "figures" / "network.pdf")


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


def test_an_error_in_a_figure_written_beside_others_is_the_one_clear_error(tmp_path, frames, capsys):
    study(tmp_path, frames | {"keyness": key_words([("zh", "免\U000e0a00押", 1.0)])})

    assert draw(tmp_path, "--processes", "2") == 1
    assert "the font has no glyph" in capsys.readouterr().err


def test_shares_corrected_by_hand_stand_beside_those_of_the_lexicon_and_the_caption_says_so(drawn):
    data = pd.read_csv(drawn / "results" / "figures" / "prevalence.csv", encoding="utf-8-sig")
    corrected = data[data["corrected"].notna()]

    assert corrected["corrected"].tolist() == [0.613]
    assert "Open diamonds" in (drawn / "results" / "figures" / "prevalence.caption.en.txt").read_text(encoding="utf-8")
    assert "人工编码校正" in pdf_text(drawn / "results" / "figures" / "prevalence.pdf")


def test_without_hand_coding_the_caption_says_that_shares_are_of_words(tmp_path, frames):
    study(tmp_path, frames | {"validation": validated().iloc[:0]})

    assert draw(tmp_path) == 0
    assert "not validated" in (tmp_path / "results" / "figures" / "prevalence.caption.en.txt").read_text(
        encoding="utf-8"
    )
