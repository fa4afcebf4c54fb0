"""What a run is made from, without the machine."""

from pathlib import Path

from intertwine import stage
from intertwine.config import Settings
from intertwine.corpus.records import DOCUMENTS
from intertwine.language.records import ENGINES
from intertwine.report import REPORT
from intertwine.report.provenance import provenance, settings_as_rows, settings_in_force

HOME = Path(__file__).parents[2]


def test_settings_are_told_without_the_machine():
    told = settings_in_force(Settings(corpus="/home/someone/corpus", codebook="~/codebook", cores=7))

    assert (told["corpus"], told["codebook"]) == ("corpus", "codebook")
    assert "cores" not in told


def test_nested_settings_are_dotted_keys_and_text():
    settings = {"hypotheses": [["security", "threat"]], "groups": [{"column": "age", "a": [1, 2]}], "empty": ()}

    assert settings_as_rows({"study": settings}) == [
        ("study.hypotheses", "security × threat"),
        ("study.groups", "column: age, a: 1, 2"),
        ("study.empty", ""),
    ]


def test_every_stage_has_its_fingerprint_but_those_that_read_the_report(table, tmp_path):
    settings = Settings(corpus=str(HOME / "data" / "corpus"), codebook=str(HOME / "data" / "codebook"))
    documents = table(DOCUMENTS, {"document_id": "d1", "sha256": "abc"})

    made_from = provenance(settings, tmp_path / "config.yaml", documents, table(ENGINES))

    after = {name for name in stage.names() if REPORT in stage.declared(name).reads}
    assert set(made_from["fingerprints"]) == set(stage.names()) - after
    assert after == {"check"}
    assert made_from["documents"] == {"d1": "abc"}
