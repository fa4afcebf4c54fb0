"""Projects of other programs: what we write comes back, how others count is found, unsafe zips are refused.

No program's own files are used: the projects here are made by hand after what the standard allows and what is known of
how each program lays them out.
"""

import struct
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from intertwine.codebook.reading import Code
from intertwine.corpus.archive import Limits
from intertwine.errors import UserError
from intertwine.handcoding import refi_package
from intertwine.handcoding.refi import codings_in_documents, our_codes
from intertwine.handcoding.refi_counting import Counting, offsets, plain_text, resolve_ranges
from intertwine.handcoding.refi_reading import ProjectCoding, ProjectText, read_project
from intertwine.handcoding.refi_writing import LEXICON_USER, write_project

CODES = (
    Code("threat", "threat", "威胁"),
    Code("threat.fraud", "fraud", "诈骗", "being cheated", "被骗", example_zh="“𠮷祥号骗了我😱”"),
    Code("trust", "trust", "信任"),
)
TEXT = "问：用过支付宝吗？\n答：用过😀，我怕诈骗。𠮷祥说 it is safe 👨‍👩‍👧 enough。\n詐騙也有。\n"


def documents(**texts):
    rows = texts or {"d1": TEXT}
    return pd.DataFrame({"document_id": list(rows), "title": [f"访谈 {name}" for name in rows], "text": rows.values()})


def hit(text, wanted, code="threat.fraud", document="d1", entry="zh-1", **more):
    start = text.index(wanted)
    return {
        "document_id": document,
        "start": start,
        "end": start + len(wanted),
        "code": code,
        "entry_id": entry,
        **more,
    }


def hits(*rows):
    return pd.DataFrame(rows, columns=None if rows else ["document_id", "start", "end", "code", "entry_id"])


def ranges(frame):
    return list(frame[["document_id", "start", "end"]].itertuples(index=False, name=None))


GUID = "0D62985D-B147-5D01-A9B5-{:012d}".format
CODE, USER, SOURCE = GUID(1), GUID(2), GUID(3)


def selection(start, end, name="", *, code=CODE, inside=""):
    return (
        f'<PlainTextSelection guid="{GUID(90)}" name="{name}" startPosition="{start}" endPosition="{end}" '
        f'creatingUser="{USER}">{inside}<Coding guid="{GUID(91)}" creatingUser="{USER}">'
        f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )


def project_xml(selections, *, origin="Other 1.0", more_sources="", cases="", path=f"internal://{SOURCE}.txt"):
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="{origin}">\n'
        f'<Users><User guid="{USER}" name="林"/></Users>\n'
        f'<CodeBook><Codes><Code guid="{CODE}" name="诈骗" isCodable="true"/></Codes></CodeBook>\n'
        f"{cases}<Sources>\n"
        f'<TextSource guid="{SOURCE}" name="d1" plainTextPath="{path}">{selections}</TextSource>\n'
        f"{more_sources}</Sources></Project>"
    )


def packed(tmp_path, members, name="other.qdpx"):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return path


def project(tmp_path, text, *selections, folder="sources", **more):
    data = text if isinstance(text, bytes) else text.encode()
    return packed(tmp_path, {"project.qde": project_xml("".join(selections), **more), f"{folder}/{SOURCE}.txt": data})


def utf16(text, offset):
    return len(text[:offset].encode("utf-16-le")) // 2


# What we write


def test_what_is_written_reads_back_to_the_same_ranges(tmp_path):
    rows = hits(
        hit(TEXT, "诈骗"), hit(TEXT, "𠮷祥说 it"), hit(TEXT, "👨‍👩‍👧 enough"), hit(TEXT, "詐騙也有。\n", "trust")
    )
    write_project(tmp_path / "a.qdpx", documents(), CODES, rows, name="研究")

    back = read_project(tmp_path / "a.qdpx")
    found = codings_in_documents(back, documents())

    assert ranges(found.codings) == ranges(rows)
    assert set(found.codings["user"]) == {LEXICON_USER}
    assert found.unmatched == ()
    assert [source.text for source in back.sources] == [TEXT]
    assert back.name == "研究"


