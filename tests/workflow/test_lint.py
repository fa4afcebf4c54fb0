"""`snakemake --lint` finds nothing but the exceptions argued in docs/decisions/0003-workdir.md."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
ARGUED = {"Specify a conda environment or container for each rule.", "Shell command directly uses variable SETTINGS"}

pytestmark = pytest.mark.workflow


def test_lint_finds_only_what_is_argued():
    programs = Path(sys.executable).parent
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [programs / "snakemake", "--lint"],
        cwd=HOME,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )

    found = set(re.findall(r"^ {4}\* (.*?)(?: from outside of the rule)?:$", done.stdout + done.stderr, re.MULTILINE))

    assert found
    assert found <= ARGUED
