"""Codebooks as .qdc: what we write comes back, and what other programs write is read as far as it goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from intertwine.codebook.cells import SHEET_COLUMNS, CodebookCells, sheet_of
from intertwine.codebook.exchange.qda_xml import code_guid
from intertwine.codebook.exchange.qdc import NAMESPACE, read, write
from intertwine.codebook.reading import parse_codebook
from intertwine.errors import UserError

THREAT = {
    "code": "threat",
    "label_en": "threat",
    "label_zh": "威胁",
    "definition_en": "Danger to persons, money or data: fraud, theft.",
    "definition_zh": "对人身、钱财或信息的危险：诈骗、盗窃。",
    "example_zh": "“那个链接差点把我𠮷祥号骗走😱”",
    "note": "see memo 3\nsecond line\n  set in\ncode: not a code",
}
FRAUD = {"code": "threat.fraud", "label_en": "fraud", "label_zh": "诈骗", "definition_zh": "詐騙（繁體）"}
TRUST = {"code": "trust", "label_en": 'Trust <&> "credit"', "label_zh": "信任"}


def book(*codes, entries=(), qualifiers=()):
    return CodebookCells(sheet_of("codes", codes), sheet_of("entries", entries), sheet_of("qualifiers", qualifiers))


def cells(written):
    return [row.cells for row in written.codes.rows]


def saved(tmp_path, text, name="other.qdc"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def others(codes, *, root='<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="MAXQDA 2022">', more=""):
    return f'<?xml version="1.0" encoding="utf-8"?>\n{root}\n<Codes>\n{codes}\n</Codes>\n{more}</CodeBook>'


def code(name, inside="", *, number=1, more='isCodable="true"'):
    return f'<Code guid="0D62985D-B147-5D01-A9B5-{number:012d}" name="{name}" {more}>{inside}</Code>'


def test_all_columns_of_all_codes_come_back(tmp_path):
    notes = write(book(THREAT, FRAUD, TRUST), tmp_path / "a.qdc")

    back, read_notes = read(tmp_path / "a.qdc")

    assert cells(back) == cells(book(THREAT, FRAUD, TRUST))
    assert back.codes.columns == SHEET_COLUMNS["codes"]
    assert (notes, read_notes) == ([], [])


def test_a_read_codebook_means_the_same_labels(tmp_path):
    write(book(THREAT, FRAUD, TRUST), tmp_path / "a.qdc")

    assert parse_codebook(read(tmp_path / "a.qdc")[0]).meaning("labels") == parse_codebook(
        book(THREAT, FRAUD, TRUST)
    ).meaning("labels")


def test_a_parent_without_a_row_holds_its_children_and_gets_no_row(tmp_path):
    write(book(FRAUD), tmp_path / "a.qdc")

    root = etree.parse(tmp_path / "a.qdc").getroot()
    top = root.find("{*}Codes/{*}Code")

    assert (top.get("isCodable"), top.find("{*}Code").get("name")) == ("false", "诈骗 (threat.fraud)")
    assert cells(read(tmp_path / "a.qdc")[0]) == cells(book(FRAUD))


def test_a_row_with_nothing_but_its_code_comes_back(tmp_path):
    write(book({"code": "empty"}), tmp_path / "a.qdc")

    assert cells(read(tmp_path / "a.qdc")[0]) == cells(book({"code": "empty"}))


def test_the_file_has_the_shape_of_the_standard(tmp_path):
    write(book(THREAT, FRAUD), tmp_path / "a.qdc")

    root = etree.parse(tmp_path / "a.qdc").getroot()
    threat = root.find("{*}Codes/{*}Code")

    assert root.tag == f"{{{NAMESPACE}}}CodeBook"
    assert [etree.QName(child).localname for child in threat] == ["Description", "Code"]
    assert threat.get("guid") == code_guid("threat")
    assert threat.find("{*}Description").text.startswith("code: threat\nlabel_en: threat\nlabel_zh: 威胁\n")


def test_the_same_codebook_gives_the_same_bytes(tmp_path):
    write(book(THREAT, FRAUD), tmp_path / "a.qdc")
    write(book(THREAT, FRAUD), tmp_path / "b.qdc")

    assert (tmp_path / "a.qdc").read_bytes() == (tmp_path / "b.qdc").read_bytes()


def test_what_stays_behind_is_said_with_counts(tmp_path):
    entry = {"code": "trust", "language": "zh", "pattern": "信任", "kind": "literal"}
    cue = {"language": "zh", "cue": "没有", "effect": "negated"}

    notes = write(book(TRUST, entries=[entry, entry], qualifiers=[cue]), tmp_path / "a.qdc")

    assert [note.split(":")[0] for note in notes] == ["2 entries stayed behind", "1 qualifiers stayed behind"]


@given(
    st.dictionaries(
        st.sampled_from(SHEET_COLUMNS["codes"][1:]),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\r:吉𠮷😀"), max_size=40),
    )
)
def test_any_text_in_any_cell_comes_back(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("qdc") / "a.qdc"
    texts = {column: text.replace("\ufffe", "").replace("\uffff", "") for column, text in texts.items()}
    write(book({"code": "a.b", **texts}), path)

    assert cells(read(path)[0]) == cells(book({"code": "a.b", **texts}))


@pytest.mark.parametrize(
    ("codes", "what"),
    [
        ([{"code": "Threat Fraud"}], "is not a code"),
        ([TRUST, TRUST], "is there twice"),
        ([], "no codes"),
        ([{"code": "a", "label_en": "bell\x07"}], "control character"),
    ],
)
def test_codes_that_cannot_be_written_are_refused(tmp_path, codes, what):
    with pytest.raises(UserError, match=what):
        write(book(*codes), tmp_path / "a.qdc")

    assert not (tmp_path / "a.qdc").exists()


def test_names_of_other_programs_become_paths_and_labels(tmp_path):
    codes = code(
        "信任",
        "<Description>对平台的信任</Description>" + code("Data protection", number=2) + code("隐私", number=3),
        number=1,
    ) + code("Économie", "<Description>Money matters.</Description>", number=4)

    back, notes = read(saved(tmp_path, others(codes)))

    assert [row["code"] for row in back.codes.rows] == ["code_1", "code_1.data_protection", "code_1.code_2", "economie"]
    assert [row["label_zh"] for row in back.codes.rows] == ["信任", "Data protection", "隐私", "Économie"]
    assert back.codes.rows[0]["definition_zh"] == "对平台的信任"
    assert back.codes.rows[3]["definition_en"] == "Money matters."
    assert notes == []
    assert parse_codebook(back).codes


def test_two_codes_of_one_name_get_two_paths(tmp_path):
    back, notes = read(saved(tmp_path, others(code("Fraud") + code("fraud!", number=2) + code("code_1", number=3))))

    assert [row["code"] for row in back.codes.rows] == ["fraud", "fraud_2", "code_1"]
    assert len(notes) == 1


def test_an_unnameable_code_never_takes_the_path_of_another(tmp_path):
    back, _ = read(saved(tmp_path, others(code("code 1") + code("信任", number=2))))

    assert [row["code"] for row in back.codes.rows] == ["code_1", "code_2"]


def test_a_description_lost_on_the_way_is_made_up_for_by_the_name(tmp_path):
    codes = code("威胁 (threat)", code("诈骗 (threat.fraud)", number=2))

    back, _ = read(saved(tmp_path, others(codes)))

    assert [(row["code"], row["label_zh"]) for row in back.codes.rows] == [("threat", "威胁"), ("threat.fraud", "诈骗")]


def test_a_code_renamed_or_moved_in_another_program_is_said(tmp_path):
    write(book(THREAT, FRAUD), tmp_path / "a.qdc")
    text = (tmp_path / "a.qdc").read_text(encoding="utf-8").replace("诈骗 (threat.fraud)", "网络诈骗")

    back, notes = read(saved(tmp_path, text))

    assert cells(back) == cells(book(THREAT, FRAUD))
    assert len(notes) == 1
    assert "网络诈骗" in notes[0]


def test_sets_notes_and_unknown_attributes_are_left_out_and_counted(tmp_path):
    guid = "0D62985D-B147-5D01-A9B5-000000000001"
    codes = code("a", f'<NoteRef targetGUID="{guid}"/>', more='isCodable="1" color="#0af" weight="3"')
    more = f'<Sets><Set guid="{{{guid}}}" name="s"><MemberCode guid="{guid}"/></Set></Sets>'

    _, notes = read(saved(tmp_path, others(codes, more=more)))

    assert [note.partition(" ")[0] for note in notes] == ["1", "1", "1"]


def test_a_byte_mark_and_empty_sets_as_others_write_them_are_read(tmp_path):
    back, _ = read(saved(tmp_path, "\ufeff" + others(code("a"), more="<Sets/>")))

    assert [row["code"] for row in back.codes.rows] == ["a"]


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        (others(code("a", "<Memo/>")), "<Memo> inside <Code> is not in the standard", 4),
        (others(code("a", code("b", number=2) + "<Description/>")), "comes too late", 4),
        (others(code("a", "<Description/><Description/>")), "is there twice", 4),
        (others(code("", "")), "has no name", 4),
        (others('<Code name="a" isCodable="true"/>'), "has no guid", 4),
        (others('<Code guid="17" name="a" isCodable="true"/>'), "is no guid", 4),
        (others(code("a", more='isCodable="yes"')), "isCodable is", 4),
        (others(code("a", more='isCodable="true" color="red"')), "colour", 4),
        (others(code("a", '<x:Code xmlns:x="urn:x"/>')), "not in the standard", 4),
        (others("", root="<CodeBook>"), "begins with <CodeBook>", 2),
        (others("", root='<CodeBook xmlns="urn:QDA-XML:codebook:0:4">'), "begins with", 2),
        (others("<Code>"), "not readable as XML", 5),
        ('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>', "has no <Codes>", 1),
    ],
)
def test_faults_are_told_with_their_line(tmp_path, text, what, line):
    with pytest.raises(UserError) as error:
        read(saved(tmp_path, text))

    assert what in error.value.what
    assert error.value.where == f"other.qdc, line {line}"


def test_a_document_type_is_refused_and_no_file_is_fetched(tmp_path):
    (tmp_path / "secret").write_text("geheim", encoding="utf-8")
    kind = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
    text = others(code("a", "<Description>&e;</Description>")).replace("\n<CodeBook", f"\n{kind}<CodeBook")
    (tmp_path / "wide.qdc").write_bytes(text.replace("utf-8", "utf-16").encode("utf-16"))

    for path in (saved(tmp_path, text), tmp_path / "wide.qdc"):
        with pytest.raises(UserError, match="document type"):
            read(path)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(UserError, match="no such file"):
        read(tmp_path / "none.qdc")
