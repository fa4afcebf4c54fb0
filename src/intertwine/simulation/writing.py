"""A simulated study on disk: documents, codebook, settings, and the truth beside them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from intertwine import records
from intertwine.inference.simulation import Simulated, simulated
from intertwine.simulation.parameters import Parameters
from intertwine.simulation.phrases import (
    CODES,
    LABELS,
    MEANT_OTHERWISE,
    NAMING,
    NOT_IN_CODEBOOK,
    PLAIN,
    PROBES,
    QUESTIONS,
    TERMS,
    WORDS_IN_A_CLAUSE,
)

SOURCES = ("interview", "promotional")


def write_study(parameters: Parameters, folder: Path) -> dict[str, Any]:
    """Write a study whose truth is known, and return that truth.

    In `folder` stand config.yaml, corpus/ (documents.csv, speakers.csv, the texts), codebook/ (codes.csv, entries.csv)
    and truth.json: the parameters, and for each unit what it holds, whether it was asked for, and which came first.
    """
    truth: dict[str, Any] = {"parameters": parameters.model_dump(), "codes": list(CODES), "documents": {}}
    documents = []
    for source in SOURCES:
        scenario = parameters.scenario(source)
        if not scenario.documents:
            continue
        generator = np.random.default_rng([parameters.seed, SOURCES.index(source)])
        drawn = simulated(scenario, generator)
        for number in range(scenario.documents):
            language = "zh" if number % 2 == 0 else "en"
            name = f"{source}-{number + 1:03d}"
            units = range(int(drawn.bounds[number]), int(drawn.bounds[number + 1]))
            text = _document(drawn, units, language, source, parameters, generator)
            _write_text(folder / "corpus" / f"{name}.txt", text)
            documents.append({"path": f"{name}.txt", "source": source, "language": language, "title": name, "date": ""})
            truth["documents"][name] = [_unit(drawn, unit) for unit in units]
    _write_manifest(documents, folder / "corpus")
    _write_codebook(folder / "codebook")
    _write_text(folder / "config.yaml", _settings(parameters))
    _write_text(folder / "truth.json", json.dumps(truth, ensure_ascii=False, indent=1) + "\n")
    return truth


_SPEAKERS = {
    "zh": (("问", "interviewer"), ("答", "respondent")),
    "en": (("Interviewer", "interviewer"), ("Respondent", "respondent")),
}


def _write_manifest(documents: Sequence[Mapping[str, str]], folder: Path) -> None:
    _write_table(folder / "documents.csv", tuple(documents[0]), [tuple(row.values()) for row in documents])
    speakers = [
        (row["path"], label, role, f"{label} {row['title']}")
        for row in documents
        if row["source"] == "interview"
        for label, role in _SPEAKERS[row["language"]]
    ]
    _write_table(folder / "speakers.csv", ("document", "speaker", "role", "pseudonym"), speakers)


def _unit(drawn: Simulated, unit: int) -> dict[str, Any]:
    return {
        "holds": [code for code, here in zip(CODES, drawn.presence[unit], strict=True) if here],
        "asked": [code for code, here in zip(CODES, drawn.asked[unit], strict=True) if here],
        "threat_first": bool(drawn.second_first[unit]),
    }


def _document(
    drawn: Simulated,
    units: Iterable[int],
    language: str,
    source: str,
    parameters: Parameters,
    generator: np.random.Generator,
) -> str:
    lines = []
    for unit in units:
        speech = _turn(drawn, unit, language, parameters, generator)
        if source != "interview":
            lines.append(speech)
            continue
        (asking, _), (answering, _) = _SPEAKERS[language]
        colon = "：" if language == "zh" else ": "
        lines += [f"{asking}{colon}{_question(drawn, unit, language, generator)}", f"{answering}{colon}{speech}"]
    return "\n\n".join(lines) + "\n"


def _question(drawn: Simulated, unit: int, language: str, generator: np.random.Generator) -> str:
    asked = [code for code, here in zip(CODES, drawn.asked[unit], strict=True) if here]
    if not asked:
        return _draw(QUESTIONS[language], generator)
    parts = [_draw(PROBES[language], generator).format(_draw(TERMS[language][code], generator)) for code in asked]
    return ("" if language == "zh" else " ").join(parts)


def _turn(drawn: Simulated, unit: int, language: str, parameters: Parameters, generator: np.random.Generator) -> str:
    held = [code for code, here in zip(CODES, drawn.presence[unit], strict=True) if here]
    if {"security", "threat"} <= set(held):
        pair = ["threat", "security"] if drawn.second_first[unit] else ["security", "threat"]
        held = pair + [code for code in held if code not in pair]
    clauses = []
    for code in held:
        known = generator.random() >= parameters.missed
        clauses.append(
            _draw(NAMING[language], generator).format(
                _draw((TERMS if known else NOT_IN_CODEBOOK)[language][code], generator)
            )
        )
    if generator.random() < parameters.false_alarms:
        code = CODES[int(generator.integers(len(CODES)))]
        clauses.append(_draw(MEANT_OTHERWISE[language], generator).format(_draw(TERMS[language][code], generator)))
    wanted = max(1, round(float(drawn.length[unit]) / WORDS_IN_A_CLAUSE[language]))
    for _ in range(wanted - len(clauses)):
        clauses.insert(int(generator.integers(len(clauses) + 1)), _draw(PLAIN[language], generator))
    return _sentences(clauses, language)


def _sentences(clauses: Sequence[str], language: str) -> str:
    """Return clauses as sentences of two."""
    comma, stop, between = ("，", "。", "") if language == "zh" else (", ", ".", " ")
    pairs = [comma.join(clauses[place : place + 2]) for place in range(0, len(clauses), 2)]
    return between.join(f"{pair[0].upper()}{pair[1:]}{stop}" for pair in pairs)


def _draw(choices: Sequence[str], generator: np.random.Generator) -> str:
    return choices[int(generator.integers(len(choices)))]


def _write_codebook(folder: Path) -> None:
    codes = [(code, *LABELS[code]) for code in CODES]
    _write_table(folder / "codes.csv", ("code", "label_en", "label_zh"), codes)
    entries = [
        (code, language, term, "literal", f"{code}-{place}", "core")
        for language, of_code in TERMS.items()
        for code, terms in of_code.items()
        for place, term in enumerate(terms)
    ]
    _write_table(folder / "entries.csv", ("code", "language", "pattern", "kind", "concept", "tier"), entries)


def _settings(parameters: Parameters) -> str:
    compared = "comparisons:\n  - {column: source, a: promotional, b: interview}\n" if parameters.promotional else ""
    return (
        "# Settings of a simulated study; its truth is in truth.json.\n"
        "title: {en: Simulated study, zh: 模拟研究}\n"
        "corpus: corpus\ncodebook: codebook\n"
        f"{compared}"
        "hypotheses:\n  - [security, threat]\n  - [gamification, security]\n  - [gamification, threat]\n"
        "orders:\n  - [threat, security]\n"
        "triples:\n  - [security, threat, gamification]\n"
        f"seed: {parameters.seed}\n"
    )


def _write_table(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    _write_text(path, text.getvalue())


def _write_text(path: Path, text: str) -> None:
    records.whole(path, lambda target: target.write_bytes(text.encode("utf-8")))