@pytest.mark.parametrize("text", [TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT, "\ufeff" + TEXT.replace("\n", "\r\n")])
def test_line_ends_and_a_byte_mark_of_ours_come_back_as_they_were(tmp_path, text):
    rows = hits(hit(text, "诈骗"), hit(text, "safe"), hit(text, "詐騙"))
    write_project(tmp_path / "a.qdpx", documents(d1=text), CODES, rows, name="p")

    back = read_project(tmp_path / "a.qdpx")

    assert ranges(codings_in_documents(back, documents(d1=text)).codings) == ranges(rows)
    assert back.sources[0].text == TEXT


@given(
    st.text(st.sampled_from("骗𠮷😀a \n\r，\ufeff"), min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5),
)
def test_any_ranges_in_any_text_come_back(tmp_path_factory, text, drawn):
    text = plain_text(text.replace("\r", "").replace("\ufeff", "")) or "骗"
    wanted = {tuple(sorted((a % len(text), b % len(text) + 1))) for a, b in drawn}
    rows = [
        {"document_id": "d1", "start": start, "end": end, "code": "trust", "entry_id": ""}
        for start, end in sorted(wanted)
        if start < end
    ]
    path = tmp_path_factory.mktemp("refi") / "a.qdpx"
    write_project(path, documents(d1=text), CODES, hits(*rows), name="p")

    assert ranges(codings_in_documents(read_project(path), documents(d1=text)).codings) == ranges(hits(*rows))


def test_codes_come_back_as_ours_with_their_nesting_and_definitions(tmp_path):
    write_project(tmp_path / "a.qdpx", documents(), CODES, hits(hit(TEXT, "诈骗")), name="p")

    back = read_project(tmp_path / "a.qdpx")
    found, others = our_codes(back, CODES)

    assert sorted(found.values()) == ["threat", "threat.fraud", "trust"]
    assert others == ()
    assert ("威胁 (threat)", "诈骗 (threat.fraud)") in [code.path for code in back.codes]
    assert "definition_zh: 被骗" in next(code.description for code in back.codes if "fraud" in code.name)


def test_the_same_tables_give_the_same_bytes_whatever_their_order(tmp_path):
    rows = [hit(TEXT, "诈骗"), hit(TEXT, "safe", "trust"), hit(TEXT, "safe", "threat")]
    texts = documents(d1=TEXT, d2="没有。")
    write_project(tmp_path / "a.qdpx", texts, CODES, hits(*rows), name="p")
    write_project(tmp_path / "b.qdpx", texts[::-1], CODES, hits(*rows[::-1]), name="p")

    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()


def test_codes_of_one_passage_share_a_selection_named_by_the_passage(tmp_path):
    text = "安全" * 50
    rows = [
        {"document_id": "d1", "start": 0, "end": 90, "code": code, "entry_id": "zh-7"} for code in ("trust", "threat")
    ]
    write_project(tmp_path / "a.qdpx", documents(d1=text), CODES, hits(*rows), name="p")

    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        root = etree.fromstring(archive.read("project.qde"))
    (one,) = root.iter("{*}PlainTextSelection")

    assert one.get("name") == text[:60]
    assert [etree.QName(child).localname for child in one] == ["Description", "Coding", "Coding"]
    assert one[0].text == "entry: zh-7"


def test_elements_stand_in_the_order_of_the_standard(tmp_path):
    write_project(tmp_path / "a.qdpx", documents(), CODES, hits(hit(TEXT, "诈骗")), name="p")

    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        names, root = archive.namelist(), etree.fromstring(archive.read("project.qde"))

    assert root.tag == "{urn:QDA-XML:project:1.0}Project"
    assert [etree.QName(child).localname for child in root] == ["Users", "CodeBook", "Sources"]
    assert root.find("{*}Sources/{*}TextSource").get("plainTextPath").removeprefix("internal://") in names[1]
    assert names[1].startswith("sources/")


def test_people_who_coded_are_users_and_the_lexicon_is_one_where_nobody_did(tmp_path):
    rows = hits(hit(TEXT, "诈骗", user="王"), hit(TEXT, "诈骗", user=None), hit(TEXT, "safe", user="Anna"))
    write_project(tmp_path / "a.qdpx", documents(), CODES, rows, name="p")

    found = codings_in_documents(read_project(tmp_path / "a.qdpx"), documents())

    assert sorted(found.codings["user"]) == ["Anna", LEXICON_USER, "王"]


