"""Codebooks as LIWC dictionaries: words come back, and what LIWC cannot hold is said."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from intertwine.codebook.cells import CodebookCells, read_cells, sheet_of
from intertwine.codebook.exchange import liwc
from intertwine.codebook.exchange.text import language_of_word
from intertwine.codebook.reading import parse_with_faults
from intertwine.errors import UserError
from intertwine.input_tables import collapse_spaces

SHIPPED = Path(__file__).parents[3] / "data" / "codebook"
GOLDEN = "%\n1\tthreat\n2\tthreat.fraud\n3\ttrust\n%\n危險\t1\n诈骗*\t2\t1\nloan shark*\t2\t1\n信任😀\t3\n"


def code(path):
    return {"code": path, "label_en": path, "label_zh": path}


def entry(path, pattern, language=None, **more):
    kind = "wildcard" if "*" in pattern else "literal"
    language = language or language_of_word(pattern)
    return {"code": path, "language": language, "pattern": pattern, "kind": kind, "tier": "core", **more}


def book(codes, entries):
    return CodebookCells(sheet_of("codes", map(code, codes)), sheet_of("entries", entries), sheet_of("qualifiers", ()))


SMALL = book(
    ["threat", "threat.fraud", "trust"],
    [
        entry("threat", "危險"),
        entry("threat.fraud", "诈骗*"),
        entry("threat.fraud", "loan shark*"),
        entry("trust", "信任😀"),
    ],
)


def words(written):
    return [(row["code"], row["language"], row["pattern"], row["kind"]) for row in written.entries.rows]


def read(tmp_path, text, encoding="utf-8"):
    (tmp_path / "other.dic").write_bytes(text.encode(encoding))
    return liwc.read(tmp_path / "other.dic")


def test_a_small_codebook_is_written_with_numbered_categories(tmp_path):
    liwc.write(SMALL, tmp_path / "a.dic")

    assert (tmp_path / "a.dic").read_bytes() == GOLDEN.encode()


def test_a_small_codebook_comes_back(tmp_path):
    liwc.write(SMALL, tmp_path / "a.dic")

    back, losses = liwc.read(tmp_path / "a.dic")

    assert words(back) == words(SMALL)
    assert [row["code"] for row in back.codes.rows] == ["threat", "threat.fraud", "trust"]
    assert losses == []


def test_the_shipped_codebook_comes_back_but_for_what_is_said(tmp_path):
    shipped = read_cells(SHIPPED)

    losses = liwc.write(shipped, tmp_path / "a.dic")
    back, more = liwc.read(tmp_path / "a.dic")

    held = {row for row in words(shipped) if row[3] != "regex" and "*" not in row[2][:-1]}
    by_script = {(path, language_of_word(word), word, kind) for path, _, word, kind in held}
    inner = [row for row in words(shipped) if row[3] == "wildcard" and "*" in row[2][:-1]]
    assert set(words(back)) == by_script
    assert f"{len(inner)} wildcards left out" in losses[1]
    assert [row["code"] for row in back.codes.rows] == [row["code"] for row in shipped.codes.rows]
    assert more == []


def test_the_same_codebook_gives_the_same_bytes(tmp_path):
    liwc.write(SMALL, tmp_path / "a.dic")
    liwc.write(SMALL, tmp_path / "b.dic")

    assert (tmp_path / "a.dic").read_bytes() == (tmp_path / "b.dic").read_bytes()


def test_all_that_is_lost_is_counted(tmp_path):
    entries = [
        entry("a", "secure", exclude="insecure", concept="safe", tier="extended", note="x"),
        {**entry("a", "[0-9]+ points"), "kind": "regex"},
        entry("a", "keep* me safe"),
        entry("a", "VIP", "zh"),
        entry("b", "vip"),
    ]

    losses = liwc.write(book(["a", "b"], entries), tmp_path / "a.dic")

    assert [loss.split(":")[0] for loss in losses] == [
        "1 entry of kind regex left out",
        "1 wildcard left out",
        "1 entry without its language",
        "1 word of both languages put in one line",
        "1 entry lost the contexts that exclude",
        "1 entry lost the concept",
        "1 entry lost the tier extended",
        "1 entry lost the source or note",
        "2 codes lost the labels",
    ]
    assert "VIP\t1\t2\n" in (tmp_path / "a.dic").read_text(encoding="utf-8")


def test_a_codebook_with_a_fault_is_not_written(tmp_path):
    with pytest.raises(UserError, match="unknown code"):
        liwc.write(book(["a"], [entry("b", "word")]), tmp_path / "a.dic")

    assert not (tmp_path / "a.dic").exists()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "a.b", "c"]),
            st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="*"), min_size=1, max_size=8)
            | st.text("安全詐骗險ab -'\"#:&%(/<1\n\t\u3000😱𠮷", min_size=1, max_size=8),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_literals_come_back(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("liwc") / "a.dic"
    written = book(["a", "a.b", "c"], [entry(path, word.strip()) for path, word in found])
    assume(not parse_with_faults(written)[1])

    liwc.write(written, path)
    back, _ = liwc.read(path)

    assert set(words(back)) == {(*row[:2], collapse_spaces(row[2]), row[3]) for row in words(written)}


def test_names_of_others_become_codes_and_labels(tmp_path):
    back, _ = read(tmp_path, "%\n12\tPositive Emotion\n13\t积极\n%\nhappy*\t12\n快樂\t13\n")

    assert [(row["code"], row["label_en"], row["label_zh"]) for row in back.codes.rows] == [
        ("positive_emotion", "Positive Emotion", "Positive Emotion"),
        ("code_1", "积极", "积极"),
    ]
    assert words(back) == [
        ("positive_emotion", "en", "happy*", "wildcard"),
        ("code_1", "zh", "快樂", "literal"),
    ]


def test_tabs_put_a_category_under_another_and_the_lowest_is_kept(tmp_path):
    text = "%\n1\tfunction\n\t2\tpronoun\t(Pronouns)\n3\taffect\n%\nwe\t1\t2\nthe\t1\nhuh\t1 2 3\n"

    back, losses = read(tmp_path, text)

    assert [row[::2] for row in words(back)] == [
        ("function.pronoun_pronouns", "we"),
        ("function", "the"),
        ("function.pronoun_pronouns", "huh"),
    ]
    assert [loss.partition(" ")[0] for loss in losses] == ["1"]
    assert "huh: affect" in losses[0]


def test_of_many_categories_the_first_is_kept_and_the_others_are_said(tmp_path):
    back, losses = read(tmp_path, "%\n1\tsad\n2\tanger\n3\tpast\n%\ncried\t1\t2\t3\n哭\t2\t1\n")

    assert [row[::2] for row in words(back)] == [("sad", "cried"), ("anger", "哭")]
    assert losses[0].startswith("3 further categories of words left out")


def test_words_that_we_cannot_match_as_liwc_does_are_left_out_and_said(tmp_path):
    text = "%\n1\ta\n%\nlike\t(02 134)125/464\t1\nkind\t1\t<of>1/1\nun*safe\t1\n*\t1\nfine\t1\nFINE\t1\n:)\t1\n"

    back, losses = read(tmp_path, text)

    assert [row["pattern"] for row in back.entries.rows] == ["fine", ":)"]
    assert [loss.partition(" ")[0] for loss in losses] == ["1", "2", "other.dic,", "1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_encodings_of_chinese_are_read_with_any_line_end(tmp_path, encoding):
    text = "%\r\n1\tthreat\r\n%\r\n安全\t1\r\n不方便\t1\r\n我的生活\t1\r\n"

    back, losses = read(tmp_path, text, encoding)

    assert [row["pattern"] for row in back.entries.rows] == ["安全", "不方便", "我的生活"]
    assert len(losses) == (encoding in ("gb18030", "big5"))


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("1\ta\n%\nword\t1\n", "does not begin with a line %", 1),
        ("", "does not begin with a line %", 1),
        ("%\n1\ta\nword\t1\n", "not a category", 3),
        ("%\n1\ta\n", "second line % is missing", 2),
        ("%\nthreat\n%\n", "not a category", 2),
        ("%\n1\ta\n1\tb\n%\n", "the number 1 is there twice", 3),
        ("%\n1\ta\n2\ta\n%\n", "the category 'a' is there twice", 3),
        ("%\n1\ta\n%\n\nword\t7\n", "the number 7 is no category", 5),
        ("%\n1\ta\n%\nword\n", "not a word, a tab and numbers", 4),
        ("%\n1\ta\n%\nword\tx\n", "not a word, a tab and numbers", 4),
        ("%\n1\ta\n%\n%\n", "not a word, a tab and numbers", 4),
        ("%\n1\ta\n%\n信任\t１\n", "not a word, a tab and numbers", 4),
    ],
)
def test_faults_are_told_with_their_line(tmp_path, text, what, line):
    with pytest.raises(UserError) as error:
        read(tmp_path, text)

    assert what in error.value.what
    assert error.value.where == f"other.dic, line {line}"


def test_a_dictionary_without_categories_is_refused(tmp_path):
    with pytest.raises(UserError, match="no categories"):
        read(tmp_path, "%\n%\n")
