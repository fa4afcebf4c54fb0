"""One odds ratio of a hypothesis, whichever output it is read in: tables, figures' data, workbook, sentences."""

import html
import re
import shutil

import openpyxl
import pandas as pd
import pytest

from intertwine import stage
from intertwine.__main__ import main
from intertwine.settings_file import load
from intertwine.vocabulary import ALL
from intertwine.wording import numbers

SHOWN = ("tables", "figures", "report")
OF_PAIR = ["source", "code_a", "code_b"]
IN_WORDS = {"source 来源": "source", "code A 编码甲": "code_a", "code B 编码乙": "code_b",
            "odds ratio 优势比": "estimate", "language 语言": "language"}  # fmt: skip


@pytest.fixture(scope="module")
def shown(base_study, base, tmp_path_factory):
    """The study with all that is shown of it."""
    folder = shutil.copytree(base_study.folder, tmp_path_factory.mktemp("agreement") / "study")
    for name in SHOWN:
        stage.execute(
            name, load(folder / "config.yaml"), settings_path=folder / "config.yaml", results=folder / "results"
        )
    return folder / "results"


@pytest.fixture(scope="module")
def headline(base):
    """The odds ratio of each hypothesis and source, as the stage wrote it."""
    table = base["measures/cooccurrence.csv"]
    found = table[(table["role"] == "primary") & table["estimate"].notna()]
    assert len(found) >= 4
    return by_pair(found)


def by_pair(frame):
    """Return printed odds ratios of pairs, whichever code is named first."""
    rows = frame.dropna(subset=["estimate"]).to_dict("records")
    printed = {
        (str(row["source"]), *sorted((row["code_a"], row["code_b"]))): numbers.ratio(row["estimate"]) for row in rows
    }
    assert len(printed) == len(rows)
    return printed


def in_all_languages(frame):
    return frame[frame["language"] == ALL] if "language" in frame else frame


def of_figure(shown, name):
    return in_all_languages(pd.read_csv(shown / "figures" / f"{name}.csv", encoding="utf-8-sig"))


def of_table(frame):
    frame = frame.rename(columns=IN_WORDS)
    for column in {"source", "language"} & set(frame):
        frame[column] = frame[column].str.split(" ").str[0]
    return in_all_languages(frame)


def agree(headline, found, least=1.0):
    """Say whether all that is found of the hypotheses is the headline, and that at least a share of them is found."""
    common = {key: value for key, value in found.items() if key in headline}
    assert common == {key: headline[key] for key in common}
    assert len(common) >= least * len(headline)


@pytest.mark.parametrize("name", ["hypotheses", "cooccurrence"])
def test_in_the_data_of_figures(shown, headline, name):
    agree(headline, by_pair(of_figure(shown, name)))


def test_in_the_curve_the_declared_choices_are_the_headline(base, headline):
    curve = base["measures/specifications.csv"]

    agree(headline, by_pair(curve[(curve["declared"] == 1) & (curve["unit"] == "turn")]))


@pytest.mark.parametrize("name", ["left_out", "influence"])
def test_what_is_left_out_is_left_out_of_the_headline(base, headline, name):
    whole = base[f"measures/{name}.csv"].drop_duplicates(OF_PAIR)

    agree(headline, by_pair(whole), least=0.5)


@pytest.mark.parametrize("name", ["hypotheses", "robustness", "cooccurrence"])
def test_in_tables_and_workbook(shown, headline, name):
    rows = list(openpyxl.load_workbook(shown / "tables" / "tables.xlsx")[name].iter_rows(values_only=True))
    sheet = pd.DataFrame(rows[1:], columns=rows[0])
    file = pd.read_csv(shown / "tables" / f"{name}.csv", encoding="utf-8-sig")

    for frame in (sheet, file):
        table = of_table(frame.copy())
        table["source"] = table["source"].replace({"interviews": "interview"})
        agree(headline, by_pair(table))


def test_in_what_an_edit_of_the_codebook_changed(base_study, base, headline, tmp_path):
    folder, book = base_study.folder, base_study.folder / "codebook"
    words = ["codebook", "compare", "--config", folder / "config.yaml", "--results", folder / "results",
             "--output", tmp_path, book, book]  # fmt: skip
    assert main([str(word) for word in words]) == 0
    compared = pd.read_csv(tmp_path / "headline.csv", encoding="utf-8-sig")
    odds = compared[(compared["measure"] == "odds ratio") & (compared["reading"] == "all")]

    assert not compared["changed"].any()
    for side in ("before", "after"):
        agree(headline, by_pair(in_all_languages(odds.assign(estimate=odds[f"estimate_{side}"]))))


def test_in_the_sentences_of_the_report(shown, base, headline):
    page = (shown / "report" / "report.html").read_text(encoding="utf-8")
    text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))
    table = base["measures/cooccurrence.csv"]
    primary = table[(table["role"] == "primary") & table["p"].notna()]

    said = [numbers.interval(row.estimate, row.low, row.high) for row in primary.itertuples()]
    assert [each for each in said if f"odds ratio {each}" not in text] == []
