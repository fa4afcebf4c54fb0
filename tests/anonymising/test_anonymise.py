"""From a study with people in it to a copy without them: places without values, the key, the copy, the second look."""

import csv
import io
import stat
import zipfile

import pytest

from intertwine.__main__ import main
from intertwine.anonymising.copying import Replacer
from intertwine.anonymising.finding import Found
from intertwine.anonymising.key import Key, KeyRow, proposed_key
from intertwine.anonymising.places import Place

CANARIES = ("林小雨", "Lin Xiaoyu", "13800123456", "lin.xiaoyu@example.com", "11010519491231002X", "Quentin Okafor")
INTERVIEW = """\
问：你好，小雨，请介绍一下自己。
林小雨：我叫林小雨，手机是138 0012 3456，邮箱lin.xiaoyu@example.com。
问：芝麻信用安全吗？
林小雨：很安全，我很放心。身份证11010519491231002X也交了。
"""
ENGLISH = (
    "Quentin Okafor: I feel safe with it.\nInterviewer: And the risk, Quentin?\nQuentin Okafor: None, I trust it.\n"
)


def docx(lines, creator):
    """Return a Word file of paragraphs that says who made it."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<w:document {word}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{creator}</dc:creator></c>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.fixture
def study(tmp_path):
    """A study with people in its texts, labels, titles, names of files and properties."""
    corpus = tmp_path / "study" / "corpus"
    corpus.mkdir(parents=True)
    (corpus / "林小雨-访谈.docx").write_bytes(docx(INTERVIEW.splitlines(), "Lin Xiaoyu"))
    (corpus / "okafor.txt").write_text(ENGLISH, encoding="utf-8")
    (corpus / "news.txt").write_text("一分信任。\n\n安全每一天。\n", encoding="utf-8")
    (corpus / "documents.csv").write_text(
        "path,source,language,title,date,place\n"
        "林小雨-访谈.docx,interview,zh,和林小雨的谈话,2024-01-02,杭州\n"
        "okafor.txt,interview,en,Talk with Quentin,,\nnews.txt,promotional,zh,News,,\n",
        encoding="utf-8",
    )
    (corpus / "speakers.csv").write_text(
        "document,speaker,role,pseudonym,age\n林小雨-访谈.docx,问,interviewer,,\n"
        "林小雨-访谈.docx,林小雨,respondent,Rain,25\nokafor.txt,Quentin Okafor,respondent,,31\n"
        "okafor.txt,Interviewer,interviewer,,\nnews.txt,Theodora Vance,author,,\n",
        encoding="utf-8",
    )
    settings = tmp_path / "study" / "config.yaml"
    settings.write_text("corpus: corpus\n", encoding="utf-8")
    return settings


def run(study, *words, fails=False):
    assert main(["anonymise", *map(str, words), "--config", str(study)]) == int(fails)


def everything(folder):
    """Return all that a folder holds: names of files, and their text."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join([str(path.relative_to(folder)) for path in files] + [path.read_text("utf-8") for path in files])


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_scan_tells_places_and_kinds_and_no_value(study, tmp_path, capsys):
    run(study, "scan", "--places", tmp_path / "places.csv")
    told = capsys.readouterr()
    places = {(row["where"], row["kind"]) for row in rows(tmp_path / "places.csv")}

    assert {("turn 2", "telephone"), ("turn 2", "email"), ("turn 4", "identity"), ("title", "name")} <= places
    assert {("name of the file", "name"), ("property of the file", "name"), ("turn 1", "name")} <= places
    shown = told.out + told.err + "\n".join(row["kind"] + row["where"] for row in rows(tmp_path / "places.csv"))
    assert not any(canary in shown for canary in CANARIES if canary != "林小雨")