def test_a_project_without_hits_is_written(tmp_path):
    write_project(tmp_path / "a.qdpx", documents(), CODES, hits(), name="p")

    assert codings_in_documents(read_project(tmp_path / "a.qdpx"), documents()).codings.empty


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (hit(TEXT, "诈骗", "money"), "unknown code 'money'"),
        (hit(TEXT, "诈骗", document="d9"), "unknown document 'd9'"),
        ({**hit(TEXT, "诈骗"), "end": len(TEXT) + 1}, "lies outside"),
        ({**hit(TEXT, "诈骗"), "start": -1}, "lies outside"),
        ({**hit(TEXT, "诈骗"), "end": 3, "start": 3}, "empty"),
    ],
)
def test_hits_that_cannot_be_written_are_refused(tmp_path, row, what):
    with pytest.raises(UserError, match=what):
        write_project(tmp_path / "a.qdpx", documents(), CODES, hits(row), name="p")


# How programs count


def in_project(tmp_path, stored, *selections, ours=None, counting=None, **more):
    back = read_project(project(tmp_path, stored, *selections, **more))
    return codings_in_documents(back, documents(d1=plain_text(stored) if ours is None else ours), counting=counting)


def basis(found):
    (only,) = found.resolved.values()
    return only.basis


def test_positions_in_utf_16_units_are_settled_by_the_names_of_passages(tmp_path):
    start = TEXT.index("𠮷祥说")
    written = selection(utf16(TEXT, start), utf16(TEXT, start + 3), "𠮷祥说")

    found = in_project(tmp_path, TEXT, written)

    assert ranges(found.codings) == [("d1", start, start + 3)]
    assert basis(found) == "names"
    assert found.resolved[SOURCE].countings[0].unit == "utf-16"


def test_names_cut_short_settle_positions_too(tmp_path):
    start, end = TEXT.index("我怕诈骗"), TEXT.index("enough")
    written = selection(utf16(TEXT, start), utf16(TEXT, end), TEXT[start : start + 6] + "...")

    assert ranges(in_project(tmp_path, TEXT, written).codings) == [("d1", start, end)]


def test_a_position_inside_a_character_settles_them_without_a_name(tmp_path):
    start = TEXT.index("😀")
    written = selection(start, start + 1), selection(start + 1, start + 2)

    found = in_project(tmp_path, TEXT, *written)

    assert ranges(found.codings) == [("d1", start, start + 1), ("d1", start + 1, start + 2)]
    assert found.resolved[SOURCE].countings[0] == Counting()
    assert basis(found) == "one way"


def test_an_ambiguous_project_is_refused_and_names_its_source(tmp_path):
    start = TEXT.index("诈骗")

    with pytest.raises(UserError, match="2 ways of counting characters fit") as error:
        in_project(tmp_path, TEXT, selection(start, start + 2))

    assert error.value.where == "source 'd1'"
    assert "export again" in error.value.allowed


def test_an_ambiguous_project_is_read_when_the_counting_is_told(tmp_path):
    start = TEXT.index("诈骗")

    as_characters = in_project(tmp_path, TEXT, selection(start, start + 2), counting=Counting())
    as_units = in_project(tmp_path, TEXT, selection(start + 1, start + 3), counting=Counting("utf-16"))

    assert ranges(as_characters.codings) == ranges(as_units.codings) == [("d1", start, start + 2)]
    assert basis(as_units) == "told"


def test_all_ways_that_agree_need_no_evidence(tmp_path):
    found = in_project(tmp_path, "我怕诈骗。\n没有。", selection(2, 4))

    assert ranges(found.codings) == [("d1", 2, 4)]
    assert len(found.resolved[SOURCE].countings) == 8


