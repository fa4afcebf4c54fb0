import io
import zipfile

import pytest

from intertwine.corpus.word import word_lines
from intertwine.errors import UserError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(parts)}</w:p>"


def docx(body, **parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        related = "".join(f'<Relationship Type="{KIND}{name}" Target="{name}.xml"/>' for name in parts)
        archive.writestr("word/_rels/document.xml.rels", RELATIONS.format(related))
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return packed.getvalue()


def read(body, **parts):
    lines, findings = word_lines(docx(body, **parts))
    return [line.text for line in lines], {finding.finding: finding.count for finding in findings}


def test_a_paragraph_is_a_line_and_a_break_ends_one():
    body = paragraph(run("林悦："), run("很安全")) + paragraph(
        run("一"), "<w:r><w:br/></w:r>", run("二"), "<w:r><w:tab/></w:r>", run("三")
    )

    assert read(body) == (["林悦：很安全", "一", "二\t三"], {})


def test_trap_09_tracked_insertions_are_read_and_deletions_counted():
    deleted = '<w:del w:id="1"><w:r><w:delText>不</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2">{run("旧")}</w:moveFrom><w:moveTo w:id="3">{run("新")}</w:moveTo>'
    body = paragraph(run("很"), f'<w:ins w:id="4">{run("安全")}</w:ins>', deleted, moved)

    assert read(body) == (["很安全新"], {"insertions read": 2, "deletions not read": 2})


def test_a_paragraph_whose_end_is_deleted_goes_on():
    body = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("很")}</w:p>' + paragraph(run("安全"))

    assert read(body)[0] == ["很安全"]


def test_trap_09_rows_of_tables_are_lines_with_cells_apart():
    def row(*cells):
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    table = "<w:tbl>" + row(paragraph(run("说话人")), paragraph(run("内容")))
    table += row(paragraph(run("林悦")), paragraph(run("很安全")) + paragraph(run("真的"))) + "</w:tbl>"

    assert read(table)[0] == ["林悦\t很安全", "真的"]


def test_trap_09_text_boxes_are_read_once():
    box = f"<w:txbxContent>{paragraph(run('框里的字'))}</w:txbxContent>"
    choice = f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
    both = f"<mc:AlternateContent>{choice}<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"

    assert read(paragraph(run("正文"), f"<w:r>{both}</w:r>")) == (["正文", "框里的字"], {"text boxes read": 1})


def test_trap_09_footnotes_are_read_after_their_paragraph():
    note = f'<w:footnote w:id="2">{paragraph(run("注释"))}</w:footnote>'
    separator = f'<w:footnote w:type="separator" w:id="0">{paragraph(run("---"))}</w:footnote>'
    notes = f"<w:footnotes {W}>{separator}{note}</w:footnotes>"
    body = paragraph(run("正文"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run("。")) + paragraph(run("下一段"))

    assert read(body, footnotes=notes) == (["正文。", "注释", "下一段"], {"footnotes read": 1})


def test_trap_09_content_controls_are_read_and_placeholders_are_not():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('安全')}</w:sdtContent></w:sdt>"
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{paragraph(run('一段'))}</w:sdtContent></w:sdt>"

    assert read(block + paragraph(control, empty)) == (["一段", "安全"], {"placeholders not read": 1})


def test_comments_headers_and_footers_are_counted():
    comments = f'<w:comments {W}><w:comment w:id="1">{paragraph(run("批注"))}</w:comment></w:comments>'
    header = f"<w:hdr {W}>{paragraph(run('页眉'))}</w:hdr>"

    assert read(paragraph(run("正文")), comments=comments, header=header) == (
        ["正文"], {"comments not read": 1, "headers and footers not read": 1},
    )  # fmt: skip


def test_instructions_of_fields_are_no_text_and_phonetic_signs_neither():
    field = '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
    ruby = f"<w:r><w:ruby><w:rt>{run('hàn')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby></w:r>"

    assert read(paragraph(field, f"<w:hyperlink>{run('链接')}</w:hyperlink>", ruby))[0] == ["链接漢"]


def test_headings_are_told_by_the_name_of_their_style():
    styles = f'<w:styles {W}><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style></w:styles>'
    lines, _ = word_lines(docx(paragraph(run("访谈一"), style="a1") + paragraph(run("正文")), styles=styles))

    assert [line.heading for line in lines] == [True, False]


@pytest.mark.parametrize(
    "doctype", ["<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "aaaa">]>', "<!DOCTYPE x SYSTEM 'http://example.org/x.dtd'>"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_stops(doctype, encoding):
    packed = io.BytesIO()
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<w:document {W}><w:body/></w:document>'
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", xml.encode(encoding))

    with pytest.raises(UserError, match="declares a document type"):
        word_lines(packed.getvalue())


def test_a_part_that_unpacks_to_too_much_stops():
    with pytest.raises(UserError, match="unpacks to too much"):
        word_lines(docx(paragraph(run("安" * 10_000_000))))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_file_that_was_cut_off_stops(share):
    data = docx(paragraph(run("安全")))

    with pytest.raises(UserError, match="damaged or cut off"):
        word_lines(data[: int(len(data) * share)])
