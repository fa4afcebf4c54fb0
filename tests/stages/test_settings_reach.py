"""Every number that a stage hands on is the one in the settings: each setting has a value that no other one has."""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from importlib import import_module
from inspect import signature
from operator import attrgetter
from types import SimpleNamespace

import pandas as pd
import pytest

from intertwine import records, stage
from intertwine.checks import CheckResult
from intertwine.config import Settings
from intertwine.measures.design import Design
from intertwine.measures.keyness.keyness import Groups
from intertwine.measures.topics.topics import ModelSize
from intertwine.measures.validation.records import (
    AGREEMENT,
    CORRECTED_DIFFERENCES,
    VALIDATION,
    VALIDATION_ERRORS,
)
from intertwine.settings_file import load

OWN_VALUES = """\
corpus: corpus
codebook: codebook
coded: hands
labels: zh
comparisons: [{column: language, a: zh, b: en}]
groups: [{column: speaker, a: zh-0, b: zh-1}]
units: [window, turn]
primary_unit: window
window: {zh: 31, en: 17}
counted: {tiers: [core, extended], cuts: [core]}
prompting: {turns: 5, brief: 6}
reading: affirmed
cluster: document
hypotheses: [[threat, gamification.points]]
orders: [[gamification.points, security]]
triples: [[celebration.convenience, threat, gamification.points]]
smallest: {documents: 9, expected: 1.5, clusters: 10}
permutations: 211
bootstrap: 113
confidence: 0.87
seed: 4321
speaks: 0.37
segmentation: {engine: rjieba, english_model: blank, chinese_model: blank}
uptake:
  {company: interview, reference: words.csv, documents: 12, ratio: 7.5, zh: 13, en: 14, names: [security.assurance]}
planning: {odds_ratio: 2.7, power: 0.71}
keyness: {documents: 16, dispersion: 0.83, words: 18}
topics: {zh: 19, en: 20, words: 21, exemplars: 22, length: 23, documents: 24}
validation: {unit: sentence, codes: [threat.theft], size: 25, coders: [lin]}
figures: {formats: [svg], width: 126.0, dpi: 127, font: own.ttf}
paper: {figures: [order], tables: [units]}
"""

DESIGN = Design(
    cluster="document", confidence=0.87, seed=4321, documents=9, expected=1.5, clusters=10, permutations=211,
    resamples=113,
)  # fmt: skip

NOTHING = pd.DataFrame()
PAIRS = "measures.cooccurrence"