def test_windows_line_ends_counted_as_one_or_two_are_told_apart_by_names(tmp_path):
    stored, ours = "甲\r\n乙\r\n我怕诈骗。\r\n她不怕被骗。", "甲\n乙\n我怕诈骗。\n她不怕被骗。"

    two = in_project(tmp_path, stored, selection(stored.index("诈骗"), stored.index("诈骗") + 2, "诈骗"))
    one = in_project(tmp_path, stored, selection(ours.index("诈骗"), ours.index("诈骗") + 2, "诈骗"))

    assert ranges(two.codings) == ranges(one.codings) == [("d1", 6, 8)]
    assert two.resolved[SOURCE].countings[0].line_end == "as stored"
    assert one.resolved[SOURCE].countings[0].line_end == "one"


def test_ranges_are_in_our_line_ends_whatever_the_project_has(tmp_path):
    stored, ours = "甲\n我怕诈骗。", "甲\r\n我怕诈骗。"

    assert ranges(in_project(tmp_path, stored, selection(4, 6, "诈骗"), ours=ours).codings) == [("d1", 5, 7)]


@pytest.mark.parametrize("shift", [0, 1])
def test_a_byte_mark_may_count_or_not(tmp_path, shift):
    found = in_project(tmp_path, "\ufeff我怕诈骗，真的。", selection(2 + shift, 4 + shift, "诈骗"))

    assert ranges(found.codings) == [("d1", 2, 4)]
    assert {way.mark for way in found.resolved[SOURCE].countings} == {bool(shift)}


def test_boundaries_settle_many_english_passages_without_names(tmp_path):
    text = "😀 " + "I trust the platform and fear fraud more than theft. " * 2
    words = ["trust", "platform", "fear", "fraud", "theft"]
    written = [selection(utf16(text, at := text.index(word)), utf16(text, at + len(word))) for word in words]

    found = in_project(tmp_path, text, *written)

    assert basis(found) == "boundaries"
    assert [text[start:end] for _, start, end in ranges(found.codings)] == words


def test_one_english_word_is_not_enough_for_its_boundaries_to_decide(tmp_path):
    text = "😀 I trust the platform"
    at = utf16(text, text.index("trust"))

    with pytest.raises(UserError, match="ways of counting"):
        in_project(tmp_path, text, selection(at, at + 5))


def test_names_that_contradict_each_other_are_refused(tmp_path):
    text = "😀我怕诈骗。她也怕詐騙。真的没有别的了。"
    start, later = text.index("诈骗"), text.index("詐騙")
    written = selection(start, start + 2, "诈骗"), selection(utf16(text, later), utf16(text, later + 2), "詐騙")

    with pytest.raises(UserError, match="contradict"):
        in_project(tmp_path, text, *written)


def test_positions_that_count_from_one_are_refused_though_all_ways_agree(tmp_path):
    with pytest.raises(UserError, match="stand elsewhere"):
        in_project(tmp_path, "我怕诈骗。没有。", selection(3, 5, "诈骗"))


def test_positions_whose_end_is_included_are_refused_though_all_ways_agree(tmp_path):
    with pytest.raises(UserError, match="stand elsewhere"):
        in_project(tmp_path, "我怕诈骗。没有。", selection(2, 3, "诈骗"))


def test_a_few_names_that_stand_elsewhere_are_counted_and_not_refused(tmp_path):
    found = in_project(tmp_path, "我怕诈骗。没有。", selection(2, 4, "诈骗"), selection(0, 2, "没有"))

    assert found.resolved[SOURCE].named_elsewhere == 1


def test_a_name_that_is_no_passage_is_no_evidence(tmp_path):
    found = in_project(tmp_path, "我怕诈骗。没有。", selection(2, 4, "1:1 ¶ 1"))

    assert ranges(found.codings) == [("d1", 2, 4)]


def test_invisible_characters_that_our_corpus_dropped_are_allowed_for(tmp_path):
    found = in_project(tmp_path, "我\u200b怕诈骗。\u2028真的。", selection(6, 8), ours="我怕诈骗。\n真的。")

    assert ranges(found.codings) == [("d1", 5, 7)]


def test_settling_a_source_against_another_text_is_refused():
    source, coding = ProjectText(SOURCE, "d1", "我怕诈骗。"), ProjectCoding(SOURCE, 0, 1, CODE, USER)

    with pytest.raises(UserError, match="differs"):
        resolve_ranges(source, [coding], "我怕詐騙。")


