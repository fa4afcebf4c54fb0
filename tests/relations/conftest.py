"""A study with enough in it for estimates, to be changed in ways that must not matter, and all its tables."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from intertwine import records, stage
from intertwine.codebook.reading import read_codebook
from intertwine.records import Table
from intertwine.settings_file import load
from intertwine.simulation.parameters import Parameters
from intertwine.simulation.writing import write_study

PARAMETERS = Parameters(
    interviews=16, promotional=8, turns=8, words=14, security=0.4, threat=0.4, gamification=0.3, order=0.7, asked=0.3,
    seed=3,
)  # fmt: skip
SETTINGS = """\
groups: [{column: gender, a: f, b: m}]
units: [turn, window]
window: {zh: 20, en: 10}
smallest: {documents: 2, expected: 0.5, clusters: 3}
permutations: 199
bootstrap: 100
keyness: {documents: 2, dispersion: 1.0, words: 5}
topics: {zh: 2, en: 2, words: 5, exemplars: 2, length: 20, documents: 1}
uptake: {reference: words.csv, documents: 2, ratio: 2.0, zh: 6, en: 4}
coded: coded
"""
WORDS = "language,word,frequency\nzh,安全,30\nzh,的,9000\nzh,我,8000\nen,the,9000\nen,points,40\nen,i,8000\n"
CUES = """\
language,cue,effect,scope,note
zh,不,negated,,
zh,可能,hedged,,
zh,因为,justifying,,
zh,，,terminator,,
zh,。,terminator,,
en,not,negated,,
en,maybe,hedged,,
en,because,justifying,,
en,.,terminator,,
"""
ADDED = {
    "zh": (
        "因为我在app上扫了30块，朋友说“不放心”，可能是诈骗。",
        "app给我3个徽章，这就是保障。",
        "我不怕泄露，信用体系里有安全。",
    ),
    "en": (
        "At the café it’s not safety, maybe a scam because I paid 30 for “points”.",
        "The app gave me 3 badges and peace of mind.",
        "I don’t fear a leak, there is protection.",
    ),
}
"""Said in some turns, so that what must not matter is there: digits, Latin letters in Chinese, quotes, accents."""
OF_FILES = ("corpus/documents.parquet", "corpus/lines.parquet", "corpus/ingest_report.csv")
"""Tables about the files themselves, which differ where files do."""
SPLIT = ("gamification", "gamification.reward", ("积分", "等级", "points", "levels"))


@dataclass(frozen=True)
class Study:
    """A study on disk, to be changed and run."""

    folder: Path

    @property
    def texts(self) -> list[Path]:
        """The files of the corpus."""
        return sorted(path for path in (self.folder / "corpus").iterdir() if path.stem not in ("documents", "speakers"))

    def change_texts(self, changed: Callable[[str], str]) -> None:
        """Write every text of the corpus anew, its line ends as they come."""
        for path in self.texts:
            path.write_bytes(changed(path.read_text(encoding="utf-8")).encode())

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table that people write, such as ``corpus/speakers``."""
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write_rows(
        self, table: str, rows: Iterable[Mapping[str, str]], *, delimiter: str = ",", encoding="utf-8"
    ) -> None:
        """Write a table that people write anew."""
        rows, text = list(rows), io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (self.folder / f"{table}.csv").write_bytes(text.getvalue().encode(encoding))

    def change_rows(self, table: str, changed: Callable[[dict[str, str]], dict[str, str]]) -> None:
        """Change each row of a table that people write."""
        self.write_rows(table, [changed(row) for row in self.rows(table)])

    def change_settings(self, *pairs: tuple[str, str]) -> None:
        """Replace lines of the settings, each of which must be there."""
        text = self.settings.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        self.settings.write_text(text, encoding="utf-8")

    def run(
        self, *, stages: Iterable[str] = (), known: Study | None = None, processes: int = 1
    ) -> dict[str, pd.DataFrame]:
        """Run every stage that measures; return the tables, but those about files, by their names.

        Parameters
        ----------
        stages
            Only these.
        known
            A study that was run: a stage that is handed the same as there gives the same, and is not run again.
        processes
            Processes that may share the work.
        """
        settings, tables = load(self.settings), {}
        for name in stages or STAGES:
            measuring = STAGES[name]
            if known and self._handed(measuring) == known._handed(measuring):
                self._take_over(measuring, known)
            else:
                stage.execute(name, settings, settings_path=self.settings, results=self.results, processes=processes)
            tables |= {each.name: records.read(each, self.results / each.name) for each in measuring.writes}
        return {name: table for name, table in tables.items() if name not in OF_FILES}

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.folder / "config.yaml"

    @property
    def results(self) -> Path:
        """The folder of the results."""
        return self.folder / "results"

    def _handed(self, measuring: stage.Stage) -> object:
        """Return all that a stage is handed: settings, files of the corpus, the codebook as read, tables of others."""
        settings = load(self.settings)
        values = {name: getattr(settings, name) for name in measuring.settings}
        corpus = sorted((self.folder / "corpus").iterdir()) if "corpus" in measuring.settings else []
        tables = [self.results / each.name for each in measuring.reads]
        book = read_codebook(self.folder / settings.codebook)
        return (
            values,
            [book.meaning(part) for part in measuring.codebook],
            [(path.name, path.read_bytes()) for path in (*corpus, *tables)],
        )

    def _take_over(self, measuring: stage.Stage, known: Study) -> None:
        for each in measuring.writes:
            (self.results / each.name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(known.results / each.name, self.results / each.name)


def _measuring_stages() -> dict[str, stage.Stage]:
    declared = {name: stage.declared(name) for name in stage.names()}
    rooms = ("corpus/", "coding/", "measures/")
    return {
        name: each
        for name, each in declared.items()
        if all(isinstance(table, Table) and table.name.startswith(rooms) for table in each.writes)
    }


STAGES = _measuring_stages()


def _write_base(folder: Path) -> Study:
    write_study(PARAMETERS, folder)
    study = Study(folder)
    (folder / "words.csv").write_text(WORDS, encoding="utf-8")
    (folder / "codebook" / "qualifiers.csv").write_text(CUES, encoding="utf-8")
    with (folder / "config.yaml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    for number, path in enumerate(study.texts):
        path.write_text(_with_additions(path.read_text(encoding="utf-8"), number), encoding="utf-8")
    study.change_rows("corpus/speakers", _with_gender)
    study.change_rows("codebook/entries", _under_a_child)
    reward = {"code": "gamification.reward", "label_en": "Reward", "label_zh": "奖励"}
    study.write_rows("codebook/codes", [*study.rows("codebook/codes"), reward])
    return study


def _with_additions(text: str, number: int) -> str:
    language = "zh" if "。" in text else "en"
    lines = text.rstrip("\n").split("\n\n")
    for place in range(1, len(lines), 4 if number % 2 else 6):
        lines[place] += ("" if language == "zh" else " ") + ADDED[language][(place + number) % 3]
    return "\n\n".join(lines) + "\n"


def _with_gender(row: dict[str, str]) -> dict[str, str]:
    number = int(row["document"].removesuffix(".txt")[-3:])
    shared = {"interview-003.txt": "001"}.get(row["document"])
    pseudonym = f"{row['speaker']} interview-{shared}" if shared else row["pseudonym"]
    return row | {"pseudonym": pseudonym, "gender": "f" if number % 4 in (1, 2) else "m"}


def _under_a_child(row: dict[str, str]) -> dict[str, str]:
    parent, child, patterns = SPLIT
    return row | ({"code": child} if row["code"] == parent and row["pattern"] in patterns else {})


@pytest.fixture(scope="session")
def base_study(tmp_path_factory):
    """The study as it is."""
    return _write_base(tmp_path_factory.mktemp("relations") / "base")


@pytest.fixture(scope="session")
def base(base_study):
    """The tables of the study as it is, which are no empty ones."""
    tables = base_study.run()
    estimated = {name: frame["estimate"].notna().sum() for name, frame in tables.items() if "estimate" in frame}
    without = {name for name, count in estimated.items() if not count}
    of_samples = ("agreement", "corrected", "corrected_differences", "surrogate", "validation")
    assert without <= {f"measures/{name}.csv" for name in of_samples}
    assert estimated["measures/cooccurrence.csv"] > 20
    return tables


@pytest.fixture(scope="session")
def study_copy(base_study, tmp_path_factory):
    """Give a function that copies the study, to be changed."""

    def copied() -> Study:
        folder = tmp_path_factory.mktemp("changed") / "study"
        shutil.copytree(base_study.folder, folder, ignore=shutil.ignore_patterns("results"))
        return Study(folder)

    return copied


@pytest.fixture
def study(study_copy):
    """The study, to be changed."""
    return study_copy()


@pytest.fixture(scope="session")
def renamed_back():
    """Give a function that puts old names of speakers in the place of new ones, and sorts the rows as by the old."""
    declared = {table.name: table for each in STAGES.values() for table in each.writes}

    def renamed(tables: Mapping[str, pd.DataFrame], names: Mapping[str, str]) -> dict[str, pd.DataFrame]:
        back = {}
        for name, frame in tables.items():
            named = [column for column in ("speaker", "left_out") if column in frame]
            cells = {column: frame[column].astype("str").replace(dict(names), regex=True) for column in named}
            back[name] = records.check(declared[name], frame.assign(**cells))
        return back

    return renamed


@pytest.fixture(scope="session")
def places():
    """Columns that quote a text, or say where in it something stands: spelling changes them and nothing else."""
    return frozenset({"start", "end", "first_start", "form", "surface", "next_surface", "text"})


@pytest.fixture(scope="session")
def assert_same():
    """Give the comparison of all tables of two runs: which of them differ, and in which columns."""

    def compared(
        before: Mapping[str, pd.DataFrame],
        after: Mapping[str, pd.DataFrame],
        *,
        without: frozenset[str] = frozenset(),
        but: Iterable[str] = (),
    ) -> None:
        assert sorted(before) == sorted(after)
        differing = {
            name: differences(before[name], after[name], without) for name in before if name not in frozenset(but)
        }
        assert {name: columns for name, columns in differing.items() if columns} == {}

    return compared


def differences(before: pd.DataFrame, after: pd.DataFrame, without: frozenset[str] = frozenset()) -> list[str]:
    """Return the columns in which two tables differ, or that their rows are not the same."""
    if list(before.columns) != list(after.columns) or len(before) != len(after):
        return [f"{len(before)} rows, then {len(after)}"]
    kept = [column for column in before.columns if column not in without]
    return [column for column in kept if not _cells(before[column]).equals(_cells(after[column]))]


def _cells(column: pd.Series) -> pd.Series:
    plain = column.astype("str") if column.dtype == "category" else column
    return plain.reset_index(drop=True)
