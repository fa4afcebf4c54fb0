"""Small studies drawn by seed: documents, layouts, roles, languages, codebook, settings; any shape that is allowed.

Settings are drawn from the schema itself, so that a new setting is drawn as soon as it exists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from tests.shapes.talk import sentence

from intertwine.config import Settings

ODD = ("采访", "a b", "O'Brien & Co.", "x%;=", "受訪者", "Ünï-1")
"""Sources, values and names that are not plain."""

SLOW = {"permutations": (99, 199), "bootstrap": (100, 120), "dpi": (72, 72), "width": (60.0, 120.0), "cores": (1, 1)}
"""Settings whose larger values only take longer."""


@dataclass(frozen=True)
class Shape:
    """A study as the texts of its files, by their paths under its folder."""

    name: str
    files: Mapping[str, str]


@dataclass
class Plan:
    """What a shape is drawn with; a purpose sets some of it, the rest is left to the seed."""

    name: str
    documents: tuple[int, int] = (1, 8)
    turns: tuple[int, int] = (1, 12)
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ("colon", "prose", "caption", "table")
    interviewers: bool | None = None
    codes: tuple[str, ...] = ()
    entries: str = ""
    density: float | None = None
    repeated: bool = False
    optional_columns: bool | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    declared: bool | None = None
    odd: bool | None = None


SUFFIXES = {"colon": ".txt", "prose": ".txt", "caption": ".vtt", "table": ".csv"}
FLAT = ("security", "threat", "game", "trust")
DEEP = ("security", "security.data", "security.data.bank", "security.personal", "threat", "threat.fraud", "trust")
PATTERNS = {
    "security": {"zh": ("安全", "放心"), "en": ("safe", "secur*")},
    "security.data": {"zh": ("数据",), "en": ("data",)},
    "security.data.bank": {"zh": ("银行",), "en": ("bank",)},
    "security.personal": {"zh": ("妈妈",), "en": ("mother",)},
    "threat": {"zh": ("危险", "担心"), "en": ("danger", "worr*")},
    "threat.fraud": {"zh": ("骗子",), "en": ("scam*",)},
    "game": {"zh": ("游戏", "积分"), "en": ("game", "points")},
    "trust": {"zh": ("信用",), "en": ("trust", "credit")},
}
NOWHERE = {code: {"zh": ("龘" * (number + 2),), "en": (f"qux{number}ly",)} for number, code in enumerate(PATTERNS)}


def drawn(seed: int, plan: Plan | None = None) -> Shape:
    """Return the shape of a seed."""
    generator = np.random.default_rng(seed)
    plan = plan or Plan(f"seed-{seed}")
    return _Drawing(plan, generator).shape()


class _Drawing:
    def __init__(self, plan: Plan, generator: np.random.Generator) -> None:
        self.plan, self.random = plan, generator
        self.odd = self._either(plan.odd, 0.3)
        self.codes = plan.codes or self._one((FLAT, DEEP, DEEP, ("threat",), ("security", "threat")))
        self.entries = plan.entries or self._one(("all", "all", "all", "nowhere", "zh", "en", "half"))
        known = plan.sources or self._one((("interview",), ("interview", "promotional"), ("interview", *ODD[:2])))
        self.sources = known if not self.odd else (*known[:1], *ODD[: len(known) - 1])
        self.languages = plan.languages or self._one((("zh",), ("en",), ("zh", "en"), ("zh", "en", "mixed")))
        self.density = plan.density if plan.density is not None else float(self._one((0.0, 0.2, 0.5, 1.0)))
        self.values = ODD[2:4] if self.odd else ("f", "m")

    def _one(self, choices: Any) -> Any:
        return choices[int(self.random.integers(len(choices)))]

    def _either(self, chosen: bool | None, chance: float) -> bool:
        return bool(self.random.random() < chance) if chosen is None else chosen

    def _between(self, ends: tuple[int, int]) -> int:
        return int(self.random.integers(ends[0], ends[1] + 1))

    def shape(self) -> Shape:
        files = self._corpus() | self._codebook()
        files["config.yaml"] = self._settings()
        return Shape(self.plan.name, files)

    def _patterns(self) -> dict[str, dict[str, tuple[str, ...]]]:
        known = NOWHERE if self.entries == "nowhere" else PATTERNS
        kept = {code: dict(known[code]) for code in self.codes}
        if self.entries in ("zh", "en"):
            kept = {code: {self.entries: found[self.entries]} for code, found in kept.items()}
        if self.entries == "half":
            kept = {code: found for number, (code, found) in enumerate(kept.items()) if not number % 2}
        return kept

    def _codebook(self) -> dict[str, str]:
        whole = self._either(self.plan.optional_columns, 0.7)
        codes = ["code,label_en,label_zh" + (",definition_en" if whole else "")]
        codes += [
            f"{code},{code.title()},码{number}" + (",x" if whole else "") for number, code in enumerate(self.codes)
        ]
        head = "code,language,pattern,kind"
        rows = [head + (",exclude,concept,tier,source,note" if whole else "")]
        for code, of_code in self._patterns().items():
            for language, patterns in of_code.items():
                for pattern in patterns:
                    kind = "wildcard" if "*" in pattern else "literal"
                    tier = self._one(("core", "core", "extended"))
                    more = f",,{code.replace('.', '_')},{tier},own,"
                    rows.append(f"{code},{language},{pattern},{kind}" + (more if whole else ""))
        files = {"codebook/codes.csv": _lines(codes), "codebook/entries.csv": _lines(rows)}
        if self._either(None, 0.5):
            cues = [
                "language,cue,effect,scope",
                "zh,不,negated,forward",
                "zh,因为,justifying,",
                "en,not,negated,forward",
            ]
            files["codebook/qualifiers.csv"] = _lines(cues)
        return files

    def _corpus(self) -> dict[str, str]:
        files, speakers = {}, ["document,speaker,role,pseudonym,gender"]
        documents = ["path,source,language,title,date,region"]
        number = self._between(self.plan.documents)
        for place in range(number):
            layout = self._one(self.plan.layouts)
            language = self._one(self.languages)
            source = self.sources[place % len(self.sources)]
            if source == "interview" and layout == "prose" and "colon" in self.plan.layouts:
                layout = "colon"
            name = f"{'訪 ' if self.odd else 'd'}{place}{SUFFIXES[layout]}"
            text, roles = self._document(layout, language, place)
            files[f"corpus/{name}"] = text
            documents.append(",".join(map(_cell, (name, source, language, "", "", self._one(("north", "south", ""))))))
            shared = f"P{place // 2}" if self._either(None, 0.3) else ""
            for label, role in roles.items():
                pseudonym = shared if role == "respondent" else ""
                speakers.append(",".join(map(_cell, (name, label, role, pseudonym, self._one((*self.values, ""))))))
        files["corpus/documents.csv"], files["corpus/speakers.csv"] = _lines(documents), _lines(speakers)
        return files

    def _document(self, layout: str, language: str, place: int) -> tuple[str, dict[str, str]]:
        turns = [self._turn(language, number, place) for number in range(self._between(self.plan.turns))]
        if layout == "prose":
            return "\n\n".join(turns) + "\n", {"author": "author"}
        asks = self._either(self.plan.interviewers, 0.8)
        asker, answers = ("访谈者", "林悦 A") if language == "zh" else ("Interviewer", "Ms. O'Neil")
        roles = {answers: "respondent"} | ({asker: "interviewer"} if asks and len(turns) > 1 else {})
        labels = [asker if asker in roles and not number % 2 else answers for number in range(len(turns))]
        roles = {label: role for label, role in roles.items() if label in labels}
        said = list(zip(labels, turns, strict=True))
        if layout == "table":
            return _lines(["speaker,text", *(f"{label},{_cell(text)}" for label, text in said)]), roles
        if layout == "caption":
            cues = [f"00:00:{number:02d}.000 --> 00:00:{number:02d}.900\n{label}: {text}\n"
                    for number, (label, text) in enumerate(said)]  # fmt: skip
            return "WEBVTT\n\n" + "\n".join(cues), roles
        colon = "：" if language == "zh" else ": "
        return _lines([f"{label}{colon}{text}" for label, text in said]), roles

    def _turn(self, language: str, number: int, place: int) -> str:
        if self.plan.repeated:
            return "安全，危险。" if language == "zh" else "Safe, a danger."
        spoken = language if language != "mixed" else self._one(("zh", "en"))
        switching = 0.3 if language == "mixed" else 0.03
        held = [
            pattern.replace("*", "y") for of_code in self._patterns().values() for pattern in of_code.get(spoken, ())
        ]
        sentences = [
            sentence(spoken, held if self.random.random() < self.density else (), self.random, switching=switching)
            for _ in range(self._between((1, 4)))
        ]
        return ("" if spoken == "zh" else " ").join(sentences)

    def _settings(self) -> str:
        values = self._drawn_section(Settings.model_json_schema(), Settings.model_json_schema())
        values |= {"corpus": "corpus", "codebook": "codebook", "coded": "coded"} | self._declared()
        units = values.get("units", ["sentence", "turn", "window", "document"])
        values["primary_unit"] = self._one(tuple(units))
        values["segmentation"] = {"engine": self._one(("jieba", "rjieba"))}
        figures = {"width": 100.0, "dpi": 72, "formats": [self._one(("png", "svg", "pdf"))], "font": ""}
        values |= {"figures": figures, "seed": int(self.random.integers(1, 9999))} | self.plan.settings
        import yaml

        return yaml.safe_dump(values, allow_unicode=True, sort_keys=True)

    def _declared(self) -> dict[str, Any]:
        """Return settings that name codes, columns and values: only what the study has."""
        declares = self._either(self.plan.declared, 0.8)
        pairs = [[a, b] for a in self.codes for b in self.codes if a != b and not _related(a, b)]
        chosen = [pairs[int(place)] for place in self.random.permutation(len(pairs))[:3]] if declares else []
        chosen = list({tuple(sorted(pair)): pair for pair in chosen}.values())
        triples = [[a, b, c] for a, b in chosen for c in self.codes
                   if len({a, b, c}) == 3 and not any(_related(c, other) for other in (a, b))]  # fmt: skip
        several = len(self.sources) > 1 and declares
        asks = bool(chosen) and self._either(None, 0.5) and not {"hypotheses", "orders"} & set(self.plan.settings)
        question = {"en": "Why?", "zh": "为何？", "hypotheses": chosen[:1], "orders": chosen[:1]}
        return {
            "hypotheses": chosen, "orders": chosen[:2], "triples": triples[:1],
            "questions": [question] if asks else [], "comparisons": [], "groups": [], "validation": self._validation(),
            "uptake": {"company": self.sources[-1] if several else "promotional", "documents": 2,
                       "ratio": float(self._one((1.5, 10.0))), "names": list(self.codes[:1]) if declares else []},
        }  # fmt: skip

    def _validation(self) -> dict[str, Any]:
        return {
            "unit": self._one(("sentence", "turn")),
            "codes": list(self.codes[:2]),
            "size": 20,
            "coders": ["a", "b"],
        }

    def _drawn_section(self, schema: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
        values = {}
        for key, found in schema["properties"].items():
            if self.random.random() < 0.6:
                value = self._drawn_value(key, _resolved(found, whole), whole)
                if value is not None:
                    values[key] = value
        return values

    def _drawn_value(self, key: str, schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Any:
        """Return a value that the schema allows; None where it names something of a study, which `_declared` draws."""
        if "enum" in schema:
            return self._one(schema["enum"])
        draw: Callable[[], Any] | None = {
            "object": lambda: self._drawn_section(schema, whole),
            "integer": lambda: int(self._number(key, schema, whole_numbers=True)),
            "number": lambda: float(self._number(key, schema, whole_numbers=False)),
            "boolean": lambda: bool(self.random.integers(2)),
            "array": lambda: self._subset(_resolved(schema.get("items", {}), whole), schema),
        }.get(schema.get("type", ""))  # fmt: skip
        return draw() if (draw and "properties" in schema) or (schema.get("type") != "object" and draw) else None

    def _subset(self, items: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Any] | None:
        if "enum" not in items:
            return None
        always = schema.get("contains", {}).get("const")
        kept = [value for value in items["enum"] if self.random.random() < 0.6 or value == always]
        return kept or ([self._one(items["enum"])] if schema.get("minItems") else [])

    def _number(self, key: str, schema: Mapping[str, Any], *, whole_numbers: bool) -> float:
        if key in SLOW:
            return float(self._one(SLOW[key]))
        step = 1 if whole_numbers else 0.01
        low = schema.get("minimum", schema.get("exclusiveMinimum", 0) + step)
        high = schema.get("maximum", schema.get("exclusiveMaximum", low + 40 + step) - step)
        low, high = float(low), max(float(low), min(float(high), float(low) + 40))
        middle = float(self.random.uniform(low, min(high, low + 6)))
        value = float(self._one((low, low, middle, middle, high)))
        return round(value) if whole_numbers else round(value, 3)


def _resolved(schema: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref") or next((part["$ref"] for part in schema.get("allOf", ()) if "$ref" in part), "")
    return whole["$defs"][reference.rpartition("/")[2]] if reference else schema


def _related(a: str, b: str) -> bool:
    return f"{a}.".startswith(f"{b}.") or f"{b}.".startswith(f"{a}.")


def _cell(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if any(sign in text for sign in ',"\n') else text


def _lines(rows: list[str]) -> str:
    return "\n".join(rows) + "\n"
