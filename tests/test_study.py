"""A study names its files from its own folder, checks its settings, and knows what each stage is made from."""

import shutil
from pathlib import Path

import pytest

from intertwine.errors import UserError
from intertwine.provenance.fingerprints import MEMORY, stages
from intertwine.study import chosen_study


@pytest.fixture(scope="module")
def memory(tmp_path_factory, small_study_writer):
    """Return a file in which the package's code is remembered, so that not every test works it out again."""
    study = chosen_study(Path("nowhere"), [small_study_writer(tmp_path_factory.mktemp("memory") / "study")], {})
    study.made_from("code")
    return Path(study.folder) / MEMORY


@pytest.fixture
def chosen(small_study, memory):
    """Return a function that chooses the small study, with settings given on the command line."""
    (small_study.parent / MEMORY).parent.mkdir()
    shutil.copy(memory, small_study.parent / MEMORY)
    return lambda **overrides: chosen_study(Path("nowhere"), [small_study], overrides)


def fingerprints(study):
    return {stage: study.made_from(stage) for stage in stages()}


def append(path, line):
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")


def test_files_are_named_from_the_folder_of_the_study(chosen):
    study = chosen()

    assert "corpus/zh 0.txt" in study.documents
    assert study.manifest == ["corpus/documents.csv", "corpus/speakers.csv"]
    assert study.codebook == ["codebook/codes.csv", "codebook/entries.csv"]
    assert study.coded == []


def test_sheets_of_coders_are_named_from_the_folder_of_the_study(chosen, small_study):
    returned = small_study.parent / "data" / "coded" / "returned"
    returned.mkdir(parents=True)
    for name in ("a.csv", ".hidden.csv", "~$a.xlsx"):
        (returned / name).touch()

    assert chosen().coded == ["data/coded/returned/a.csv"]


def test_files_outside_the_folder_are_named_from_the_root(chosen, small_study, tmp_path):
    outside = shutil.copytree(small_study.parent / "codebook", tmp_path / "shared codebook")

    assert chosen(codebook=str(outside)).codebook == [str(outside / "codes.csv"), str(outside / "entries.csv")]


def test_a_folder_named_absolutely_is_the_same_if_it_is_inside(chosen, small_study):
    assert chosen(corpus=str(small_study.parent / "corpus")).documents == chosen().documents


def test_a_folder_on_the_command_line_is_meant_from_where_the_command_is_given(chosen, small_study, monkeypatch):
    monkeypatch.chdir(small_study.parent / "codebook")

    assert chosen(corpus="../corpus").documents == chosen().documents


def test_stages_are_told_the_settings_by_name_and_what_was_given_instead(chosen):
    assert chosen().options == "--config config.yaml"
    assert chosen(seed=8, labels="zh").options == "--config config.yaml --set labels=zh seed=8"


def test_a_study_that_moved_is_made_from_the_same(chosen, small_study, tmp_path):
    before = chosen()
    copy = shutil.copytree(small_study.parent, tmp_path / "elsewhere") / small_study.name
    after = chosen_study(Path("nowhere"), [copy], {})

    assert fingerprints(after) == fingerprints(before)
    assert (after.documents, after.codebook) == (before.documents, before.codebook)


def test_every_stage_is_made_from_something_else(chosen):
    assert len(set(fingerprints(chosen()).values())) == len(stages())


def test_notes_and_the_order_of_rows_mean_nothing(chosen, small_study):
    before = fingerprints(chosen())
    for name in ("codebook/entries.csv", "corpus/speakers.csv"):
        path = small_study.parent / name
        head, *rows = path.read_text(encoding="utf-8").replace("core,own,", "core,mine,a note").splitlines()
        path.write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")

    assert fingerprints(chosen()) == before


@pytest.mark.parametrize(
    ("name", "line", "changed"),
    [
        ("codebook/entries.csv", "threat.theft,en,stolen,literal,,leak,core,own,", "code"),
        ("codebook/codes.csv", "threat.other,Other,其他,,,,,", "concord"),
        ("corpus/speakers.csv", "zh 0.txt,旁,respondent,other", "ingest"),
    ],
)
def test_a_row_means_something(chosen, small_study, name, line, changed):
    before = fingerprints(chosen())
    append(small_study.parent / name, line)

    assert fingerprints(chosen())[changed] != before[changed]


def test_what_is_in_a_file_that_a_setting_names_means_something(chosen, small_study):
    (small_study.parent / "words.csv").write_text("language,word,frequency\n")
    before = fingerprints(chosen(uptake={"reference": "words.csv"}))
    append(small_study.parent / "words.csv", "zh,信用,3")
    after = fingerprints(chosen(uptake={"reference": "words.csv"}))

    assert {stage for stage in before if before[stage] != after[stage]} == {
        "lexicon",
        "paper",
        "report",
        "tables",
        "uptake",
    }


def test_what_was_worked_out_is_remembered_beside_the_settings(chosen, small_study, monkeypatch):
    (small_study.parent / MEMORY).unlink()
    before = fingerprints(chosen())
    monkeypatch.setattr("intertwine.provenance.fingerprints.definitions_in", None)
    monkeypatch.setattr("intertwine.codebook.reading.read_codebook", None)

    assert (small_study.parent / MEMORY).is_file()
    assert fingerprints(chosen()) == before


def test_a_memory_that_cannot_be_read_changes_nothing(chosen, small_study):
    before = fingerprints(chosen())
    (small_study.parent / MEMORY).write_text('{"definitions": 1}')

    assert fingerprints(chosen()) == before


def test_a_stage_that_is_not_there_is_an_error(chosen):
    with pytest.raises(UserError, match="no stage 'celebrate'") as told:
        chosen().made_from("celebrate")
    assert "cooccur" in told.value.allowed


@pytest.mark.parametrize(
    ("overrides", "message", "where"),
    [
        ({"hypotheses": [["security", "love"]]}, "unknown code 'love'", "config.yaml, hypotheses.0"),
        ({"uptake": {"names": ["love"]}}, "unknown code 'love'", "config.yaml, uptake.names"),
        (
            {"comparisons": [{"column": "mood", "a": "x", "b": "y"}]},
            "unknown column 'mood'",
            "config.yaml, comparisons.0",
        ),
        (
            {"comparisons": [{"column": "source", "a": "interview", "b": "diary"}]},
            "no document with source 'diary'",
            "config.yaml, comparisons.0",
        ),
        (
            {"groups": [{"column": "age", "a": "x", "b": "y"}]},
            "unknown column 'age' of speakers",
            "config.yaml, groups.0",
        ),
    ],
)
def test_settings_name_what_the_study_has(chosen, overrides, message, where):
    with pytest.raises(UserError, match=message) as told:
        chosen(**overrides).check()
    assert told.value.where == where


def test_settings_that_name_what_there_is_pass(chosen):
    chosen().check()


def test_more_than_one_settings_file_is_an_error(small_study):
    with pytest.raises(UserError, match="more than one settings file"):
        chosen_study(Path("nowhere"), [small_study, small_study], {})


def test_without_a_settings_file_it_is_the_home_folder_s_own(small_study):
    assert chosen_study(small_study.parent, [], {}).folder == str(small_study.parent)
