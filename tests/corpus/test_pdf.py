import io

import pytest

from intertwine.corpus.characters import join_wrapped
from intertwine.corpus.pdf import pdf_lines
from intertwine.errors import UserError

pytest.importorskip("reportlab")

ENGLISH = (
    "Interviewer: So what did you think about the long-term consequences of the score, and were you ever worried about "
    "who could see the information that was in it?"
)
CHINESE = (
    "林悦：嗯，我觉得挺方便的。有一次在杭州住酒店，前台说分数够了就不用押金，我就觉得很安全，"
    "但是后来想想也有点担心，万一信息泄露了怎么办呢？"
)


def pdf(*texts, encrypt=None, paged=False, running=""):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("zh", fontName="STSong-Light", fontSize=11, leading=16, wordWrap="CJK")
    latin = ParagraphStyle("en", fontName="Helvetica", fontSize=11, leading=14)
    story = [[Paragraph(text, latin if text.isascii() else style), *([PageBreak()] if paged else [])] for text in texts]

    def margins(canvas, document):
        canvas.drawString(60, 810, running)
        canvas.drawCentredString(300, 30, f"- {canvas.getPageNumber()} -")

    packed = io.BytesIO()
    document = SimpleDocTemplate(packed, pagesize=A4, encrypt=encrypt, invariant=1)
    document.build([part for parts in story for part in parts], onFirstPage=margins, onLaterPages=margins)
    return packed.getvalue()


def paragraphs(data):
    found = []
    for line in pdf_lines(data)[0]:
        if line.starts:
            found.append([])
        found[-1].append(line.text)
    return [join_wrapped(lines) for lines in found]


def test_wrapped_lines_become_paragraphs_again():
    assert paragraphs(pdf(ENGLISH, CHINESE, ENGLISH)) == [ENGLISH, CHINESE, ENGLISH]


def test_titles_and_numbers_of_pages_are_left_out_and_counted():
    texts = [f"{part}：{CHINESE}" for part in "甲乙丙丁"]
    data = pdf(*texts, paged=True, running="Interview 3, confidential")

    assert paragraphs(data) == texts
    assert [(finding.finding, finding.count) for finding in pdf_lines(data)[1]] == [
        ("running titles and page numbers not read", 8)
    ]


@pytest.mark.parametrize(("running", "left"), [("Interview, confidential", []), ("Interviewer:", ["Interviewer:"])])
def test_of_two_pages_a_title_stands_on_both_and_is_no_label(running, left):
    texts = [f"{part}，{CHINESE * 4}" for part in "甲乙"]

    found = paragraphs(pdf(*texts, paged=True, running=running))

    assert [text for text in found if text.isascii()] == left * 2


def test_pages_are_counted_and_empty_ones_reported():
    from reportlab.pdfgen.canvas import Canvas

    packed = io.BytesIO()
    canvas = Canvas(packed, invariant=1)
    canvas.showPage()
    canvas.drawString(100, 400, "safe")
    canvas.save()
    lines, findings = pdf_lines(packed.getvalue())

    assert [(line.number, line.text) for line in lines] == [(2, "safe")]
    assert [(finding.finding, finding.line) for finding in findings] == [("page without text", 1)]


def test_pictures_of_text_are_no_text():
    from reportlab.pdfgen.canvas import Canvas

    packed = io.BytesIO()
    canvas = Canvas(packed, invariant=1)
    canvas.rect(100, 100, 50, 50)
    canvas.save()

    with pytest.raises(UserError, match="no text layer"):
        pdf_lines(packed.getvalue())


def test_a_password_and_a_damaged_file_stop():
    with pytest.raises(UserError, match="protected by a password"):
        pdf_lines(pdf(ENGLISH, encrypt="secret"))
    with pytest.raises(UserError, match="damaged or cut off"):
        pdf_lines(b"%PDF-1.7\n" + b"x" * 100)
