import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from intertwine.__main__ import main
from intertwine.corpus.records import DOCUMENTS, INGEST_REPORT, SPEAKERS, TURNS
from intertwine.records import read

SHARED = Path(__file__).parents[2].parent / "shared"
ODD = SHARED / "corpora" / "odd"
STUDY = SHARED / "studies" / "credit_and_privacy"

TALK = "访谈者：你平时怎么用芝麻信用？\n林悦：我觉得很方便。\n也很安全。\n"
SPEAKERS_CSV = "document,speaker,role,pseudonym,age\n,访谈者,interviewer,,\na.txt,林悦,respondent,P1,23\n"


def corpus(folder, files, documents=None, speakers=SPEAKERS_CSV):
    place = folder / "corpus"
    for name, data in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    rows = documents or "path,source\n" + "".join(f"{name},interview\n" for name in files)
    (place / "documents.csv").write_text(rows, encoding="utf-8")
    if speakers:
        (place / "speakers.csv").write_text(speakers, encoding="utf-8")
    (folder / "config.yaml").write_text("corpus: corpus\n", encoding="utf-8")


def ingest(folder, config=None):
    out = folder / "out"
    code = main(["ingest", "--config", str(config or folder / "config.yaml"), "--results", str(out)])
    written = {path.stem: path for path in out.rglob("*") if path.is_file()} if out.is_dir() else {}
    return code, written


def tables(folder, config=None):
    code, written = ingest(folder, config)
    assert code == 0
    return (
        read(DOCUMENTS, written["documents"]),
        read(SPEAKERS, written["speakers"]),
        read(TURNS, written["turns"]),
        read(INGEST_REPORT, written["ingest_report"]),
    )


def refused(folder, capsys):
    """Run the stage on what it must refuse; return the message."""
    code, written = ingest(folder)
    message = capsys.readouterr().err

    assert code == 1
    assert not written, "nothing half-written"
    assert message.startswith("intertwine ingest: ")
    assert "Traceback" not in message
    assert "allowed:" in message
    return message


def test_documents_speakers_and_turns_are_written(tmp_path):
    corpus(tmp_path, {"a.txt": TALK}, "path,source,title,date,city\na.txt,interview,访谈一,2024-3-1,杭州\n")
    documents, speakers, turns, _ = tables(tmp_path)
    document = documents.iloc[0]

    assert document["document_id"].startswith("interview-")
    assert (document["language"], document["date"], document["format"], document["city"]) == (
        "zh",
        "2024-03-01",
        "txt",
        "杭州",
    )
    assert (document["characters"], document["turns"], document["cluster"]) == (24, 2, document["document_id"])
    assert turns[["turn", "speaker", "role", "language", "text"]].to_numpy().tolist() == [
        [1, "访谈者", "interviewer", "zh", "你平时怎么用芝麻信用？"],
        [2, "P1", "respondent", "zh", "我觉得很方便。\n也很安全。"],
    ]
    assert speakers[["speaker", "role", "turns", "age"]].to_numpy().tolist() == [
        ["P1", "respondent", 1, "23"],
        ["访谈者", "interviewer", 1, ""],
    ]


def test_documents_of_one_respondent_are_a_cluster_and_generic_labels_are_nobody(tmp_path):
    talks = {"a.txt": "林悦：好。", "b.txt": "小林：好。", "c.txt": "受访者：好。", "d.txt": "受访者：好。"}
    speakers = (
        "document,speaker,role,pseudonym\na.txt,林悦,respondent,P1\nb.txt,小林,respondent,P1\n,受访者,respondent,\n"
    )
    corpus(tmp_path, talks, speakers=speakers)
    documents = tables(tmp_path)[0].set_index("path")

    assert documents["cluster"].nunique() == 3
    assert (
        documents.loc["a.txt", "cluster"]
        == documents.loc["b.txt", "cluster"]
        == documents.loc[["a.txt", "b.txt"], "document_id"].min()
    )


def test_who_never_speaks_and_how_sure_an_encoding_is_are_reported(tmp_path):
    corpus(tmp_path, {"a.txt": TALK.encode("gb18030")}, speakers=SPEAKERS_CSV + ",保安,respondent,,\n")
    report = tables(tmp_path)[3]

    assert report[["path", "finding", "detail"]].to_numpy().tolist() == [
        ["a.txt", "encoding", "gb18030, confidence 1.00"],
        ["speakers.csv", "speaker never speaks", "保安"],
    ]


def test_the_same_corpus_gives_the_same_bytes_in_any_order_of_rows(tmp_path):
    files = {"a.txt": TALK, "b.txt": "访谈者：好。"}
    for name, reorder in (("one", lambda lines: lines), ("two", lambda lines: [lines[0], *lines[:0:-1]])):
        rows = reorder(["path,source", "a.txt,interview", "b.txt,interview"])
        speakers = reorder(SPEAKERS_CSV.splitlines())
        corpus(tmp_path / name, files, "\n".join(rows), "\n".join(speakers))
    first, second = (ingest(tmp_path / name)[1] for name in ("one", "two"))

    assert {name: path.read_bytes() for name, path in first.items()} == {
        name: path.read_bytes() for name, path in second.items()
    }


