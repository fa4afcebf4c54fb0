"""Coding rules of KH Coder: words with `or` are read, anything else is left out and named with its line."""

import pytest

from intertwine.codebook.exchange import khcoder
from intertwine.codebook.reading import parse_codebook
from intertwine.errors import UserError


def read(tmp_path, text, encoding="utf-8"):
    (tmp_path / "rules.txt").write_bytes(text.encode(encoding))
    return khcoder.read(tmp_path / "rules.txt")


def words(written):
    return [(row["code"], row["pattern"], row["exclude"]) for row in written.entries.rows]


def about(losses, *parts):
    return [loss for loss in losses if all(part in loss for part in parts)]


def test_words_joined_by_or_become_entries(tmp_path):
    text = "# comment\n*Trust\n信用 or 'credit score' | \"信　任\"\n\n＊不信\nor_else or 疑い\nor don't|猜疑\n"

    back, losses = read(tmp_path, text)

    assert words(back) == [
        ("trust", "信用", ""),
        ("trust", "credit score", ""),
        ("trust", "信 任", ""),
        ("code_1", "or_else", ""),
        ("code_1", "疑い", ""),
        ("code_1", "don't", ""),
        ("code_1", "猜疑", ""),
    ]
    assert [row["label_zh"] for row in back.codes.rows] == ["Trust", "不信"]
    assert [row["language"] for row in back.entries.rows] == ["zh", "en", "zh", "en", "zh", "en", "zh"]
    assert losses[0].startswith("5 words without quotes")
    assert parse_codebook(back)


@pytest.mark.parametrize(
    "condition",
    [
        "诈骗 and 电话",
        "诈骗 & 电话",
        "诈骗 AND 电话",
        "( 诈骗 or 骗 )",
        "(诈骗 or 骗)",
        "（诈骗）",
        "near(先生-奥さん)[8]",
        "seq(先生-奥さん)",
        "卒業+証書",
        "ない-->形容詞B",
        "死ぬ->連用タ接続",
        "<>見出し1-->上",
        "<＊他のコード>",
        "诈骗 >= 2",
        "诈骗 / 2",
        "lw <= 10",
        "诈骗 or 12",
        "诈骗 电话",
        "诈骗 or",
        "or 诈骗",
        "not 诈骗",
        "! 诈骗",
        "诈骗 or not 电话",
        "诈骗 |! 电话",
        "诈骗 not 电话 or 骗",
        "诈骗 not",
        "诈骗 and",
        "诈* or 骗",
        "'诈*骗'",
        "'诈骗 电话",
        "",
    ],
)
def test_a_rule_with_anything_else_is_left_out_whole_with_its_line(tmp_path, condition):
    back, losses = read(tmp_path, f"*好\n信任\n*其他 2\n\n{condition}\n*再\n押金\n")

    assert [row["pattern"] for row in back.entries.rows] == ["信任", "押金"]
    assert [row["label_zh"] for row in back.codes.rows] == ["好", "再"]
    assert len(about(losses, "'其他 2' (line 3) was left out", "line 5" if condition else "line 3")) == 1


@pytest.mark.parametrize(
    "joined", ["and not 反詐騙", "& ! 反詐騙", "&! 反詐騙", "and !反詐騙", "not '反詐騙'", "!反詐騙", "\nnot 反詐騙"]
)
def test_not_of_a_word_that_holds_the_pattern_excludes_it_and_is_said(tmp_path, joined):
    back, losses = read(tmp_path, f"*fraud\n诈骗 {joined}\n")

    assert words(back) == [("fraud", "诈骗", "反詐騙")]
    assert len(about(losses, "not '反詐騙' became a context that excludes '诈骗'")) == 1
    assert parse_codebook(back).entries[0].exclude == ("反诈骗",)


def test_not_of_another_word_is_not_held_and_is_said_with_its_line(tmp_path):
    back, losses = read(tmp_path, "*fraud\n诈骗\nand not 电影\n")

    assert words(back) == [("fraud", "诈骗", "")]
    assert len(about(losses, "line 3: not '电影' was not held for '诈骗'")) == 1


def test_and_not_is_about_the_word_before_it_and_not_alone_about_all(tmp_path):
    back, losses = read(tmp_path, "*a\n骗 or 诈骗 and not 反诈骗\n*b\n安全 or 全\nnot 安全带\n")

    assert words(back) == [("a", "骗", ""), ("a", "诈骗", "反诈骗"), ("b", "安全", "安全带"), ("b", "全", "安全带")]
    assert about(losses, "was not held") == []


def test_a_context_with_a_semicolon_cannot_be_held(tmp_path):
    back, losses = read(tmp_path, "*a\n骗 and not '骗；子'\n")

    assert words(back) == [("a", "骗", "")]
    assert len(about(losses, "was not held")) == 1


def test_a_second_rule_of_a_name_is_left_out(tmp_path):
    back, losses = read(tmp_path, "*a\n骗\n*a\n诈\n")

    assert words(back) == [("a", "骗", "")]
    assert len(about(losses, "'a' (line 3) was left out; line 1 has its name")) == 1


def test_a_word_in_two_rules_stays_in_the_first_and_is_said(tmp_path):
    back, losses = read(tmp_path, "*a\n骗\n*b\n騙 or 诈\n")

    assert words(back) == [("a", "骗", ""), ("b", "诈", "")]
    assert len(about(losses, "騙: a, not b")) == 1


def test_a_japanese_file_in_its_old_encoding_is_read(tmp_path):
    text = "＊死ぬ\r\n死ぬ or 死病 or 殺す\r\n＊信用・不信\r\n信用 or 信じる\r\n"

    back, losses = read(tmp_path, text, "cp932")

    assert [row["pattern"] for row in back.entries.rows] == ["死ぬ", "死病", "殺す", "信用", "信じる"]
    assert "cp932" in losses[0]


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("", "no coding rules", "rules.txt"),
        ("信任 or 信用\n*a\n信\n", "words before the first rule", "rules.txt, line 1"),
        ("# x\n*a\n信 and 用\n", "none of the 1 rules can be read", "rules.txt, line 2"),
    ],
)
def test_a_file_that_holds_nothing_for_us_is_refused(tmp_path, text, what, where):
    with pytest.raises(UserError) as error:
        read(tmp_path, text)

    assert (error.value.what, error.value.where) == (what, where)
