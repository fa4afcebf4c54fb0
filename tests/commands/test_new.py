"""`intertwine new`: from a folder of texts to a study that runs, and what adding files touches."""

import csv

import pytest

from intertwine.__main__ import main
from intertwine.settings_file import load
from intertwine.study import Study

TALK = (
    "王老师：你觉得安全吗？\n{name}：安全，也怕信息泄露，有风险。\n"
    "王老师：为什么？\n{name}：有诈骗，朋友被骗过，所以我很小心。\n"
)


@pytest.fixture
def texts(tmp_path):
    folder = tmp_path / "texts"
    (folder / "talks").mkdir(parents=True)
    (folder / "site").mkdir()
    (folder / "talks" / "lin-2024-03-01.txt").write_text(TALK.format(name="小林"), encoding="utf-8")
    (folder / "talks" / "chen.txt").write_text(
        TALK.format(name="小陈") + "王老师：谢谢？\n小陈：再见。\n", encoding="utf-8"
    )
    (folder / "site" / "page.md").write_text("# 安心\n\n我们守护您的资金安全。\n", encoding="utf-8")
    (folder / "site" / "about.txt").write_text("我们保护隐私。\n", encoding="utf-8")
    (folder / "site" / "help.txt").write_text("问：安全吗？\n答：安全。\n问：方便吗？\n答：方便。\n", encoding="utf-8")
    (folder / "site" / "more.txt").write_text("信用让生活更安心。\n", encoding="utf-8")
    return folder


def new(study, texts):
    return main(["new", str(study), "--from", str(texts)])


def rows(study, table):
    with (study / "corpus" / table).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_becomes_a_study_that_can_run(texts, tmp_path, capsys):
    study = tmp_path / "study"

    assert new(study, texts) == 0
    said = capsys.readouterr().out

    documents = {row["path"]: (row["source"], row["date"]) for row in rows(study, "documents.csv")}
    assert documents["talks/lin-2024-03-01.txt"] == ("talks", "2024-03-01")
    assert documents["site/page.md"] == ("site", "")
    speakers = {(row["document"], row["speaker"]): row["role"] for row in rows(study, "speakers.csv")}
    assert speakers == {
        ("", "王老师"): "interviewer",
        ("talks/lin-2024-03-01.txt", "小林"): "respondent",
        ("talks/chen.txt", "小陈"): "respondent",
        ("site/help.txt", "author"): "author",
    }
    settings = load(study / "config.yaml")
    assert ("security", "threat") in settings.hypotheses
    assert [each.name for each in settings.comparisons] == ["source: site / talks"]
    Study(study / "config.yaml", {}, study).check()
    assert "respondent 小林: 安全，也怕" in (study / "corpus" / "first_turns.txt").read_text(encoding="utf-8")
    assert "安全，也怕" not in said
    assert "intertwine run --config" in said


def test_again_with_more_files_adds_rows_and_touches_none(texts, tmp_path):
    study = tmp_path / "study"
    new(study, texts)
    tables = [study / "corpus" / name for name in ("documents.csv", "speakers.csv")] + [study / "config.yaml"]
    edited = tables[1].read_text(encoding="utf-8-sig").replace("小林,respondent,", "小林,respondent,Lin").rstrip("\n")
    tables[1].write_text(edited, encoding="utf-8-sig")
    before = [table.read_bytes() for table in tables]

    assert new(study, texts) == 0
    assert [table.read_bytes() for table in tables] == before

    (texts / "talks" / "wu.txt").write_text(TALK.format(name="小吴") + "王老师：好？\n小吴：好。\n", encoding="utf-8")
    assert new(study, texts) == 0
    after = [table.read_bytes() for table in tables]
    assert [now.startswith(was) for was, now in zip(before, after, strict=True)] == [True, True, True]
    assert rows(study, "documents.csv")[-1]["path"] == "talks/wu.txt"
    assert rows(study, "speakers.csv")[-1]["speaker"] == "小吴"
    assert len(rows(study, "speakers.csv")) == 5


def test_copies_and_files_that_cannot_be_read_are_told_and_left_out(texts, tmp_path, capsys):
    (texts / "talks" / "copy.txt").write_bytes((texts / "talks" / "chen.txt").read_bytes())
    (texts / "talks" / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    study = tmp_path / "study"

    assert new(study, texts) == 0
    said = capsys.readouterr().out

    assert "talks/copy.txt is the same as talks/chen.txt" in said
    assert "not read: talks/photo.png: files of the kind .png are not read" in said
    assert {row["path"] for row in rows(study, "documents.csv")}.isdisjoint({"talks/copy.txt", "talks/photo.png"})


@pytest.mark.parametrize(("there", "what"), [(False, "no folder of texts"), (True, "no text that can be read")])
def test_a_folder_without_texts_is_one_message(tmp_path, capsys, there, what):
    if there:
        (tmp_path / "texts").mkdir()

    assert new(tmp_path / "study", tmp_path / "texts") == 1
    assert what in capsys.readouterr().err
    assert not (tmp_path / "study" / "corpus" / "documents.csv").exists()
