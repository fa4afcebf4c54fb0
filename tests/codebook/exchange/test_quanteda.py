"""Codebooks as quanteda dictionaries: words come back, and what quanteda cannot hold is said."""

from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from intertwine.codebook.cells import CodebookCells, read_cells, sheet_of
from intertwine.codebook.exchange import quanteda
from intertwine.codebook.reading import parse_with_faults
from intertwine.errors import UserError
from intertwine.input_tables import collapse_spaces

SHIPPED = Path(__file__).parents[3] / "data" / "codebook"
GOLDEN = """\
threat:
  zh:
  - "危險*"
  fraud:
    zh:
    - "诈骗"
    - '騙 APP😱'
    en:
    - "loan shark*"
    - "no"
"no":
  en:
  - "1.0"
"""


def code(path):
    return {"code": path, "label_en": path, "label_zh": path}


def entry(path, language, pattern, **more):
    kind = "wildcard" if "*" in pattern else "literal"
    return {"code": path, "language": language, "pattern": pattern, "kind": kind, "tier": "core", **more}


def book(codes, entries, qualifiers=()):
    return CodebookCells(
        sheet_of("codes", map(code, codes)), sheet_of("entries", entries), sheet_of("qualifiers", qualifiers)
    )


def words(written):
    return [(row["code"], row["language"], row["pattern"], row["kind"]) for row in written.entries.rows]


