"""Simulated studies: what is planted stands in the texts, and comes out of the stages."""

import json

import pandas as pd
import pytest

from intertwine.__main__ import main
from intertwine.coding.records import PRESENCE, UNITS
from intertwine.simulation.parameters import Parameters
from intertwine.simulation.phrases import CODES, NAMING, PLAIN, QUESTIONS, TERMS
from intertwine.simulation.writing import write_study

SMALL = Parameters(interviews=4, promotional=2, turns=12, asked=0.3, seed=3)


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_study(SMALL, tmp_path / name)

    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())

    assert len(files) >= 4 + 6
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_clauses_that_name_a_code_hold_a_term(language):
    terms = [term for of_code in TERMS[language].values() for term in of_code]

    assert not [said for said in (*PLAIN[language], *QUESTIONS[language], *NAMING[language])
                for term in terms if term in said]  # fmt: skip


def test_turns_hold_what_the_truth_says_they_hold(tmp_path):
    truth = write_study(SMALL, tmp_path / "study")

    for name, units in truth["documents"].items():
        language = "zh" if int(name.rpartition("-")[2]) % 2 else "en"
        paragraphs = (tmp_path / "study" / "corpus" / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
        said = paragraphs[1::2] if name.startswith("interview") else paragraphs
        for text, unit in zip(said, units, strict=True):
            held = [code for code in CODES if any(term in text.lower() for term in TERMS[language][code])]
            assert held == unit["holds"]


def test_presence_from_the_stages_is_the_planted_one(tmp_path):
    truth = write_study(SMALL, tmp_path)
    results = tmp_path / "results"
    for stage in ("ingest", "segment", "code"):
        assert main([stage, "--config", str(tmp_path / "config.yaml"), "--results", str(results)]) == 0
    units, presence = (pd.read_parquet(results / table.name) for table in (UNITS, PRESENCE))
    counted = units[(units["unit_kind"] == "turn") & (units["role"] != "interviewer")]
    found = presence[(presence["unit_kind"] == "turn") & presence["unit_id"].isin(counted["unit_id"])]

    planted = [code for units in truth["documents"].values() for unit in units for code in unit["holds"]]
    assert found["code"].astype(str).value_counts().to_dict() == pd.Series(planted).value_counts().to_dict()


def test_a_folder_that_holds_something_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    assert main(["simulate", str(tmp_path)]) == 1
    assert "allowed: a new or an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("text", "what"), [("interviws: 3", "wrong parameter interviws"), ("streak: 2", "streak")])
def test_a_wrong_parameter_is_one_clear_error(tmp_path, capsys, text, what):
    (tmp_path / "truth.yaml").write_text(text, encoding="utf-8")

    assert main(["simulate", str(tmp_path / "study"), "--parameters", str(tmp_path / "truth.yaml")]) == 1
    assert what in capsys.readouterr().err


def test_the_command_writes_the_parameters_and_the_seed_it_was_given(tmp_path):
    (tmp_path / "truth.yaml").write_text("interviews: 2\nturns: 8\n", encoding="utf-8")

    assert main(["simulate", str(tmp_path / "s"), "--parameters", str(tmp_path / "truth.yaml"), "--seed", "9"]) == 0

    kept = json.loads((tmp_path / "s" / "truth.json").read_text(encoding="utf-8"))["parameters"]
    assert (kept["interviews"], kept["seed"]) == (2, 9)


def test_the_help_names_every_parameter_with_its_default(capsys):
    with pytest.raises(SystemExit):
        main(["simulate", "--help"])

    told = capsys.readouterr().out
    assert all(f"  {name}: {field.default}" in told for name, field in Parameters.model_fields.items())
