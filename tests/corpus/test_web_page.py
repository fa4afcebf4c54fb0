import pytest

from intertwine.corpus.web_page import charset_of, page_lines
from intertwine.errors import UserError


def texts(page):
    return [line.text for line in page_lines(page)[0]]


def test_blocks_are_lines():
    page = "<h1>访谈</h1><p><b>林悦：</b>很<i>安全</i>。<br>真的</p><ul><li>一<li>二</ul><div>a<p>b</p>c</div>"

    assert texts(page) == ["访谈", "林悦：很安全。", "真的", "一", "二", "a", "b", "c"]
    assert [line.heading for line in page_lines(page)[0]][:2] == [True, False]


def test_lines_of_the_source_are_not_lines_of_text():
    assert texts("<p>我觉得\n很安全 and\n   <i>fast</i>\nenough</p>") == ["我觉得很安全 and fast enough"]


def test_cells_of_a_row_stay_apart_and_a_table_for_layout_is_none():
    assert texts("<table><tr><td>林悦</td><td><p>很\n安全</p></td></tr></table>") == ["林悦\t很安全"]
    assert texts("<table><tr><td><p>一</p><p>二</p></td></tr></table>") == ["一", "二"]


def test_scripts_and_styles_are_dropped_and_counted():
    lines, findings = page_lines(
        "<head><title>x</title></head><body><script>alert('安全')</script>好<style>p{}</style></body>"
    )

    assert [line.text for line in lines] == ["好"]
    assert [(finding.finding, finding.count) for finding in findings] == [("scripts and styles not read", 2)]


def test_entities_are_characters_and_declared_ones_are_not_expanded():
    page = "<!DOCTYPE html><p>A &amp; B&nbsp;&#23433;</p>"
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><p>&b;</p>'

    assert texts(page) == ["A & B\xa0安"]
    assert "aaaaaaaaaa" not in " ".join(texts(bomb))


def test_a_page_may_name_its_encoding():
    assert charset_of(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">') == "gb18030"
    assert charset_of(b"<p>x</p>") == ""


@pytest.mark.parametrize("page", ["", "<!-- x -->", "<div>" * 5000 + "x"])
def test_what_is_no_readable_page_stops(page):
    with pytest.raises(UserError):
        page_lines(page)
