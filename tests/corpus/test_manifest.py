import pytest

from intertwine.corpus.manifest import read_manifest
from intertwine.errors import UserError

DOCUMENTS = """\
path,source,language,title,date,encoding,city,note
a.txt,interview,zh,访谈一,2024-3-1,GB2312,杭州,x
b.txt,promotional,,,,,,
"""
SPEAKERS = "document,speaker,role,pseudonym,age,note\na.txt,林悦,Respondent,P1,23,x\n,访谈者,interviewer,,,\n"


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("x")
    return tmp_path


def written(folder, documents=DOCUMENTS, speakers=SPEAKERS):
    (folder / "documents.csv").write_text(documents, encoding="utf-8")
    if speakers is not None:
        (folder / "speakers.csv").write_text(speakers, encoding="utf-8")
    return read_manifest(folder)


def test_rows_are_documents_and_speakers(folder):
    manifest = written(folder)
    first, second = manifest.documents

    assert (first.path, first.source, first.language, first.date, first.encoding) == (
        "a.txt", "interview", "zh", "2024-03-01", "gb2312",
    )  # fmt: skip
    assert second.language == "auto"
    assert [(row.document, row.name, row.role) for row in manifest.speakers] == [
        ("", "访谈者", "interviewer"), ("a.txt", "P1", "respondent"),
    ]  # fmt: skip


def test_own_columns_are_kept_and_notes_are_not(folder):
    manifest = written(folder)

    assert manifest.documents[0].more == {"city": "杭州"}
    assert manifest.speakers[1].more == {"age": "23"}


def test_it_names_its_files_and_tables(folder):
    manifest = written(folder)

    assert [path.name for path in manifest.files] == ["a.txt", "b.txt"]
    assert [path.name for path in manifest.tables] == ["documents.csv", "speakers.csv"]
    (folder / "speakers.csv").unlink()
    assert [path.name for path in read_manifest(folder).tables] == ["documents.csv"]


def test_meaning_is_not_the_order_of_rows_or_columns_nor_notes(folder):
    meant = written(folder).meaning()
    other = (
        "note,city,source,path,encoding,date,title,language\n"
        "new,,promotional,b.txt,,,,\n"
        "y,杭州,interview,./a.txt,gb2312,2024年3月1日,访谈一,zh\n"
    )
    swapped = "role,speaker,document,pseudonym,age\ninterviewer,访谈者,,,\nrespondent,林悦,a.txt,P1,23\n"

    assert written(folder, other, swapped).meaning() == meant


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("杭州", "北京"),
        ("interview,", "talk,"),
        ("P1", "P2"),
        ("P1,23", "P1,24"),
        ("GB2312", "utf-8"),
        ("访谈一", "访谈"),
    ],
)
def test_meaning_is_all_that_matters(folder, old, new):
    meant = written(folder).meaning()

    assert written(folder, DOCUMENTS.replace(old, new), SPEAKERS.replace(old, new)).meaning() != meant


def test_a_workbook_takes_the_place_of_both_tables(folder):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "documents"
    for row in (["path", "source", "year"], ["a.txt", "interview", 2024]):
        book.active.append(row)
    speakers = book.create_sheet("speakers")
    for row in (["speaker", "role"], ["林悦", "respondent"]):
        speakers.append(row)
    book.save(folder / "corpus.xlsx")

    manifest = read_manifest(folder)

    assert manifest.documents[0].more == {"year": "2024"}
    assert [path.name for path in manifest.tables] == ["corpus.xlsx"]


def test_both_workbook_and_tables_are_one_too_many(folder):
    (folder / "corpus.xlsx").write_bytes(b"")

    with pytest.raises(UserError, match="listed twice"):
        written(folder)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("c.txt,interview,zh", "no file c.txt\n  where: documents.csv, line 2"),
        ("../a.txt,interview,zh", "leads out of the corpus"),
        ("/etc/passwd,interview,zh", "leads out of the corpus"),
        ("C:\\a.txt,interview,zh", "leads out of the corpus"),
        (",interview,zh", "no path"),
        ("a.txt,,zh", "no source"),
        ("a.txt,interview,fr", "unknown language 'fr'\n  where: documents.csv, line 2\n  allowed: zh, en, mixed, auto"),
        (
            "a.txt,interview,zh\n./a.txt,interview,zh",
            "a.txt is there twice, first in line 2\n  where: documents.csv, line 3",
        ),
        ("", "no document is listed"),
    ],
)
def test_a_wrong_document_stops_with_its_line(folder, row, message):
    with pytest.raises(UserError) as error:
        written(folder, f"path,source,language\n{row}\n")

    assert message in str(error.value)


@pytest.mark.parametrize("date", ["2024-13-01", "yesterday", "3/1/2024", "2024-02-30", "24-01-01"])
def test_a_bad_date_stops_with_its_line(folder, date):
    with pytest.raises(UserError, match=r"bad date .*\n  where: documents.csv, line 2"):
        written(folder, f"path,source,date\na.txt,interview,{date}\n")


@pytest.mark.parametrize(
    ("date", "iso"),
    [("2019", "2019"), ("2019/4", "2019-04"), ("2019-4-5 00:00:00", "2019-04-05"), ("2019年4月5日", "2019-04-05")],
)
def test_dates_are_written_in_one_way(folder, date, iso):
    assert written(folder, f"path,source,date\na.txt,interview,{date}\n", None).documents[0].date == iso


@pytest.mark.parametrize("encoding", ["utf8mb4", "rot13", "base64"])
def test_an_unknown_encoding_stops(folder, encoding):
    with pytest.raises(UserError, match="unknown encoding"):
        written(folder, f"path,source,encoding\na.txt,interview,{encoding}\n")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a.txt,林悦,guest", "unknown role 'guest'\n  where: speakers.csv, line 2"),
        ("c.txt,林悦,respondent", "c.txt is not among the documents"),
        ("a.txt,,respondent", "no speaker"),
        ("a.txt,林悦,respondent\na.txt,林 悦：,interviewer", "there twice, first in line 2"),
    ],
)
def test_a_wrong_speaker_stops_with_its_line(folder, row, message):
    with pytest.raises(UserError) as error:
        written(folder, speakers=f"document,speaker,role\n{row}\n")

    assert message in str(error.value)


def test_one_person_has_one_role_in_a_document(folder):
    with pytest.raises(UserError, match="'P1' is respondent and interviewer"):
        written(
            folder, speakers="document,speaker,role,pseudonym\na.txt,林悦,respondent,P1\na.txt,小林,interviewer,P1\n"
        )


def test_an_author_needs_no_label(folder):
    assert written(folder, speakers="document,speaker,role\nb.txt,,author\n").speakers[0].label == "author"


def test_columns_named_like_results_are_an_error(folder):
    with pytest.raises(UserError, match="columns named like results: cluster, turns"):
        written(folder, "path,source,turns,cluster\na.txt,interview,1,1\n")