def test_trap_08_an_encoding_in_the_manifest_decides(tmp_path):
    text = "訪談者：你好。\n林悅：很安全。\n"
    speakers = "speaker,role\n訪談者,interviewer\n林悅,respondent\n"
    corpus(tmp_path, {"a.txt": text.encode("big5")}, "path,source,encoding\na.txt,interview,big5\n", speakers)

    assert tables(tmp_path)[2]["text"].tolist() == ["你好。", "很安全。"]


def test_trap_11_offsets_count_in_the_text_that_is_stored(tmp_path):
    corpus(tmp_path, {"a.txt": "林悦：\u200b👩\u200d💻“安\ufeff全”　𠮷\r\n"})
    text = tables(tmp_path)[2]["text"][0]

    assert text == "👩\u200d💻“安全”　𠮷"
    assert text.index("安全") == 4


def test_trap_13_marks_of_transcription_survive_in_cells(tmp_path):
    corpus(
        tmp_path,
        {"a.csv": "说话人,内容\n访谈者,=你好\n访谈者,@真的\n访谈者,- + 对\n"},
        speakers="speaker,role\n访谈者,interviewer\n",
    )

    assert tables(tmp_path)[2]["text"].tolist() == ["=你好\n@真的\n- + 对"]


def packed(**members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"word/{name}.xml", data)
    return made.getvalue()


