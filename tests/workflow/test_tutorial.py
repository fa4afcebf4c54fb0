"""The tutorial, walked: what it tells to write makes a study that runs, and its edit of the codebook codes again."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

HOME = Path(__file__).parents[2]
PARTS = re.split(r"^## \d\. ", (HOME / "docs" / "tutorial.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
_, FOLDER, MANIFEST, SETTINGS, RUN, EDIT, _ = PARTS[1:]
ENGLISH = "Interviewer: Do you look at your score?\nChen: It is safe, and I worry less about fraud.\n"

pytestmark = pytest.mark.workflow


def shown(part):
    """Return the indented blocks of a part of the tutorial."""
    paragraphs = re.split(r"\n\s*\n", part)
    blocks = [block for block in paragraphs if all(line.startswith("    ") for line in block.splitlines())]
    return [re.sub(r"^ {4}", "", block.strip("\n"), flags=re.MULTILINE) + "\n" for block in blocks if block.strip()]


def write_docx(path, text):
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>')


def shell(clone, line):
    """Run a line of the tutorial in a clone of the project; return what it says."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = os.environ | {"PATH": path}
    done = subprocess.run(line.split(), cwd=clone, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """Return a folder in which the tutorial was followed up to its settings."""
    clone = tmp_path_factory.mktemp("tutorial")
    for name in ("data/codebook", "workflow", "profiles"):
        shutil.copytree(HOME / name, clone / name)
    for name in ("Snakefile", "config.yaml"):
        shutil.copy(HOME / name, clone)
    for line in shown(FOLDER)[0].splitlines():
        shell(clone, line)
    study = clone / "my_study"
    transcript = shown(FOLDER)[1]
    other = transcript.replace("小安", "小贝") + "小贝：挺稳当的。\n"
    for name, text in (("anna", transcript), ("bei", other), ("chen", ENGLISH)):
        write_docx(study / "corpus" / f"{name}.docx", text)
    for name, text in zip(("documents", "speakers"), shown(MANIFEST), strict=True):
        (study / "corpus" / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    settings = (study / "config.yaml").read_text(encoding="utf-8")
    for line in shown(SETTINGS)[0].splitlines():
        key = line.partition(":")[0]
        settings, changed = re.subn(rf"^{key}:.*\n(?: .*\n)*", f"{line}\n", settings, flags=re.MULTILINE)
        assert changed == 1, key
    (study / "config.yaml").write_text(settings, encoding="utf-8")
    return clone


def surfaces(study):
    return pd.read_parquet(study / "results" / "coding" / "hits.parquet")["surface"].tolist()


def test_the_study_is_coded_and_the_row_added_to_the_codebook_is_found_without_reading_the_texts_again(clone):
    study, (program, options) = clone / "my_study", shown(RUN)[0].split(maxsplit=1)
    coding = f"{program} code {options}"
    shell(clone, coding)
    assert "安全" in surfaces(study)
    assert "稳当" not in surfaces(study)

    with (study / "codebook" / "entries.csv").open("a", encoding="utf-8") as entries:
        entries.write(shown(EDIT)[0])
    told = shell(clone, coding)

    assert set(re.findall(r"^(\w+) +1$", told, flags=re.MULTILINE)) == {"code", "total"}
    assert "稳当" in surfaces(study)