class Beside:
    """In place of the processes in which figures are drawn."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def run(self, job):
        job()


HANDS = SimpleNamespace(
    codings=pd.DataFrame({"item": ["u1"]}), sample=NOTHING, parts=("development",), unit="sentence",
    of_coders=lambda: NOTHING, part_notes=lambda _: {},
)  # fmt: skip

CHECKED = CheckResult(check="", looked_at=1, wrong=0)

STANDING_IN = {
    "agree": {
        "handcoding.store:read_hand_coding": HANDS,
        "handcoding.sheets:disagreements": pd.DataFrame({"part": []}),
        "measures.validation.agreement:agreement": records.empty(AGREEMENT),
    },
    "audit": {
        f"{PAIRS}.hits_in_units:hits_in_units": SimpleNamespace(layout=lambda documents, cluster: None),
        f"{PAIRS}.influence:leave_one_entry_out": pd.DataFrame({"entry_id": []}, dtype=str),
        "measures.validation.reliability:split_half": NOTHING,
    },
    "check": {"checks:findings": [], "checks:figures_are_whole": CHECKED, "checks:tables_are_whole": CHECKED},
    "code": {"coding.coding:code_corpus": SimpleNamespace(hits=NOTHING, units=NOTHING, presence=NOTHING),
             "coding.presence:unused_codes_and_entries": pd.DataFrame({"kind": [], "code": []}),
             "coding.nothing_found:nothing_found": pd.DataFrame({"code": []})},
    "contrast": {f"{PAIRS}.differences:differences": NOTHING, f"{PAIRS}.triples:configurations": NOTHING,
                 f"{PAIRS}.triples:conditional_odds": NOTHING, "measures.matrix:in_reading": NOTHING},
    "cooccur": {f"{PAIRS}.cooccurrence:cooccurrence": NOTHING},
    "figures": {
        "figures.gallery:figures": [None], "figures.gallery:texts_of": "", "figures.fonts:find_face": None,
        "figures.font_subset:print_font": nullcontext("font"), "figures.canvas:printed": nullcontext(),
        "figures.canvas:Look": None, "figures.side_by_side:SideBySide": Beside(), "figures.files:write_figure": None,
        "results:Results": None, "wording.labels:labels_of": None,
    },
    "ingest": {"corpus.manifest:read_manifest": SimpleNamespace(documents=()),
               "corpus.ingesting:ingested_documents": [],
               "corpus.tables:speakers_frame": NOTHING, "corpus.tables:report_frame": NOTHING},
    "key": {"measures.keyness.keyness:keyness": NOTHING, "measures.keyness.code_switching:code_switching": NOTHING,
            "measures.languages:languages_spoken": NOTHING},
    "lexicon": {"language.frequencies:reference_frequencies": NOTHING, "measures.uptake.lexicon:lexicon": NOTHING,
                "measures.languages:languages_spoken": NOTHING},
    "order": {"measures.order.spans:neighbours": NOTHING, "measures.order.order:order": (NOTHING, NOTHING),
              "measures.order.passages:passages": NOTHING},
    "plan": {f"{PAIRS}.planning:planning": NOTHING, "measures.matrix:in_reading": NOTHING},
    "prevalence": {"measures.prevalence.prevalence:prevalence": NOTHING},
    "segment": {"language.segmentation:segment_texts": SimpleNamespace(sentences=pd.DataFrame({"turn": []}, dtype=int),
                                                               tokens=pd.DataFrame({"turn": []}, dtype=int)),
                "language.sentences:sentence_languages": [], "language.engines:engines_used": []},
    "specify": {f"{PAIRS}.specifications:specifications": NOTHING, f"{PAIRS}.left_out:left_out": NOTHING,
                "measures.matrix:hits_in_reading": NOTHING},
    "topics": {"measures.topics.topics:topic_tables": {}, "measures.languages:languages_spoken": NOTHING},
    "uptake": {"measures.languages:languages_spoken": NOTHING,
               "measures.uptake.shares:shares": NOTHING, "measures.uptake.opportunities:opportunities": NOTHING,
               "measures.uptake.echoes:echoes": NOTHING, "measures.uptake.reuse:reuse": (NOTHING, NOTHING)},
    "validate": {
        "handcoding.store:read_hand_coding": HANDS, "handcoding.sheets:gold_standard": NOTHING,
        "handcoding.store:judged_units": NOTHING, "handcoding.surrogate:read_surrogate": None,
        "measures.validation.validation:marked_units": NOTHING,
        "measures.validation.validation:validation": records.empty(VALIDATION),
        "measures.validation.validation:errors_of": records.empty(VALIDATION_ERRORS),
        "measures.validation.corrected:as_people_code": NOTHING, "measures.matrix:in_reading": NOTHING,
        "measures.validation.corrected:corrected_differences": records.empty(CORRECTED_DIFFERENCES),
    },
}  # fmt: skip
"""Functions that a stage hands settings to, or that need what was handed on, and what they return here instead."""


@dataclass(frozen=True)
class MadeFrom:
    """What is handed on is made from settings: the same value, or one of which something holds."""

    value: object
    settings: tuple[str, ...]


def made(value, *settings):
    return MadeFrom(value, settings)


WHOLE = made(lambda handed: isinstance(handed, stage._DeclaredSettings), "*")
PAIRED = {"kind": "primary_unit", "hypotheses": "hypotheses", "design": DESIGN}
TRIPLES = {"kind": "primary_unit", "triples": "triples", "design": DESIGN}
CODES = made(("threat.theft",), "validation.codes", "hypotheses")

HANDED = {
    "agree": {
        "read_hand_coding": {"folder": made(lambda path: path.name == "hands", "coded"), "codes": CODES},
        "agreement": {"design": DESIGN},
    },
    "audit": {
        "hits_in_units": {"kind": "primary_unit"}, "split_half": {"seed": "seed"},
        "leave_one_entry_out": {
            2: "hypotheses",
            3: made(lambda without: without.keywords == {"tiers": ("core", "extended")}, "counted.tiers"),
            "reading": "reading", "design": DESIGN,
        },
    },
    "check": {"figures_are_whole": {"formats": "figures.formats"}},
    "code": {
        "code_corpus": {"kinds": "units", "window_zh": "window.zh", "window_en": "window.en",
                        "preceding": "prompting.turns", "brief": "prompting.brief",
                        "tiers": "counted.tiers", "cutting": "counted.cuts"},
    },
    "contrast": {
        "in_reading": {"reading": "reading"},
        "differences": PAIRED | {
            "groups": made(
                lambda groups: [(each.name, each.a, each.b) for each in groups]
                == [("language: zh / en", "zh", "en"), ("speaker: zh-0 / zh-1", "zh-0", "zh-1")],
                "comparisons", "groups",
            ),
        },
        "configurations": TRIPLES, "conditional_odds": TRIPLES,
    },
    "cooccur": {
        "cooccurrence": {"kinds": "units", "primary": "primary_unit", "reading": "reading", "hypotheses": "hypotheses",
                         "design": DESIGN},
    },
    "figures": {
        "find_face": {0: made(lambda path: path.name == "own.ttf", "figures.font")},
        "Look": {0: "figures.width"}, "write_figure": {"formats": "figures.formats", "dpi": "figures.dpi"},
        "figures": {"settings": WHOLE}, "Results": {"reading": "reading"}, "labels_of": {"language": "labels"},
    },
    "ingest": {"read_manifest": {0: made(lambda path: path.name == "corpus", "corpus")}},
    "key": {
        "languages_spoken": {"share": "speaks"},
        "keyness": {
            "comparisons": made([Groups(name="language: zh / en", column="language", a="zh", b="en")], "comparisons"),
            "fewest_documents": "keyness.documents", "highest_dispersion": "keyness.dispersion", "design": DESIGN,
        },
    },
    "lexicon": {
        "languages_spoken": {"share": "speaks"},
        "reference_frequencies": {0: made(lambda path: path.name == "words.csv", "uptake.reference")},
        "lexicon": {
            "tokens": made(lambda tokens: set(tokens["document_id"].astype(str).str[:9]) == {"interview"},
                           "uptake.company"),
            "documents": "uptake.documents", "ratio": "uptake.ratio",
        },
    },
    "order": {"neighbours": {"pairs": "orders"}, "order": {"pairs": "orders", "design": DESIGN}},
    "plan": {"in_reading": {"reading": "reading"}, "planning": PAIRED | {"odds_ratio": "planning.odds_ratio"}},
    "prevalence": {"prevalence": {"kinds": "units", "design": DESIGN}},
    "segment": {
        function: {name: f"segmentation.{name}" for name in ("engine", "english_model", "chinese_model")}
        for function in ("segment_texts", "engines_used")
    },
    "specify": {
        "hits_in_reading": {"reading": "reading"},
        "specifications": {
            "kinds": "units", "hypotheses": "hypotheses", "tiers": "counted.tiers", "design": DESIGN
        },
        "left_out": PAIRED,
    },
    "topics": {
        "languages_spoken": {"share": "speaks"},
        "topic_tables": {
            "size": made(
                ModelSize(topics={"zh": 19, "en": 20}, words=21, exemplars=22, length=23, documents=24),
                *(f"topics.{name}" for name in ("zh", "en", "words", "exemplars", "length", "documents")),
            ),
            "design": DESIGN,
        },
    },
    "uptake": {
        "languages_spoken": {"share": "speaks"},
        "shares": {"design": DESIGN}, "echoes": {"design": DESIGN},
        "opportunities": {"preceding": "prompting.turns", "design": DESIGN},
        "reuse": {
            "company": "uptake.company", "lengths": made({"zh": 13, "en": 14}, "uptake.zh", "uptake.en"),
            "names": made(lambda names: sorted(names) == ["safe", "安全", "放心"], "uptake.names"),
        },
    },
    "validate": {
        "read_hand_coding": {"folder": made(lambda path: path.name == "hands", "coded"), "codes": CODES},
        "marked_units": {"codes": CODES}, "validation": {"design": DESIGN},
        "in_reading": {"reading": "reading"}, "as_people_code": {"hypotheses": "hypotheses", "design": DESIGN},
        "corrected_differences": {1: made({}, "comparisons"), "confidence": "confidence"},
    },
}  # fmt: skip
"""For each stage, which setting each argument of what it calls is."""

SHOWING = ("tables", "paper", "report")
"""Stages that hand the settings on as they are, to what is shown."""

ELSEWHERE = {
    "title.en", "title.zh", "cores", "codebook", "questions", "paper.figures", "paper.tables", "keyness.words",
    "planning.power", "validation.unit", "validation.size", "validation.coders",
}  # fmt: skip
"""Settings of what is shown, of the workflow, and of the commands that draw and write a sample."""


class Tables:
    """In place of the stage's reader: what was made of a small study, and other tables without rows."""

    processes = 1

    def __init__(self, settings_path):
        self.settings_path = settings_path

    def __call__(self, table, columns=None):
        path = self.settings_path.parent / "results" / table.name
        frame = records.read(table, path) if path.exists() else records.empty(table)
        return frame[list(columns)] if columns else frame

    def path(self, named):
        return self.settings_path.parent / named

    def folder(self, folder):
        return self.settings_path.parent / "results" / folder.name


