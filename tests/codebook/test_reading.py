"""The codebook as people write it."""

import pytest

from intertwine.codebook.reading import read_codebook
from intertwine.errors import UserError

CODES = "code,label_en,label_zh\nsecurity,Security,安全\nthreat.fraud,Fraud,欺诈\n"
ENTRIES = "code,language,pattern,kind,exclude,concept,tier,source,note\n"


def written(folder, entries, *, codes=CODES, encoding="utf-8"):
    folder.mkdir(exist_ok=True)
    (folder / "codes.csv").write_bytes(codes.encode(encoding))
    (folder / "entries.csv").write_bytes((ENTRIES + entries).encode(encoding))
    return folder


ONE = "security,zh,安全,literal,安全带,safe,core,own,\n"
TWO = "threat.fraud,en,scam*,wildcard,,fraud,core,own,\n"


def test_codes_and_entries_are_read(tmp_path):
    book = read_codebook(written(tmp_path / "book", ONE + TWO))

    assert [code.path for code in book.codes] == ["security", "threat", "threat.fraud"]
    assert [entry.pattern for entry in book.entries] == ["scam*", "安全"]
    assert book.entries[1].exclude == ("安全带",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv_as_spreadsheets_save_it(tmp_path, encoding):
    plain = read_codebook(written(tmp_path / "plain", ONE + TWO))

    assert read_codebook(written(tmp_path / "saved", ONE + TWO, encoding=encoding)) == plain


def test_semicolons_between_cells(tmp_path):
    book = written(tmp_path / "book", ONE + TWO)
    for path in book.iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")

    assert len(read_codebook(book).entries) == 2


def test_order_of_rows_and_notes_are_no_part_of_the_meaning(tmp_path):
    one = read_codebook(written(tmp_path / "one", ONE + TWO))
    other = read_codebook(written(tmp_path / "other", TWO + ONE.replace(",own,", ",mine,why not")))

    assert one.meaning("entries") == other.meaning("entries")


def test_an_entry_or_a_label_changes_only_its_own_part(tmp_path):
    one = read_codebook(written(tmp_path / "one", ONE))
    entry = read_codebook(written(tmp_path / "entry", ONE + TWO))
    label = read_codebook(written(tmp_path / "label", ONE, codes=CODES.replace("Security", "Safety")))

    assert one.meaning("entries") != entry.meaning("entries")
    assert one.meaning("labels") == entry.meaning("labels")
    assert one.meaning("labels") != label.meaning("labels")
    assert one.meaning("entries") == label.meaning("entries")


@pytest.mark.parametrize(
    ("entries", "what", "where"),
    [
        ("privacy,zh,隐私,literal,,,,,\n", "unknown code 'privacy'", "line 2"),
        (ONE + "security,fr,sûr,literal,,,,,\n", "unknown language 'fr'", "line 3"),
        ("security,zh,安全,word,,,,,\n", "unknown kind 'word'", "line 2"),
        ("security,zh,,literal,,,,,\n", "an entry without a pattern", "line 2"),
        (
            ONE + "threat.fraud,zh,安　全,literal,,,,,\n" + "threat.fraud,zh,安全,literal,,,,,\n",
            "is there twice",
            "line 4",
        ),
        (
            ONE + "threat.fraud,zh,「安全」,regex,,,,,\n" + ONE.replace("安全", "安全").replace("安全带", ""),
            "twice",
            "line 4",
        ),
        ("security,en,(safe,regex,,,,,\n", "is no RE2 expression", "line 2"),
        ("security,en,a*,regex,,,,,\n", "matches nothing at all", "line 2"),
        ("security,en,*,wildcard,,,,,\n", "matches everything", "line 2"),
        ("security,en,secur*,literal,,,,,\n", "holds a *", "line 2"),
        ("security,zh,安全,literal,皮带,,,,\n", "can not exclude", "line 2"),
        ("security,zh,安全,literal,,,often,,\n", "unknown tier 'often'", "line 2"),
    ],
)
def test_each_fault_is_told_with_its_line(tmp_path, entries, what, where):
    with pytest.raises(UserError) as error:
        read_codebook(written(tmp_path / "book", entries))

    assert what in str(error.value)
    assert where in str(error.value)


def test_traditional_and_simplified_are_the_same_pattern(tmp_path):
    with pytest.raises(UserError, match="is there twice"):
        read_codebook(
            written(tmp_path / "book", "security,zh,信用体系,literal,,,,,\nsecurity,zh,信用體系,literal,,,,,\n")
        )


def test_many_faults_are_told_at_once(tmp_path):
    with pytest.raises(UserError, match="2 faults in the codebook"):
        read_codebook(written(tmp_path / "book", "x,zh,安全,literal,,,,,\ny,zh,危险,literal,,,,,\n"))


def test_a_comma_in_a_cell_is_explained(tmp_path):
    with pytest.raises(UserError, match="10 cells where the header has 9") as error:
        read_codebook(written(tmp_path / "book", "security,zh,安全,literal,,,,,one, two\n"))

    assert "double quotes" in str(error.value)


def test_a_lost_header_is_explained(tmp_path):
    folder = written(tmp_path / "book", ONE)
    (folder / "entries.csv").write_text(ONE, encoding="utf-8")

    with pytest.raises(UserError, match="the header row is lost"):
        read_codebook(folder)


def test_a_workbook_holds_both_sheets(tmp_path):
    import xlsxwriter

    rows = {"codes": CODES, "entries": ENTRIES + ONE + TWO}
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        for name, text in rows.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(text.strip().split("\n")):
                sheet.write_row(number, 0, line.split(","))

    assert read_codebook(tmp_path / "book.xlsx") == read_codebook(written(tmp_path / "folder", ONE + TWO))