def test_the_key_lies_outside_is_longest_first_and_keeps_what_was_edited(study, tmp_path, capsys):
    run(study, "key", study.parent / "key.csv", fails=True)
    assert "outside" in capsys.readouterr().err

    key = tmp_path / "key.csv"
    run(study, "key", key)
    found = {row["value"]: row for row in rows(key)}
    lengths = [len(row["value"]) for row in rows(key)]

    assert lengths == sorted(lengths, reverse=True)
    assert found["林小雨"]["replacement"] == found["小雨"]["replacement"] == "Rain"
    assert found["Quentin Okafor"]["replacement"] == found["Quentin"]["replacement"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600

    key.write_text(key.read_text("utf-8").replace("TELEPHONE_01", "PHONE"), encoding="utf-8")
    run(study, "key", key)
    assert "PHONE" in {row["replacement"] for row in rows(key)}


def test_nothing_of_anybody_is_in_the_copy_and_it_reads_as_the_study_does(study, tmp_path):
    key, copy = tmp_path / "key.csv", tmp_path / "copy"
    run(study, "key", key)
    run(study, "apply", key, copy)
    whole = everything(copy)

    assert not any(
        canary in whole for canary in (*CANARIES, "小雨", "Quentin", "Okafor", "138 0012 3456", "Theodora", "Vance")
    )
    assert [row["speaker"] for row in rows(copy / "interview-002.csv")] == ["问", "Rain", "问", "Rain"] or [
        row["speaker"] for row in rows(copy / "interview-001.csv")
    ] == ["问", "Rain", "问", "Rain"]
    assert "一分信任。\n\n安全每一天。" in (copy / "promotional-001.txt").read_text("utf-8")
    assert {row["age"] for row in rows(copy / "speakers.csv")} == {"", "25", "31"}
    assert {(row["kind"], row["times"]) for row in rows(copy / "anonymised.csv")} >= {("telephone", "1")}


def test_what_the_key_does_not_know_stops_it_and_nothing_is_written(study, tmp_path, capsys):
    key, copy = tmp_path / "key.csv", tmp_path / "copy"
    run(study, "key", key)
    lines = [line for line in key.read_text("utf-8").splitlines(keepends=True) if ",telephone," not in line]
    key.write_text("".join(lines), encoding="utf-8")

    run(study, "apply", key, copy, fails=True)
    told = capsys.readouterr().err

    assert "turn 2: telephone" in told
    assert "13800123456" not in told
    assert not copy.exists()
    assert not list(tmp_path.glob(".copy.*"))


def test_what_the_key_keeps_is_kept(study, tmp_path):
    key, copy = tmp_path / "key.csv", tmp_path / "copy"
    run(study, "key", key)
    lines = key.read_text("utf-8").splitlines(keepends=True)
    edited = [line.replace(",yes", ",no") if ",email," in line else line for line in lines]
    key.write_text("".join(edited), encoding="utf-8")
    run(study, "apply", key, copy)

    assert "lin.xiaoyu@example.com" in everything(copy)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("林小雨,name,1,1,,yes", "no replacement"),
        ("林小雨,name,1,1,林小雨先生,yes", "holds the value"),
        ("林小雨,name,1,1,Rain,maybe", "apply is"),
        ("林小雨,name,1,1,Rain,yes\n林 小雨,name,1,1,Snow,yes", "twice"),
    ],
)
def test_a_mistake_in_the_key_is_told_with_its_line(study, tmp_path, capsys, row, said):
    key = tmp_path / "key.csv"
    key.write_text(f"value,kind,times,documents,replacement,apply\n{row}\n", encoding="utf-8")

    run(study, "apply", key, tmp_path / "copy", fails=True)

    assert said in capsys.readouterr().err


def test_a_replacement_never_holds_what_it_replaces():
    place = Place("d1", "turn 1", "Name said so, and Nick Name too")
    found = [(place, Found(0, 4, "name")), (place, Found(18, 27, "name"))]

    key = proposed_key(found, {"Name": "Nick Name", "Nick Name": "Nick Name"}, {}, Key([]))

    assert {row.replacement for row in key.rows} == {"PERSON_01"}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Rain 13800123456", ["telephone"]),
        ("Rain的手机13800123456", ["telephone"]),
        ("Mr Rain said", []),
        ("Rain, 林小雨", ["name"]),
        ("Rain林小雨", ["name"]),
        ("Rain", []),
    ],
)
def test_what_stands_beside_a_replacement_is_not_overlooked(text, left):
    replacer = Replacer(Key([KeyRow("林小雨", "name", 1, 1, "Rain")]))

    assert list(replacer.left(Place("d1", "turn 1", text))) == left