@pytest.fixture(scope="module")
def study(tmp_path_factory, small_study_writer):
    """A small study that was run up to coding, then given settings of which no two are the same."""
    path = small_study_writer(tmp_path_factory.mktemp("settings") / "study")
    for name in ("ingest", "segment", "code"):
        stage.execute(name, load(path), settings_path=path, results=path.parent / "results")
    path.write_text(OWN_VALUES, encoding="utf-8")
    return path


def handed_on(name, study, monkeypatch):
    """Run a stage and return what it called, with which arguments."""
    calls = []

    def recorder(function, result):
        def record(*given, **named):
            calls.append((function.__name__, arguments(function, given, named)))
            return result

        return record

    for place, result in STANDING_IN[name].items():
        module, _, attribute = place.partition(":")
        module = import_module(f"intertwine.{module}")
        monkeypatch.setattr(module, attribute, recorder(getattr(module, attribute), result))
    declared = stage.declared(name)
    writes_folder = [study.parent / "folder"] if isinstance(declared.writes[0], records.Folder) else []
    allowed = stage.declared_settings(name, declared, load(study))
    import_module(f"intertwine.stages.{name}").run(Tables(study), allowed, *writes_folder)
    return calls


def arguments(function, given, named):
    """Return the arguments of a call by their names, and by their places."""
    bound = signature(function).bind(*given, **named).arguments
    return dict(bound) | dict(enumerate(bound.values()))