@given(st.text(st.sampled_from("骗𠮷😀\r\n\ufeffa"), max_size=20))
def test_positions_in_characters_as_stored_are_offsets_in_the_stored_text(text):
    table = offsets(text, Counting(mark=True))

    assert len(table) == len(text) + 1
    assert table[-1] == len(plain_text(text))
    assert all(
        plain_text(text[:at]) == plain_text(text)[:offset] for at, offset in enumerate(table.tolist()) if offset >= 0
    )


# Which source is which document


def test_sources_match_by_text_and_not_by_name_and_the_rest_is_listed(tmp_path):
    path = project(tmp_path, "我怕诈骗。\r\n", selection(2, 4))
    texts = documents(d1="别的文字。", d7="我怕诈骗。\n")

    assert ranges(codings_in_documents(read_project(path), texts).codings) == [("d7", 2, 4)]

    ((source, count),) = codings_in_documents(read_project(path), documents(d1="别的文字。")).unmatched

    assert (source.name, count) == ("d1", 1)


def test_documents_of_one_text_are_told_apart_by_name_or_refused(tmp_path):
    back = read_project(project(tmp_path, "我怕诈骗。", selection(2, 4)))

    assert ranges(codings_in_documents(back, documents(d0="我怕诈骗。", d1="我怕诈骗。")).codings) == [("d1", 2, 4)]
    with pytest.raises(UserError, match="several documents"):
        codings_in_documents(back, documents(d8="我怕诈骗。", d9="我怕诈骗。"))


def test_a_code_is_ours_by_a_label_only_where_it_is_the_only_one(tmp_path):
    back = read_project(project(tmp_path, "我怕诈骗。", selection(2, 4)))

    assert our_codes(back, CODES)[0] == {CODE: "threat.fraud"}
    assert our_codes(back, (*CODES, Code("risk.fraud", "fraud risk", "诈骗")))[0] == {}
    assert our_codes(back, CODES[:1])[1] == back.codes


# Projects laid out as other programs write them (made by hand)


def test_a_project_as_qualcoder_lays_it_out(tmp_path):
    """QualCoder: byte mark in texts, not counted; categories as codes nobody gives; whole passages as names."""
    text = "访谈：我怕诈骗，\n也怕 identity theft。"
    start = text.index("诈骗")
    xml = (
        '<?xml version="1.0" encoding="utf-8"?>\n<Project '
        'xmlns="urn:QDA-XML:project:1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="urn:QDA-XML:project:1.0 Project.xsd" name="p" origin="QualCoder 3.6" '
        f'creatingUserGUID="{USER}" creationDateTime="2024-01-01T00:00:00Z">\n'
        f'<Users>\n<User guid="{USER}" name="default"/></Users>\n'
        f'<CodeBook>\n<Codes>\n<Code guid="{GUID(8)}" name="威胁" isCodable="false">'
        f'<Code guid="{CODE}" name="诈骗" isCodable="true" color="#F781F3"><Description>被骗</Description>'
        "</Code></Code>\n</Codes>\n</CodeBook>\n"
        f'<Cases><Case guid="{GUID(9)}" name="林"><Description /><SourceRef targetGUID="{SOURCE}"/></Case></Cases>\n'
        f'<Sources>\n<TextSource plainTextPath="internal://{GUID(7)}.txt" creatingUser="{USER}" '
        f'creationDateTime="2024-01-01T00:00:00Z" guid="{SOURCE}" name="d1">\n'
        + selection(start, start + 6, "诈骗，\n也怕", inside="<Description>memo</Description>")
        + f'<NoteRef targetGUID="{GUID(6)}" /></TextSource>\n'
        f'<PictureSource path="internal://{GUID(5)}.png" guid="{GUID(5)}" name="x.png"/></Sources>\n'
        f'<Notes><Note guid="{GUID(6)}"><PlainTextContent>note</PlainTextContent></Note></Notes></Project>'
    )
    path = packed(tmp_path, {"project.qde": xml, f"sources/{GUID(7)}.txt": ("\ufeff" + text).encode()})

    back = read_project(path)
    found = codings_in_documents(back, documents(d1=text))

    assert ranges(found.codings) == [("d1", start, start + 6)]
    assert found.codings.loc[0, ["code_name", "user", "note"]].tolist() == ["威胁 / 诈骗", "default", "memo"]
    assert back.notes == ("1 pictures, recordings and films left out",)


