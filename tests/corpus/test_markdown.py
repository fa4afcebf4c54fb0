import pytest

from intertwine.corpus.markdown import markdown_lines, without_marks


def texts(text):
    return [line.text for line in markdown_lines(text)[0]]


def test_front_matter_code_and_comments_are_counted_and_not_read():
    text = "---\ntitle: x\n---\n安全\n\n```python\nprint('安全')\n```\n\n<!-- 说明\n二 -->好"
    lines, findings = markdown_lines(text)

    assert [(line.number, line.text) for line in lines] == [(4, "安全"), (11, "好")]
    assert {finding.finding: finding.count for finding in findings} == {
        "front matter not read": 3, "code not read": 1, "comments not read": 1,
    }  # fmt: skip


def test_a_comment_or_code_that_never_ends_hides_nothing_silently():
    assert texts("一\n\n<!-- 二") == ["一", "<!-- 二"]
    assert [finding.count for finding in markdown_lines("一\n```\n二\n三")[1]] == [2]


def test_headings_are_headings_in_both_forms():
    lines, _ = markdown_lines("# 一\n\n二\n===\n\n三\n")

    assert [(without_marks(line.text), line.heading) for line in lines] == [("一", True), ("二", True), ("三", False)]


def test_wrapped_lines_go_on_and_items_start():
    lines, _ = markdown_lines("第一行\n第二行\n\n- 一\n- 二\n  续\n1. 三\n> 引\n> 文")

    assert [(line.text, line.starts) for line in lines] == [
        ("第一行", True),
        ("第二行", False),
        ("一", True),
        ("二", True),
        ("续", False),
        ("三", True),
        ("引", False),
        ("文", False),
    ]


def test_rows_of_a_table_are_lines_with_cells_apart():
    assert texts("| 说话人 | 内容 |\n|---|:--|\n| 林悦 | 很安全 |\n") == ["说话人\t内容", "林悦\t很安全"]


def test_link_definitions_rules_and_snippets_say_nothing():
    assert texts('[1]: https://example.org\n***\n--8<-- "x.md"\n[笑]: 真的吗') == ["[笑]: 真的吗"]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**安全** 和 *风险* 与 __规则__", "安全 和 风险 与 规则"),
        ("**bold *and* italic**", "bold and italic"),
        ('[说明](https://example.org/a_(b) "标题")', "说明"),
        ("![图](a.png){ align=right } 说明", "图 说明"),
        ("[:material-check: 首页](/){ .md-button }", "首页"),
        ("见[文献][1]和脚注[^2]", "见文献和脚注"),
        ("`code` ~~旧~~ <b>新</b> &amp; \\*", "code 旧 新 & *"),
        ("<https://example.org>", "https://example.org"),
        ("snake_case_name, 2 * 3 * 4, 5 < 6", "snake_case_name, 2 * 3 * 4, 5 < 6"),
        ("在 10:30:05 = + - @", "在 10:30:05 = + - @"),
        ("### 标题 ###", "标题"),
    ],
)
def test_inline_marks_leave_their_words(marked, plain):
    assert without_marks(marked) == plain