def is_handed(argument, expected, settings):
    if isinstance(expected, str):
        return argument == attrgetter(expected)(settings)
    if isinstance(expected, MadeFrom):
        return expected.value(argument) if callable(expected.value) else argument == expected.value
    return argument == drawn(expected, argument)


def drawn(design, argument):
    """Return the design as a stage has it that draws no permutations, or no resamples."""
    nothing = {name: 0 for name in ("permutations", "resamples") if getattr(argument, name) == 0}
    return replace(design, **nothing)


@pytest.mark.parametrize("name", sorted(HANDED))
def test_every_setting_of_a_stage_reaches_what_it_is_for(name, study, monkeypatch):
    calls = handed_on(name, study, monkeypatch)

    for function, expected in HANDED[name].items():
        of_function = [given for called, given in calls if called == function]
        assert of_function, f"{function} was not called"
        for given in of_function:
            for argument, value in expected.items():
                assert is_handed(given[argument], value, load(study)), f"{function}: {argument}"


def paths(expected):
    """The settings that an argument is made from."""
    if isinstance(expected, str):
        return {expected}
    return set(expected.settings) if isinstance(expected, MadeFrom) else {"design"}


def reached(name):
    return {path for arguments in HANDED[name].values() for expected in arguments.values() for path in paths(expected)}


OF_DESIGN = {"cluster", "confidence", "seed", "smallest", "permutations", "bootstrap"}


@pytest.mark.parametrize("name", sorted(HANDED))
def test_no_setting_that_a_stage_declares_is_left_out_here(name):
    found = reached(name)
    if "*" in found:
        return
    handed = {path.partition(".")[0] for path in found} | (OF_DESIGN if "design" in found else set())

    assert set(stage.declared(name).settings) <= handed


def leaves(model, prefix=""):
    for key, field in model.model_fields.items():
        inner = getattr(field.annotation, "model_fields", None)
        yield from leaves(field.annotation, f"{prefix}{key}.") if inner else [f"{prefix}{key}"]


def test_every_setting_is_looked_at_in_some_stage():
    everywhere = set().union(*(reached(name) for name in HANDED)) | ELSEWHERE
    of_design = OF_DESIGN | {"smallest.documents", "smallest.expected", "smallest.clusters"}

    assert set(leaves(Settings)) - everywhere - of_design == set()
    assert set(stage.names()) - set(HANDED) - set(SHOWING) == {"concord"}
    assert all(stage.declared(name).settings for name in SHOWING)


def test_a_stage_that_draws_hands_on_how_often(study, monkeypatch):
    for name in sorted(HANDED):
        designs = [given["design"] for _, given in handed_on(name, study, monkeypatch) if "design" in given]
        declared = stage.declared(name).settings
        assert {each.permutations for each in designs} <= {211 if "permutations" in declared else 0}
        assert {each.resamples for each in designs} <= {113 if "bootstrap" in declared else 0}
        monkeypatch.undo()
