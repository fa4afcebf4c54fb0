"""Every example of the guide for scholars (docs/codebook.md) is what happens."""

import re
from pathlib import Path

import pytest

from intertwine.codebook.cells import SHEET_COLUMNS
from intertwine.codebook.exchange import FORMATS
from intertwine.codebook.reading import EFFECTS, REACH, Entry, read_codebook
from intertwine.coding.matching import Matcher
from intertwine.language.normal import matching_form

HOME = Path(__file__).parents[2]
GUIDE = (HOME / "docs" / "codebook.md").read_text(encoding="utf-8")
CUES = read_codebook(HOME / "data" / "codebook").cues


def rows(*heads):
    """The rows of the guide's table with these heads."""
    lines = GUIDE.splitlines()
    begin = lines.index(f"| {' | '.join(heads)} |") + 2
    found = []
    for line in lines[begin:]:
        if not line.startswith("|"):
            break
        cells = line.replace("\\|", "\0").strip("|").split("|")
        found.append(tuple(cell.strip().replace("\0", "|") for cell in cells))
    assert found
    return found


def entry(pattern, language="", kind="literal", exclude=""):
    language = language or ("zh" if any(ord(sign) > 0x3000 for sign in pattern) else "en")
    form = pattern if kind == "regex" else matching_form(pattern)
    contexts = tuple(part for part in exclude.split(";") if part)
    return Entry(pattern, pattern, language, form, kind, contexts, "", "core")


def counted(entries, text):
    found = Matcher(entries).hits([text])
    return ", ".join(found.loc[found["suppressed_by"] == "", "surface"]) or "nothing"


@pytest.mark.parametrize(
    ("language", "kind", "pattern", "text", "finds"), rows("language", "kind", "entry", "text", "finds")
)
def test_an_entry_matches_as_the_guide_says(language, kind, pattern, text, finds):
    assert counted([entry(pattern, language, kind)], text) == finds


@pytest.mark.parametrize(("patterns", "text", "counts"), rows("entries", "text", "counts"))
def test_the_longest_wins_as_the_guide_says(patterns, text, counts):
    assert counted([entry(pattern) for pattern in patterns.split(", ")], text) == counts


@pytest.mark.parametrize(("pattern", "exclude", "text", "counts"), rows("entry", "exclude", "text", "counts"))
def test_contexts_are_excluded_as_the_guide_says(pattern, exclude, text, counts):
    assert counted([entry(pattern, exclude=exclude)], text) == counts


@pytest.mark.parametrize(("text", "word", "qualifier"), rows("text", "word", "qualifier"))
def test_a_hit_is_qualified_as_the_guide_says(text, word, qualifier):
    found = Matcher([entry(word)], CUES).hits([text])

    assert found["qualifier"].iloc[0] == qualifier


def test_the_guide_names_every_column_of_the_three_tables():
    named = {table.strip("`"): columns for table, _, columns in rows("table", "one row is", "columns")}

    assert {table: tuple(re.findall(r"\w+(?=[,`])", columns)) for table, columns in named.items()} == SHEET_COLUMNS


def test_the_guide_names_every_effect_of_a_cue():
    listed = GUIDE.partition("The effects are ")[2].partition("Of overlapping cues")[0]

    assert [name for name in EFFECTS if f"`{name}`" not in listed] == []


def test_the_guide_says_how_far_a_cue_reaches():
    zh, en = ([REACH[language, direction] for direction in ("forward", "backward")] for language in ("zh", "en"))
    told = (
        f"{zh[0]} Han characters forward and {zh[1]} back in Chinese, {en[0]} words forward and {en[1]} back in English"
    )

    assert told in GUIDE.replace("\n", " ")


def test_the_guide_names_every_format_of_exchange():
    shown = {file.strip("`"): "read only" not in program for file, program, _ in rows("file", "program", "holds")}

    assert shown == {form.suffix: form.writes for form in FORMATS.values()}