def saved(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "other.yml"
    path.write_bytes(text.encode(encoding))
    return path


def read(tmp_path, text):
    return quanteda.read(saved(tmp_path, text))


SMALL = book(
    ["threat", "threat.fraud", "no"],
    [
        entry("threat", "zh", "危險*"),
        entry("threat.fraud", "zh", "诈骗"),
        entry("threat.fraud", "zh", "騙 APP😱"),
        entry("threat.fraud", "en", "loan shark*"),
        entry("threat.fraud", "en", "no"),
        entry("no", "en", "1.0"),
    ],
)


def test_a_small_codebook_is_written_as_nested_keys(tmp_path):
    quanteda.write(SMALL, tmp_path / "a.yml")

    assert (tmp_path / "a.yml").read_text(encoding="utf-8") == GOLDEN


def test_a_yaml_1_1_reader_takes_every_key_and_word_for_text(tmp_path):
    traps = [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "null",
        "~",
        "1_000",
        "1e3",
        "2024-01-01",
        "0x1F",
        "12:30",
        "- a",
        "a: b",
        "#x",
    ]
    codes = ["no", "y", "1e3"]
    entries = [entry(path, "en", word) for path, word in zip(codes * 5, traps, strict=True)]
    quanteda.write(book(codes, entries), tmp_path / "a.yml")

    tree = yaml.safe_load((tmp_path / "a.yml").read_text(encoding="utf-8"))

    assert set(tree) == {"no", "y", "1e3"}
    assert sorted(word for node in tree.values() for word in node["en"]) == sorted(traps)
    assert '"y":' in (tmp_path / "a.yml").read_text(encoding="utf-8")


def test_a_parent_with_words_of_its_own_and_children_comes_back(tmp_path):
    quanteda.write(SMALL, tmp_path / "a.yml")

    back, losses = quanteda.read(tmp_path / "a.yml")

    assert words(back) == words(SMALL)
    assert [row["code"] for row in back.codes.rows] == ["threat", "threat.fraud", "no"]
    assert losses == []


def test_codes_named_as_languages_come_back(tmp_path):
    codes = ["en", "a.en", "a", "a.en.zh", "a.en.zh.b", "zh.zh"]
    written = book(codes, [entry(path, "zh", f"词{number}") for number, path in enumerate(codes)])
    quanteda.write(written, tmp_path / "a.yml")

    assert set(words(quanteda.read(tmp_path / "a.yml")[0])) == set(words(written))


def test_the_shipped_codebook_comes_back_but_for_what_is_said(tmp_path):
    shipped = read_cells(SHIPPED)

    losses = quanteda.write(shipped, tmp_path / "a.yml")
    back, more = quanteda.read(tmp_path / "a.yml")

    held = {row for row in words(shipped) if row[3] != "regex"}
    assert set(words(back)) == held
    assert len(words(back)) == len(held)
    assert f"{len(shipped.entries.rows) - len(held)} entries of kind regex left out" in losses[0]
    assert {row["code"] for row in back.codes.rows} == {row["code"] for row in shipped.codes.rows}
    assert more == []


def test_the_same_codebook_gives_the_same_bytes(tmp_path):
    quanteda.write(SMALL, tmp_path / "a.yml")
    quanteda.write(SMALL, tmp_path / "b.yml")

    assert (tmp_path / "a.yml").read_bytes() == (tmp_path / "b.yml").read_bytes()


def test_all_that_is_lost_is_counted(tmp_path):
    entries = [
        entry("a", "en", "secure", exclude="insecure", concept="safe", source="own", tier="extended"),
        {**entry("a", "en", "[0-9]+ points"), "kind": "regex"},
        entry("a", "zh", "安全吗?"),
    ]
    cue = {"language": "zh", "cue": "没有", "effect": "negated"}

    losses = quanteda.write(book(["a", "b"], entries, [cue]), tmp_path / "a.yml")

    assert [loss.split(":")[0] for loss in losses] == [
        "1 entry of kind regex left out",
        "1 entry left out",
        "1 code without words left out",
        "1 entry lost the contexts that exclude",
        "1 entry lost the concept",
        "1 entry lost the tier extended",
        "1 entry lost the source or note",
        "2 codes lost the labels",
        "1 qualifier left out",
    ]


def test_a_literal_with_a_question_mark_is_left_out_and_shown(tmp_path):
    losses = quanteda.write(book(["a"], [entry("a", "en", "why?"), entry("a", "en", "why")]), tmp_path / "a.yml")

    assert "why?" not in (tmp_path / "a.yml").read_text(encoding="utf-8")
    assert losses[0].endswith("(why?)")


def test_a_codebook_with_a_fault_is_not_written(tmp_path):
    with pytest.raises(UserError, match=r"holds a \*"):
        quanteda.write(book(["a"], [{**entry("a", "en", "safe*"), "kind": "literal"}]), tmp_path / "a.yml")

    assert not (tmp_path / "a.yml").exists()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "a.b", "zh", "no"]),
            st.sampled_from(["zh", "en"]),
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="*?"), min_size=1, max_size=8)
            | st.text("安全詐骗險ab -'\"#:&%@!|>[]{},\\\n\t\u3000😱𠮷", min_size=1, max_size=8),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_literals_come_back(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("quanteda") / "a.yml"
    written = book(["a", "a.b", "zh", "no"], [entry(*row[:2], row[2].strip()) for row in found])
    assume(not parse_with_faults(written)[1])

    losses = quanteda.write(written, path)
    back, _ = quanteda.read(path)

    assert set(words(back)) == {(*row[:2], collapse_spaces(row[2]), row[3]) for row in words(written)}
    assert not any("entr" in loss for loss in losses if "Chinese" not in loss)


def test_a_dictionary_of_others_is_read_by_script_and_names_become_codes(tmp_path):
    text = """
Christmas: [holiday, "reindeer*", 圣诞]
Économie / Trust:
  - new york
  - 信任
安全:
  人身: 平安
"""

    back, losses = read(tmp_path, text)

    assert words(back) == [
        ("christmas", "en", "holiday", "literal"),
        ("christmas", "en", "reindeer*", "wildcard"),
        ("christmas", "zh", "圣诞", "literal"),
        ("economie_trust", "en", "new york", "literal"),
        ("economie_trust", "zh", "信任", "literal"),
        ("code_1.code_2", "zh", "平安", "literal"),
    ]
    assert [(row["label_en"], row["label_zh"]) for row in back.codes.rows] == [
        (name, name) for name in ("Christmas", "Économie / Trust", "安全", "人身")
    ]
    assert [loss.partition(" ")[0] for loss in losses] == ["1"]
    assert "reindeer*" in losses[0]


def test_words_that_yaml_1_1_takes_for_values_stay_text(tmp_path):
    back, _ = read(tmp_path, "answers: [no, yes, on, Off, 12, 1.50, 2024-01-01, null]\nno: [never]\n")

    assert [row["pattern"] for row in back.entries.rows] == [
        "no", "yes", "on", "Off", "12", "1.50", "2024-01-01", "null", "never",
    ]  # fmt: skip
    assert [row["code"] for row in back.codes.rows] == ["answers", "no"]


def test_a_list_may_hold_words_and_keys(tmp_path):
    back, _ = read(tmp_path, "a:\n- one\n- b: [two]\n- [three]\n")

    assert [row[::2] for row in words(back)] == [("a", "one"), ("a.b", "two"), ("a", "three")]


def test_an_empty_key_is_a_code_without_words(tmp_path):
    back, losses = read(tmp_path, "a:\nb: []\nc: ~\n")

    assert [row["code"] for row in back.codes.rows] == ["a", "b", "c"]
    assert (words(back), losses) == ([], [])


def test_two_names_of_one_code_are_told_apart(tmp_path):
    back, losses = read(tmp_path, "Trust: [a]\ntrust!: [b]\n")

    assert [row["code"] for row in back.codes.rows] == ["trust", "trust_2"]
    assert len(losses) == 1


def test_a_word_under_two_keys_stays_under_the_first_and_is_said(tmp_path):
    back, losses = read(tmp_path, "a: [Safe, ＳＡＦＥ, 網絡]\nb: [safe, 网络, risk]\n")

    assert [row[::2] for row in words(back)] == [("a", "Safe"), ("a", "網絡"), ("b", "risk")]
    assert [loss.partition(" ")[0] for loss in losses] == ["1", "2"]
    assert "safe: a, not b" in losses[1]


def test_words_we_cannot_match_as_quanteda_does_are_left_out(tmp_path):
    back, losses = read(tmp_path, "a:\n- colo?r\n- '*'\n- =SUM(A1)\n- fine\n- 詐*\n- かな\n")

    assert [row["pattern"] for row in back.entries.rows] == ["fine", "詐*", "かな"]
    assert [any(word in loss for loss in losses) for word in ("colo?r", "line 3", "line 4", "かな")] == [True] * 4


def test_a_name_like_a_formula_is_replaced_by_the_code(tmp_path):
    back, losses = read(tmp_path, "'=cmd': [word]\n")

    assert [row.cells["label_en"] for row in back.codes.rows] == ["cmd"]
    assert "looks like a formula" in losses[0]
    assert parse_with_faults(back)[1] == []


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("a: [x]\nb: [y]\na: [z]\n", "the key 'a' is there twice", 3),
        ("a:\n  zh: [x]\n  zh: [y]\n", "the key 'zh' is there twice", 3),
        ("a: [x\nb: [y]\n", "not valid YAML", 2),
        ("a:\n- *safe\n", "not valid YAML", 2),
        ("a: &x [one]\nb: *x\n", "used twice", 1),
        ("a: &x\n  b: *x\n", "used twice", 1),
        ("? [a, b]\n: [c]\n", "a key that is not a name", 1),
        ("a: {<<: [b]}\n", "a key that is not a name", 1),
        ("a: [b]\n---\nc: [d]\n", "not valid YAML", 2),
    ],
)
def test_faults_are_told_with_their_line(tmp_path, text, what, line):
    with pytest.raises(UserError) as error:
        read(tmp_path, text)

    assert what in error.value.what
    assert error.value.where == f"other.yml, line {line}"


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "word", "[" * 5000, "a: \x01\n"])
def test_what_is_no_dictionary_is_refused(tmp_path, text):
    with pytest.raises(UserError, match=r"no keys|not valid YAML"):
        read(tmp_path, text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_of_chinese_are_read(tmp_path, encoding):
    text = "安全: [隐私, 泄露, 信用, 积分, 规则, 押金, 方便]\n"

    back, losses = quanteda.read(saved(tmp_path, text, encoding))

    assert [row["pattern"] for row in back.entries.rows] == ["隐私", "泄露", "信用", "积分", "规则", "押金", "方便"]
    assert len(losses) == (encoding == "gb18030")


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(UserError, match="no such file"):
        quanteda.read(tmp_path / "none.yml")
