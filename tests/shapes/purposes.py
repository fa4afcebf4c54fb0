"""Shapes drawn on purpose: what luck would seldom draw."""

from __future__ import annotations

from tests.shapes.drawing import DEEP, FLAT, Plan

NOTHING = {"hypotheses": [], "orders": [], "triples": [], "comparisons": [], "groups": []}
LOWEST = {
    "smallest": {"documents": 1, "expected": 0.0, "clusters": 2},
    "keyness": {"documents": 2, "dispersion": 1.0, "words": 1},
    "topics": {"zh": 2, "en": 2, "words": 3, "exemplars": 1, "length": 20, "documents": 1},
    "confidence": 0.51,
}
HIGHEST = {
    "smallest": {"documents": 99, "expected": 999.0, "clusters": 99},
    "keyness": {"documents": 99, "dispersion": 0.01, "words": 99},
    "topics": {"zh": 40, "en": 40, "words": 20, "exemplars": 9, "length": 999, "documents": 9},
    "confidence": 0.999,
}
COMPARED = {"comparisons": [{"column": "source", "a": "interview", "b": "promotional"}]}
PAIR = {"hypotheses": [["security", "threat"]], "orders": [["threat", "security"]]}
BOTH = ("interview", "promotional")

PURPOSES = (
    Plan("nothing-declared", declared=False, settings=NOTHING),
    Plan("nothing-declared-anywhere", declared=False, documents=(6, 8), settings=NOTHING | {"uptake": {}}),
    Plan("one-document", documents=(1, 1)),
    Plan("one-turn", documents=(1, 1), turns=(1, 1), odd=False),
    Plan("one-speaker", documents=(1, 1), turns=(4, 9), interviewers=False, layouts=("colon",)),
    Plan("one-code", codes=("security",)),
    Plan("no-interviewer", interviewers=False, documents=(3, 6)),
    Plan("prose-alone", layouts=("prose",), sources=("promotional",), documents=(2, 6)),
    Plan("chinese-alone", languages=("zh",), entries="all", density=0.5, documents=(4, 8), turns=(6, 12)),
    Plan("english-alone", languages=("en",), entries="all", density=0.5, documents=(4, 8), turns=(6, 12)),
    Plan("mixed-alone", languages=("mixed",), entries="all", density=0.5),
    Plan("a-codebook-of-the-other-language", languages=("zh",), entries="en", density=0.5),
    Plan("a-code-without-hits", entries="half", density=0.5, documents=(4, 6), settings=PAIR, codes=FLAT),
    Plan("no-hits", entries="nowhere", documents=(4, 6), density=0.0, codes=FLAT, settings=PAIR),
    Plan("every-turn-the-same", repeated=True, documents=(3, 6), codes=FLAT, settings=PAIR),
    Plan("codes-in-every-turn", density=1.0, entries="all", documents=(4, 6), turns=(8, 12), codes=FLAT, settings=PAIR),
    Plan("a-flat-codebook", codes=FLAT),
    Plan("three-levels", codes=DEEP, entries="all", density=0.5, documents=(5, 8)),
    Plan("entries-without-optional-columns", optional_columns=False, density=0.5, entries="all"),
    *(
        Plan(f"only-{unit}", documents=(5, 9), density=0.5, entries="all", codes=FLAT,
             settings=PAIR | {"units": [unit], "primary_unit": unit})
        for unit in ("sentence", "turn", "window", "document")
    ),
    Plan("two-documents-as-units", documents=(2, 2), density=0.5, entries="all", codes=FLAT, sources=("interview",),
         settings=PAIR | {"units": ["document"], "primary_unit": "document"}),
    Plan("validation-in-another-unit", documents=(4, 4), codes=FLAT,
         settings=PAIR | {"units": ["window"], "primary_unit": "window",
                          "validation": {"unit": "turn", "codes": ["security"], "size": 20, "coders": ["a"]}}),
    Plan("lowest-limits", documents=(4, 8), density=0.5, entries="all", codes=FLAT, sources=BOTH,
         settings=LOWEST | PAIR | COMPARED),
    Plan("highest-limits", documents=(4, 8), density=0.5, entries="all", codes=FLAT, sources=BOTH,
         settings=HIGHEST | PAIR | COMPARED),
    Plan("two-sources-compared", documents=(8, 9), density=0.5, entries="all", codes=FLAT, sources=BOTH, odd=False,
         turns=(6, 12), languages=("zh", "en"), settings=LOWEST | PAIR | COMPARED),
    Plan("forty-topics-of-twenty-words", documents=(2, 3), turns=(2, 4),
         settings={"topics": {"zh": 40, "en": 40, "words": 20, "documents": 1}}),
    Plan("odd-characters", odd=True, documents=(4, 6), density=0.5, entries="all"),
    Plan("volunteered", documents=(4, 6), density=0.5, entries="all", settings={"reading": "volunteered"}),
    Plan("groups-of-respondents", documents=(6, 8), density=0.5, entries="all", codes=FLAT, odd=False,
         layouts=("colon",), settings=PAIR | {"groups": [{"column": "gender", "a": "f", "b": "m"}]}),
)  # fmt: skip
