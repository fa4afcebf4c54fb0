"""What an edit changed: a seeded edit, and the exact hits gained and lost."""

import subprocess

import pandas as pd
import pytest

from intertwine.codebook.comparing import changed_hits, edits
from intertwine.codebook.reading import Code, Codebook, Cue, Entry
from intertwine.codebook.versions import codebook_version
from intertwine.coding.matching import Matcher
from intertwine.errors import UserError

TEXTS = ["放心，很安全。", "没有诈骗，放心。", "安全隐患"]


def entry(code, pattern, **more):
    values = {"language": "zh", "kind": "literal", "exclude": (), "concept": pattern, "tier": "core"} | more
    return Entry(f"zh-{pattern}", code, pattern=pattern, **values)


def book(*entries, cues=()):
    codes = tuple(Code(path, path, path) for path in sorted({one.code for one in entries}))
    return Codebook(codes, tuple(entries), tuple(cues))


OLD = book(entry("security", "安全"), entry("security", "放心"), entry("threat", "诈骗"))


def hits(codebook):
    matcher = Matcher(codebook.entries, codebook.cues)
    found = matcher.hits(TEXTS)
    return found.assign(
        document_id="d1", speaker="林", role="respondent", source="interview", language="zh",
        code=[matcher.entries[place].code for place in found["entry"]],
        entry_id=[matcher.entries[place].entry_id for place in found["entry"]],
    )  # fmt: skip


def changes(new, old=OLD):
    found = changed_hits(hits(old), hits(new))
    return list(found[["change", "turn", "surface", "code"]].itertuples(index=False, name=None))


def test_one_entry_moved_loses_its_hits_to_the_other_code_and_nothing_else():
    moved = book(entry("security", "安全"), entry("celebration", "放心"), entry("threat", "诈骗"))

    told = edits(OLD, moved)

    assert told[["what", "edit", "name", "before", "after"]].to_numpy().tolist() == [
        ["code", "added", "celebration", "", ""],
        ["entry", "moved", "放心", "security", "celebration"],
    ]
    assert changes(moved) == [
        ("gained", 0, "放心", "celebration"), ("gained", 1, "放心", "celebration"),
        ("lost", 0, "放心", "security"), ("lost", 1, "放心", "security"),
    ]  # fmt: skip


def test_a_longer_entry_takes_the_place_of_a_shorter_one():
    longer = book(*OLD.entries, entry("threat", "安全隐患"))

    assert changes(longer) == [("gained", 2, "安全隐患", "threat"), ("lost", 2, "安全", "security")]


def test_a_cue_added_requalifies_and_loses_nothing():
    with_cue = book(
        *OLD.entries, cues=[Cue("zh", "没有", "negated", "forward", 6), Cue("zh", ",", "terminator", "forward", 6)]
    )

    found = changed_hits(hits(OLD), hits(with_cue))

    assert found[["change", "surface", "before", "after"]].to_numpy().tolist() == [
        ["requalified", "诈骗", "affirmed", "negated"]
    ]


def test_nothing_edited_changes_nothing():
    assert changes(OLD) == []
    assert edits(OLD, OLD).empty


def test_a_changed_exclusion_is_an_edit():
    told = edits(OLD, book(entry("security", "安全", exclude=("安全带",)), *OLD.entries[1:]))

    assert told["edit"].tolist() == ["changed"]
    assert told["after"].iloc[0].endswith("not in 安全带")


@pytest.fixture
def repository(tmp_path):
    codebook = tmp_path / "study" / "data" / "codebook"
    codebook.mkdir(parents=True)
    git = ["git", "-C", str(tmp_path / "study"), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", "init", "-q", str(tmp_path / "study")], check=True)
    for text in ("first", "第二"):
        (codebook / "entries.csv").write_text(text, encoding="utf-8")
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-qm", text], check=True)
    return codebook


def test_a_revision_in_git_is_read_as_it_was(repository):
    with codebook_version("HEAD~1", repository) as path:
        assert (path / "entries.csv").read_text(encoding="utf-8") == "first"
    assert not path.exists()
    with codebook_version("HEAD", repository) as path:
        assert (path / "entries.csv").read_text(encoding="utf-8") == "第二"


@pytest.mark.parametrize("named", ["HEAD~7", "nonsense", "--help"])
def test_what_is_neither_folder_nor_revision_is_one_clear_error(repository, named):
    with pytest.raises(UserError, match="neither a folder"), codebook_version(named, repository):
        pass


def test_hits_compared_keep_their_frame_when_empty():
    assert isinstance(changed_hits(hits(OLD).head(0), hits(OLD).head(0)), pd.DataFrame)
