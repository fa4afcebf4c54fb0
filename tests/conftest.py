"""A small study, written afresh for each test that asks for it. All people in it are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from intertwine import records

# A loaded machine is no fault of the code: nothing is timed in a test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

CHINESE = (
    "我觉得挺安全的，有了这个分就不怕被骗。",
    "以前老担心诈骗，现在放心多了。",
    "方便嘛，扫一下就走，不用押金。",
    "规则我也说不清，反正按时还钱就涨分。",
    "信息泄露的风险总归有，谁知道呢。",
    "昨天我跟同学去吃饭，排了很久的队。",
)
ENGLISH = (
    "It feels safe, I am not afraid of scams any more.",
    "There is always a risk, somebody could steal the data.",
    "It is so convenient, you scan and go, no deposit.",
    "You get points, you lose points, it is a game with rules.",
    "My phone broke last week and I had to queue for hours.",
    "Security matters when strangers can cheat you.",
)
CONFIG = """\
title: {en: A small study, zh: 一项小研究}
corpus: corpus
codebook: codebook
comparisons:
  - {column: source, a: promotional, b: interview}
hypotheses:
  - [security, threat]
orders:
  - [threat, security]
triples:
  - [security, threat, gamification.points]
smallest: {documents: 2, expected: 0.5, clusters: 3}
permutations: 199
bootstrap: 100
seed: 7
keyness: {documents: 2, dispersion: 1.0, words: 5}
topics: {zh: 2, en: 2, words: 5, exemplars: 2, length: 20, documents: 1}
figures: {formats: [png, pdf, svg], width: 120.0, dpi: 72, font: ""}
"""
CODES = """\
code,label_en,label_zh,definition_en,definition_zh,example_en,example_zh,note
security,Security,安全,Being safe,不受伤害,,,
security.assurance,Assurance,安心,Feeling safe,感到安全,It feels safe,很安全,
threat,Threat,威胁,What endangers,危险,,,
threat.fraud,Fraud,欺诈,Being cheated,受骗,a scam,被骗,
threat.theft,Theft,盗窃,Data that is stolen,信息被盗,steal the data,信息泄露,
celebration.convenience,Convenience,方便,Ease,省事,convenient,方便,
gamification.points,Points,分数,Points won and lost,涨分扣分,points,涨分,
"""
ENTRIES = """\
code,language,pattern,kind,exclude,concept,tier,source,note
security.assurance,zh,安全,literal,安全带,safe,core,own,
security.assurance,zh,放心,literal,,safe,core,own,
security.assurance,en,safe,literal,,safe,core,own,
security.assurance,en,secur*,wildcard,,safe,core,own,
threat.fraud,zh,诈骗,literal,,fraud,core,own,
threat.fraud,zh,被骗,literal,,fraud,core,own,
threat.fraud,en,scam*,wildcard,,fraud,core,own,
threat.fraud,en,cheat*,wildcard,,fraud,core,own,
threat.theft,zh,信息*泄露,wildcard,,leak,core,own,
threat.theft,en,steal*,wildcard,,leak,core,own,
celebration.convenience,zh,方便,literal,,convenient,core,own,
celebration.convenience,en,convenient,literal,,convenient,core,own,
gamification.points,zh,涨分,literal,,points,core,own,
gamification.points,en,points,literal,,points,core,own,
"""


def _interview(number: int, sentences: tuple[str, ...], colon: str) -> str:
    turns = []
    for turn in range(8):
        said = " ".join(sentences[(number * 5 + turn * step) % len(sentences)] for step in (1, 2))
        turns += [f"问{colon}{'然后呢？' if '，' in sentences[0] else 'And then?'}", f"答{colon}{said}"]
    return "\n".join(turns) + "\n"


def _promotion(number: int, sentences: tuple[str, ...]) -> str:
    return "\n\n".join(sentences[(number + step * 5) % len(sentences)] for step in range(7)) + "\n"


def write_study(folder: Path) -> Path:
    """Write six interviews and six promotional texts in two languages, a codebook and settings; return the settings."""
    corpus, codebook = folder / "corpus", folder / "codebook"
    corpus.mkdir(parents=True)
    codebook.mkdir()
    documents, speakers = ["path,source,language,title,date,note"], ["document,speaker,role,pseudonym"]
    for language, sentences, colon in (("zh", CHINESE, "："), ("en", ENGLISH, ": ")):
        for number in range(3):
            name = f"{language} {number}.txt"
            (corpus / name).write_text(_interview(number, sentences, colon), encoding="utf-8")
            (corpus / f"p-{name}").write_text(_promotion(number, sentences), encoding="utf-8")
            documents += [f"{name},interview,{language},,,", f"p-{name},promotional,{language},,,"]
            speakers += [f"{name},问,interviewer,asker", f"{name},答,respondent,{language}-{number}"]
    (corpus / "documents.csv").write_text("\n".join(documents) + "\n", encoding="utf-8")
    (corpus / "speakers.csv").write_text("\n".join(speakers) + "\n", encoding="utf-8")
    (codebook / "codes.csv").write_text(CODES, encoding="utf-8")
    (codebook / "entries.csv").write_text(ENTRIES, encoding="utf-8")
    settings = folder / "config.yaml"
    settings.write_text(CONFIG, encoding="utf-8")
    return settings


@pytest.fixture
def small_study(tmp_path: Path) -> Path:
    """Return the settings file of a small study."""
    return write_study(tmp_path / "a study")


@pytest.fixture(scope="session")
def small_study_writer():
    """Return the function that writes a small study, for tests that share one."""
    return write_study


@pytest.fixture(scope="session")
def frame_of():
    """Give a table of rows, each told by what matters in it; the rest is as usual."""
    named = {
        "unit": "turn",
        "source": "interview",
        "language": "all",
        "reading": "all",
        "family": "matrix (Benjamini-Hochberg, 2 tests)",
        "seed": 7,
    }
    usual = {records.TEXT: "", records.COUNT: 30, records.NUMBER: 0.5}

    def made(table, rows):
        row = {name: named.get(name, usual[kind]) for name, kind in table.columns.items()}
        return records.frame(table, [row | told for told in rows])

    return made
