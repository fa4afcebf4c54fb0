"""A stage is handed what it declares, and nothing else; what it makes is written whole, or nothing is."""

import hashlib

import pandas as pd
import pytest

from intertwine import records, stage
from intertwine.config import Settings
from intertwine.errors import UserError
from intertwine.records import COUNT, TEXT, Folder, Table, TextFile
from intertwine.stage import ALL_SETTINGS, Reader, Stage, UndeclaredError, declared_settings

WORDS = Table("measures/words.csv", key=("word",), columns={"word": TEXT, "number": COUNT})
OTHER = Table("measures/other.csv", key=("word",), columns={"word": TEXT, "number": COUNT})
PAGE, SHEETS = TextFile("report/page.txt"), Folder("sheets")
FRAME = pd.DataFrame({"word": ["分", "信用"], "number": [2, 1]})


class Module:
    """What the runner sees of a stage's module."""

    def __init__(self, stage, run):
        self.STAGE, self.run = stage, run


@pytest.fixture
def executed(tmp_path, monkeypatch):
    """Return a function that runs a stage made on the spot, and the folder of results."""

    def execute(declared, run):
        monkeypatch.setattr(stage, "module", lambda name: Module(declared, run))
        return stage.execute("made", Settings(), settings_path=tmp_path / "config.yaml", results=tmp_path)

    execute.results = tmp_path
    return execute


def test_tables_and_texts_are_written_under_their_names_and_rows_are_counted(executed):
    counts = executed(Stage(writes=(WORDS, PAGE)), lambda read, settings: {WORDS: FRAME, PAGE: "信用\n"})

    assert counts == {"words": 2}
    assert records.read(WORDS, executed.results / WORDS.name)["word"].tolist() == ["信用", "分"]
    assert (executed.results / PAGE.name).read_text(encoding="utf-8") == "信用\n"


def test_a_stage_reads_what_another_wrote(executed):
    executed(Stage(writes=(WORDS,)), lambda read, settings: {WORDS: FRAME})
    executed(Stage(reads=(WORDS,), writes=(OTHER,)), lambda read, settings: {OTHER: read(WORDS)})

    assert (executed.results / OTHER.name).read_bytes() == (executed.results / WORDS.name).read_bytes()


def test_a_table_that_is_not_declared_is_one_clear_error(executed):
    with pytest.raises(UndeclaredError, match=r"stage made reads measures/words.csv, .*stages/made.py"):
        executed(Stage(writes=(OTHER,)), lambda read, settings: {OTHER: read(WORDS)})


@pytest.mark.parametrize("made", [{}, {WORDS: FRAME, OTHER: FRAME}, {OTHER: FRAME}])
def test_what_is_made_is_what_is_declared(executed, made):
    with pytest.raises(UndeclaredError, match="declares, or makes, but not both: measures/"):
        executed(Stage(writes=(WORDS,)), lambda read, settings: made)


def test_nothing_is_written_where_one_table_is_not_as_declared(executed):
    with pytest.raises(ValueError, match=r"measures/other.csv: missing columns \['number'\]"):
        executed(
            Stage(writes=(WORDS, OTHER)),
            lambda read, settings: {WORDS: FRAME, OTHER: FRAME.drop(columns="number")},
        )

    assert not (executed.results / WORDS.name).exists()


def test_a_result_that_is_not_there_yet_names_the_stage_that_writes_it(tmp_path):
    from intertwine.coding.records import HITS

    read = Reader("order", stage.declared("order"), results=tmp_path, settings_path=tmp_path / "config.yaml")

    with pytest.raises(UserError, match="no such result yet") as told:
        read(HITS)
    assert told.value.allowed == "the stage that writes it: code"


def test_a_folder_takes_the_place_of_the_one_before(executed):
    def write(name):
        return lambda read, settings, folder: (folder / name).write_text("x")

    executed(Stage(writes=(SHEETS,)), write("first"))
    counts = executed(Stage(writes=(SHEETS,)), write("second"))

    assert counts == {"files": 1}
    assert {path.name for path in executed.results.rglob("*") if path.is_file()} == {"second", "SHA256SUMS"}


def test_a_folder_says_what_is_in_it(executed):
    def write(read, settings, folder):
        (folder / "in").mkdir()
        (folder / "in" / "b.txt").write_text("信用", encoding="utf-8")
        (folder / "a.txt").touch()

    executed(Stage(writes=(SHEETS,)), write)

    assert (executed.results / SHEETS.sums).read_text().splitlines() == [
        f"{hashlib.sha256(b'').hexdigest()}  a.txt",
        f"{hashlib.sha256('信用'.encode()).hexdigest()}  in/b.txt",
    ]


def test_a_folder_is_left_as_it_was_where_the_stage_fails(executed):
    def fail(read, settings, folder):
        (folder / "half").write_text("x")
        raise UserError("no font")

    executed(Stage(writes=(SHEETS,)), lambda read, settings, folder: (folder / "whole").write_text("x"))
    with pytest.raises(UserError):
        executed(Stage(writes=(SHEETS,)), fail)

    assert {path.name for path in executed.results.rglob("*")} == {"sheets", "whole", "SHA256SUMS"}


def test_a_setting_that_is_not_declared_is_one_clear_error():
    settings = declared_settings("made", Stage(writes=(WORDS,), settings=("segmentation",)), Settings())

    assert settings.segmentation.engine == "jieba"
    with pytest.raises(UndeclaredError, match=r"stage made uses the setting seed, .*stages/made.py"):
        _ = settings.seed


def test_no_settings_means_none_and_a_codebook_brings_its_place():
    assert declared_settings("made", Stage(writes=(WORDS,), codebook=("labels",)), Settings()).codebook
    with pytest.raises(UndeclaredError):
        _ = declared_settings("made", Stage(writes=(WORDS,)), Settings()).codebook


def test_a_stage_that_shows_all_settings_has_them_all():
    assert declared_settings("made", Stage(writes=(WORDS,), settings=ALL_SETTINGS), Settings()) == Settings()


def test_stages_run_after_those_whose_results_they_read():
    names = stage.names()
    place = {each.name: names.index(name) for name in names for each in stage.declared(name).writes}

    assert all(place[each.name] < names.index(name) for name in names for each in stage.declared(name).reads)


def test_every_result_is_written_by_one_stage_and_every_result_read_is_written():
    written = [each for name in stage.names() for each in stage.declared(name).writes]
    read = {each for name in stage.names() for each in stage.declared(name).reads}

    assert len({each.name for each in written}) == len(written)
    assert read <= set(written)


def test_trap_06_no_setting_is_accepted_and_ignored():
    used = {key for name in stage.names() for key in stage.declared(name).places if key != ALL_SETTINGS[0]}

    only_shown = {"paper", "questions", "title"}
    assert set(Settings.model_fields) - used == {"cores"} | only_shown


@pytest.mark.parametrize("name", stage.names())
def test_every_setting_that_a_stage_declares_is_one(name):
    declared = stage.declared(name).settings

    assert declared == ALL_SETTINGS or set(declared) <= set(Settings.model_fields)
    assert list(declared) == sorted(declared)