def test_a_project_as_maxqda_and_atlas_lay_it_out(tmp_path):
    """ATLAS.ti, MAXQDA: Windows line ends, one in positions; names cut; guids in braces; PDFs; whole documents."""
    stored = "第一行\r\n第二行：我怕诈骗，也怕 identity theft。\r\n😀 第三行：詐騙太多了。"
    ours = stored.replace("\r\n", "\n")
    start, later = ours.index("我怕"), ours.index("詐騙")
    pdf = (
        f'<PDFSource guid="{GUID(30)}" name="b.pdf" path="internal://{GUID(30)}.pdf">'
        f'<PDFSelection guid="{GUID(31)}" page="1" firstX="1" firstY="1" secondX="2" secondY="2"/>'
        f'<Representation guid="{GUID(32)}" name="b" plainTextPath="internal://{GUID(32)}.txt">'
        f"{selection(0, 2, '担心')}</Representation></PDFSource>"
    )
    xml = project_xml(
        selection(start, start + 16, ours[start : start + 9] + "...")
        + selection(utf16(ours, later), utf16(ours, later + 2), "詐騙")
        + f'<PlainTextSelection guid="{GUID(33)}" startPosition="0" endPosition="3"/>'
        + f'<Coding guid="{GUID(34)}"><CodeRef targetGUID="{CODE}"/></Coding>',
        origin="ATLAS.ti Win 24",
        more_sources=pdf,
    ).replace(f'targetGUID="{CODE}"', f'targetGUID="{{{CODE.lower()}}}"')
    path = packed(
        tmp_path,
        {"project.qde": xml, f"Sources/{SOURCE}.txt": stored.encode(), f"Sources/{GUID(32)}.txt": "担心。".encode()},
    )

    back = read_project(path)
    found = codings_in_documents(back, documents(d1=ours, d2="担心。"))

    assert ranges(found.codings) == [("d1", start, start + 16), ("d1", later, later + 2), ("d2", 0, 2)]
    assert [note.partition(" ")[2] for note in back.notes] == [
        "codes given to whole documents left out",
        "codings of areas in PDFs left out",
        "passages without a code left out",
    ]


def test_passages_of_cases_are_left_out_and_counted(tmp_path):
    cases = f'<Cases><Case guid="{GUID(44)}" name="林"/></Cases>'
    back = read_project(project(tmp_path, "我怕诈骗。", selection(0, 1, code=GUID(44)), selection(2, 4), cases=cases))

    assert [(coding.start, coding.end) for coding in back.codings] == [(2, 4)]
    assert back.notes == ("1 passages of cases left out",)


def test_a_text_inside_the_xml_is_read(tmp_path):
    xml = project_xml("<PlainTextContent>我怕诈骗。</PlainTextContent>" + selection(2, 4))

    back = read_project(packed(tmp_path, {"project.qde": xml}))

    assert back.sources[0].text == "我怕诈骗。"


# What is refused


def refused(path, what, *, where=""):
    with pytest.raises(UserError, match=what) as error:
        read_project(path)

    assert path.name in error.value.where
    assert where in error.value.where


def test_a_file_that_is_no_zip_or_cut_off_is_refused(tmp_path):
    whole = project(tmp_path, "我怕诈骗。", selection(2, 4)).read_bytes()
    (tmp_path / "cut.qdpx").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "flipped.qdpx").write_bytes(whole.replace(whole[60:70], b"0123456789"))

    refused(tmp_path / "cut.qdpx", "damaged")
    refused(tmp_path / "flipped.qdpx", "damaged")
    refused(tmp_path / "none.qdpx", "no such file")


def test_a_zip_without_a_project_or_text_is_refused(tmp_path):
    refused(packed(tmp_path, {"x.txt": b""}), "no project.qde")
    refused(packed(tmp_path, {"project.qde": project_xml("")}), f"no sources/{SOURCE}.txt")