BAD = {
    "empty.txt": (b"", "the file is empty"),
    "blank.txt": (b" \r\n\n", "the file is empty"),
    "cut.txt": (TALK.encode()[:-2], "damaged UTF-8"),
    "cut.docx": (packed(document=TALK)[:60], "a damaged archive is named .docx"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj", "damaged or cut off"),
    "bomb.docx": (packed(document="安" * 10_000_000), "unpacks to too much"),
    "protected.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "protected by a password"),
    "word.txt": (packed(document=TALK), "a .docx file is named .txt"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n", "a picture is named .txt"),
    "binary.txt": (bytes(range(256)) * 9, "binary data"),
    "page.txt": (b"<html><p>x", "a .html file is named .txt"),
    "text.docx": (TALK.encode(), "not a .docx file"),
    "talk.pages": (b"PK", "files of the kind .pages are not read"),
    "talk.srt": (b"1\n00:00:01,000 --> 00:00:02,000\nhello\n", "the captions name no speaker"),
    "table.csv": (b"a,b\n1,2\n", "no column of text"),
    "unknown.txt": ("访谈者：好。\n王强：好。\n王强：是。\n".encode(), "unknown speaker '王强'"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_stops_with_its_name_and_the_way_out(tmp_path, capsys, name):
    data, message = BAD[name]
    corpus(tmp_path, {name: data}, speakers="speaker,role\n访谈者,interviewer\n")
    shown = refused(tmp_path, capsys)

    assert message in shown
    assert f"where: {name}" in shown


def test_all_bad_files_are_named_at_once(tmp_path, capsys):
    corpus(tmp_path, {"a.txt": TALK, "b.txt": b"", "c.wps": b"x"})
    shown = refused(tmp_path, capsys)

    assert "2 documents cannot be read" in shown
    assert "b.txt: the file is empty" in shown
    assert "c.wps: files of the kind .wps are not read" in shown


def test_a_message_shows_no_text_of_an_interview(tmp_path, capsys):
    corpus(tmp_path, {"a.txt": "访谈者：好。\n这是非常私密的话，不应该出现在日志里：真的\n王强：好。\n王强：好\n"})

    assert "私密" not in refused(tmp_path, capsys)


def test_a_huge_line_is_read(tmp_path):
    corpus(tmp_path, {"a.txt": "林悦：" + "我觉得很安全，OK。" * 200_000})

    assert tables(tmp_path)[0]["characters"].tolist() == [2_000_000]


TEXT, AUTHOR = "text", "speaker,document,role\nauthor,{},author\n"
ODD_FILES = {
    "blns_MIT/LICENSE": "does not say its format",
    "blns_MIT/blns.txt": TEXT,
    "mammoth_BSD-2/comments.docx": TEXT,
    "mammoth_BSD-2/endnotes.docx": TEXT,
    "mammoth_BSD-2/footnotes.docx": TEXT,
    "mammoth_BSD-2/tables.docx": TEXT,
    "mammoth_BSD-2/utf8-bom.docx": TEXT,
    "py-pdf_CC-BY-SA-4/002-trivial-libre-office-writer.pdf": TEXT,
    "py-pdf_CC-BY-SA-4/grayscale-image.pdf": "no text layer",
    "py-pdf_CC-BY-SA-4/habibi-rotated.pdf": TEXT,
    "py-pdf_CC-BY-SA-4/imagemagick-ASCII85Decode.pdf": "no text layer",
    "py-pdf_CC-BY-SA-4/imagemagick-images.pdf": TEXT,
    "py-pdf_CC-BY-SA-4/inline-image.pdf": TEXT,
    "py-pdf_CC-BY-SA-4/minimal-document.pdf": TEXT,
    "py-pdf_CC-BY-SA-4/pdflatex-image.pdf": TEXT,
    "pympi_MIT/sample_3.0.eaf": "unknown speakers",
    "tika_Apache-2.0/NullHeader.docx": TEXT,
    "tika_Apache-2.0/testComment.docx": TEXT,
    "tika_Apache-2.0/testMSG_chinese.msg": "files of the kind .msg are not read",
    "tika_Apache-2.0/testOCR.pdf": "no text layer",
    "tika_Apache-2.0/testPDF_bom.pdf": TEXT,
    "tika_Apache-2.0/testPDF_protected.pdf": TEXT,  # protected against changes, not against reading
    "tika_Apache-2.0/testRTFJapanese.rtf": TEXT,
    "tika_Apache-2.0/testUnicodePassword.pdf": "protected by a password",
    "tika_Apache-2.0/testWORD_null_style.docx": TEXT,
    "tika_Apache-2.0/testWORD_protected_passtika.docx": "protected by a password",
    "tika_Apache-2.0/test_subrip.srt": "the captions name no speaker",
    "webvtt-py_MIT/captions_with_bom.vtt": "the captions name no speaker",
    "webvtt-py_MIT/cue_tags.vtt": "the captions name no speaker",
    "webvtt-py_MIT/invalid.vtt": "the captions name no speaker",
    "webvtt-py_MIT/invalid_format1.srt": "there is no text in the file",
    "webvtt-py_MIT/invalid_format3.srt": "the captions name no speaker",
    "webvtt-py_MIT/invalid_timeframe.sbv": "the captions name no speaker",
    "webvtt-py_MIT/invalid_timeframe.vtt": "the captions name no speaker",
    "webvtt-py_MIT/metadata_headers.vtt": "the captions name no speaker",
    "webvtt-py_MIT/missing_caption_text.sbv": "the captions name no speaker",
    "webvtt-py_MIT/missing_caption_text.vtt": "the captions name no speaker",
    "webvtt-py_MIT/missing_timeframe.srt": "the captions name no speaker",
    "webvtt-py_MIT/netflix_chicas_del_cable.vtt": "the captions name no speaker",
    "webvtt-py_MIT/one_caption.srt": "the captions name no speaker",
    "webvtt-py_MIT/sample.sbv": "the captions name no speaker",
    "webvtt-py_MIT/sample.vtt": "the captions name no speaker",
    "webvtt-py_MIT/two_captions.sbv": "the captions name no speaker",
    "webvtt-py_MIT/youtube_dl.vtt": "the captions name no speaker",
}
"""What becomes of each file as a document by itself, without speakers."""


def odd_files():
    return sorted(str(path.relative_to(ODD)) for path in ODD.rglob("*") if path.is_file()) if ODD.is_dir() else []


@pytest.mark.skipif(not ODD.is_dir(), reason="the awkward files are not here")
def test_every_awkward_file_has_an_expected_outcome():
    assert odd_files() == sorted(ODD_FILES)


@pytest.mark.skipif(not ODD.is_dir(), reason="the awkward files are not here")
@pytest.mark.parametrize("name", sorted(ODD_FILES))
def test_an_awkward_file_gives_text_or_one_clear_error(tmp_path, capsys, name):
    corpus(tmp_path, {name: (ODD / name).read_bytes()}, f"path,source,language\n{name},web,en\n", speakers="")
    outcome = ODD_FILES[name]

    if outcome == TEXT:
        documents, _, turns, _ = tables(tmp_path)
        assert documents["turns"][0] == len(turns) > 0
        return
    shown = refused(tmp_path, capsys)
    assert outcome in shown
    assert name in shown


@pytest.mark.skipif(not ODD.is_dir(), reason="the awkward files are not here")
@pytest.mark.parametrize(
    "name", [name for name, outcome in ODD_FILES.items() if outcome == "the captions name no speaker"]
)
def test_awkward_captions_are_prose_where_the_manifest_names_an_author(tmp_path, name):
    corpus(tmp_path, {name: (ODD / name).read_bytes()}, f"path,source,language\n{name},web,en\n", AUTHOR.format(name))

    assert set(tables(tmp_path)[2]["role"]) == {"author"}


@pytest.mark.skipif(not STUDY.is_dir(), reason="the real study is not here")
def test_a_real_study_is_read_whole(tmp_path):
    config = tmp_path / "config.yaml"
    config.write_text(f"corpus: {STUDY}\n", encoding="utf-8")
    documents, _, turns, report = tables(tmp_path, config)

    assert len(documents) == 47
    assert dict(turns.groupby("role").size()) == {"author": 2447, "interviewer": 2026, "respondent": 1207}
    spoken = documents[documents["source"] == "interview"]["document_id"]
    assert not turns[turns["document_id"].isin(spoken)]["role"].isin(["author"]).any()
    assert set(documents["encoding"]) == {"utf-8", "gb18030", ""}
    assert not (report["finding"] == "speaker never speaks").any()
    assert (report["finding"] == "perhaps a speaker's label").sum() <= 1
    assert not turns["text"].str.contains("\ufffd").any()
    assert pd.Series(turns["text"]).str.strip().eq(turns["text"]).all()
