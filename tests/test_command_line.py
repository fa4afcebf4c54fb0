"""The command line: every stage documents itself, and imports nothing of the others."""

import subprocess
import sys

import pytest

from intertwine.__main__ import STAGES, main


def test_help_names_every_stage(capsys):
    assert main([]) == 0
    told = capsys.readouterr().out

    assert all(f"  {stage}" in told for stage in STAGES)


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_every_stage_documents_itself(stage, capsys):
    with pytest.raises(SystemExit) as done:
        main([stage, "--help"])

    assert done.value.code == 0
    assert "--config" in capsys.readouterr().out


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_help_imports_no_heavy_library(stage):
    script = f"""
import sys
from intertwine.__main__ import main
try:
    main([{stage!r}, "--help"])
except SystemExit:
    pass
heavy = {{"spacy", "jieba", "gensim", "sklearn", "matplotlib", "scipy", "statsmodels", "snakemake"}}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


def test_an_unknown_stage_names_those_there_are(capsys):
    assert main(["sort"]) == 2
    assert "ingest, segment, code" in capsys.readouterr().err


def test_a_users_mistake_has_no_traceback(tmp_path, capsys):
    (tmp_path / "config.yaml").write_text("sead: 1\n", encoding="utf-8")
    words = ["prevalence", "--config", str(tmp_path / "config.yaml"), "--documents", "x", "--units", "x"]

    assert main([*words, "--presence", "x", "--prevalence", "x"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("intertwine prevalence: unknown key sead")
    assert "Traceback" not in told