@pytest.mark.parametrize("name", ["../evil.txt", "sources/../../evil", "/etc/passwd", "..\\evil", "C:\\evil", "\\evil"])
def test_members_that_lead_out_of_the_zip_are_refused(tmp_path, name):
    refused(packed(tmp_path, {"project.qde": project_xml(""), name: b"x"}), "leads out of the zip")


def test_links_in_the_zip_are_refused(tmp_path):
    path = tmp_path / "link.qdpx"
    link = zipfile.ZipInfo(f"sources/{SOURCE}.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", project_xml(""))
        archive.writestr(link, "/etc/passwd")

    refused(path, "is a link")


def test_bombs_are_refused_before_anything_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked"))

    refused(packed(tmp_path, {"project.qde": b"0" * 2**22}, "ratio.qdpx"), "unpacks to too much")
    refused(packed(tmp_path, {f"{number}": b"" for number in range(2001)}, "many.qdpx"), "2001 files")

    monkeypatch.setattr(refi_package, "PROJECT_LIMITS", Limits(total=2**20))
    noise = np.random.default_rng(1).bytes(2**19)
    refused(packed(tmp_path, {"a": noise, "b": noise, "c": noise}, "total.qdpx"), "unpacks to too much")


def test_a_size_that_is_a_lie_unpacks_to_no_more_than_it_says(tmp_path):
    path = project(tmp_path, "诈" * 400_000)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 9)
    path.write_bytes(data)

    refused(path, "damaged")


def test_two_members_of_one_name_are_refused(tmp_path):
    path = packed(tmp_path, {"project.qde": project_xml(""), "Sources/A.txt": b"", "sources/a.txt": b""})

    refused(path, "two files named")


def test_a_zip_with_a_password_is_refused(tmp_path):
    path = project(tmp_path, "我怕诈骗。")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)

    refused(path, "password")


@pytest.mark.parametrize(
    "kind",
    [
        '<!DOCTYPE Project SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(tmp_path, kind, encoding):
    xml = project_xml("").replace("\n<Project", f"\n{kind}<Project").replace("utf-8", encoding)

    refused(packed(tmp_path, {"project.qde": xml.encode(encoding)}), "document type")


@pytest.mark.parametrize(
    ("selections", "what"),
    [
        (selection(0, 1, code=GUID(77)), f"unknown code {GUID(77)}"),
        (selection(0, 6), "the passage 0 to 6 lies outside"),
        (selection(-1, 2), "lies outside"),
        (selection(3, 2), "lies outside"),
        (selection("x", 2), "without startPosition"),
        (selection("9" * 5000, 2), "without startPosition"),
    ],
)
def test_unknown_codes_and_passages_outside_of_the_text_are_refused_with_their_line(tmp_path, selections, what):
    refused(project(tmp_path, "我怕诈骗。", selections), what, where="line 6")


def test_passages_that_no_way_of_counting_puts_into_the_text_are_refused(tmp_path):
    inside_a_character_or_whole, outside_or_whole = selection(2, 5), selection(2, 6)

    with pytest.raises(UserError, match="lies outside of the text or begins inside a character"):
        in_project(tmp_path, "我怕诈骗😀", inside_a_character_or_whole, outside_or_whole)


def test_texts_that_are_not_utf_8_or_not_in_the_file_are_refused(tmp_path):
    refused(project(tmp_path, "我怕诈骗。".encode("gb18030")), "not UTF-8")
    refused(project(tmp_path, "我怕诈骗。", path="absolute:///home/x.txt"), "is not in the file")


def test_xml_of_another_kind_is_refused(tmp_path):
    refused(packed(tmp_path, {"project.qde": b"<Project>"}), "not readable as XML", where="line 1")
    refused(packed(tmp_path, {"project.qde": b"<Project/>"}), "begins with <Project>")


def test_errors_show_nothing_of_the_interview(tmp_path):
    text = "我怕诈骗😀她不怕被骗，也不怕詐騙。"

    with pytest.raises(UserError) as error:
        in_project(tmp_path, text, selection(6, 9, "她不怕"), selection(6, 9, "不怕被"))

    assert not any(text[at : at + 2] in str(error.value) for at in range(len(text) - 1))
