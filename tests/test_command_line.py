"""The command line: every stage documents itself, and imports nothing of the others."""

import subprocess
import sys

import pytest

from intertwine.__main__ import commands, main
from intertwine.stage import declared, names


def test_help_names_every_stage_and_command(capsys):
    assert main([]) == 0
    told = capsys.readouterr().out

    assert all(f"  {name} " in told for name in [*names(), *commands()])


@pytest.mark.parametrize("stage", names())
def test_every_stage_documents_itself(stage, capsys):
    with pytest.raises(SystemExit) as done:
        main([stage, "--help"])

    assert done.value.code == 0
    told = capsys.readouterr().out
    assert "--config" in told
    assert all(each.name in told for each in (*declared(stage).reads, *declared(stage).writes))


@pytest.mark.parametrize("stage", names())
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
    assert "ingest, segment, " in capsys.readouterr().err


def test_a_users_mistake_has_no_traceback(tmp_path, capsys):
    (tmp_path / "config.yaml").write_text("sead: 1\n", encoding="utf-8")

    assert main(["prevalence", "--config", str(tmp_path / "config.yaml")]) == 1
    told = capsys.readouterr().err
    assert told.startswith("intertwine prevalence: unknown key sead")
    assert "Traceback" not in told
