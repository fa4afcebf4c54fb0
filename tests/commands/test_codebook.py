"""`intertwine codebook` as a person runs it, on a small study."""

import shutil

import pandas as pd
import pytest

from intertwine.__main__ import main


@pytest.fixture
def study(small_study):
    """A small study whose texts were read and segmented."""
    for stage in ("ingest", "segment"):
        words = [stage, "--config", str(small_study), "--results", str(small_study.parent / "results")]
        assert main(words) == 0
    return small_study


def codebook(study, *words):
    return main(["codebook", words[0], "--config", str(study), *map(str, words[1:])])


def test_compare_writes_exactly_the_hits_that_moved_and_a_page(study):
    old, new = study.parent / "codebook", study.parent / "new"
    shutil.copytree(old, new)
    entries = (new / "entries.csv").read_text(encoding="utf-8")
    moved = entries.replace("security.assurance,zh,放心", "celebration.convenience,zh,放心")
    (new / "entries.csv").write_text(moved, encoding="utf-8")
    results, output = study.parent / "results", study.parent / "compare"

    assert codebook(study, "compare", old, new, "--results", results, "--output", output) == 0

    hits = pd.read_csv(output / "hits.csv", encoding="utf-8-sig")
    turns = pd.read_parquet(results / "corpus" / "turns.parquet")["text"]
    number = int(turns.str.count("放心").sum())
    assert hits.groupby(["change", "code", "pattern"]).size().to_dict() == {
        ("gained", "celebration.convenience", "放心"): number, ("lost", "security.assurance", "放心"): number,
    }  # fmt: skip
    headline = pd.read_csv(output / "headline.csv", encoding="utf-8-sig")
    changed = headline[headline["changed"]]
    assert set(changed["measure"]) == {"odds ratio", "share"}
    assert set(changed["code_a"]) == {"security"}
    shown = pd.read_csv(output / "shown.csv", encoding="utf-8-sig").set_index(["kind", "name"])["changed"]
    assert shown["table", "prevalence"] > 0
    assert shown["table", "unused"] == 0
    page = (output / "compare.html").read_text(encoding="utf-8")
    assert "<mark>放心</mark>" in page
    assert "<script" not in page


def test_check_lists_findings_and_errors_fail(study, capsys):
    assert codebook(study, "check", "--level", "note") == 0
    assert "0 errors" in capsys.readouterr().out
    entries = study.parent / "codebook" / "entries.csv"
    entries.write_text(
        entries.read_text(encoding="utf-8") + "threat.fraud,zh,安全,literal,,x,core,,\n", encoding="utf-8"
    )

    assert codebook(study, "check") == 1
    told = capsys.readouterr()
    assert "error: entries.csv, line 16: the pattern '安全' is there twice" in told.out
    assert "1 errors in the codebook" in told.err


def test_export_and_import_go_round_and_never_write_over_a_codebook(study, capsys):
    folder = study.parent
    assert codebook(study, "export", folder / "book.xlsx") == 0
    assert main(["codebook", "import", str(folder / "book.xlsx"), "--to", str(folder / "again")]) == 0
    assert main(["codebook", "import", str(folder / "book.xlsx"), "--to", str(folder / "again")]) == 1
    assert "there is a codebook already" in capsys.readouterr().err
    assert codebook(study, "compare", folder / "codebook", folder / "again", "--results", folder / "results",
                    "--output", folder / "same") == 0  # fmt: skip
    assert pd.read_csv(folder / "same" / "edits.csv", encoding="utf-8-sig").empty
