"""Every stage on tables without rows, on one document, on one turn: found by what the stages declare, none is named."""

import shutil

import pytest

from intertwine import records, stage
from intertwine.records import Folder, Table, empty
from intertwine.settings_file import load

READING = [name for name in stage.names() if stage.declared(name).reads]


@pytest.fixture(scope="module")
def finished(tmp_path_factory, small_study_writer):
    """A small study that was run to its end."""
    settings_path = small_study_writer(tmp_path_factory.mktemp("little") / "study")
    settings, results = load(settings_path), settings_path.parent / "results"
    for name in stage.names():
        stage.execute(name, settings, settings_path=settings_path, results=results)
    return settings_path


def nothing(table, frame):
    return empty(table).assign(**{name: frame[name].iloc[:0] for name in frame.columns if name not in table.columns})


def nothing_coded(table, frame):
    return frame if table.name.startswith("corpus/") else nothing(table, frame)


def one_document(table, frame):
    if "document_id" not in frame.columns or frame.empty:
        return frame
    return frame[frame["document_id"].astype("str") == str(frame["document_id"].iloc[0])].reset_index(drop=True)


def one_row(table, frame):
    return frame.iloc[:1].reset_index(drop=True)


@pytest.mark.parametrize("little", [nothing, nothing_coded, one_document, one_row])
@pytest.mark.parametrize("name", READING)
def test_a_stage_makes_its_tables_whatever_little_it_is_given(finished, tmp_path, name, little):
    declared, whole = stage.declared(name), finished.parent / "results"
    for each in declared.reads:
        if isinstance(each, Table):
            records.write(each, little(each, records.read(each, whole / each.name)), tmp_path / each.name)
        elif isinstance(each, Folder):
            shutil.copytree(whole / each.name, tmp_path / each.name)
        else:
            (tmp_path / each.name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(whole / each.name, tmp_path / each.name)

    if name == "check":
        pytest.skip("tables that were cut do not add up: the check is to say so")
    stage.execute(name, load(finished), settings_path=finished, results=tmp_path)

    assert all((tmp_path / each.name).exists() for each in declared.writes)
