"""The first screen: which question, which sentence, how sure."""

import pytest

from intertwine.config import Question, Settings
from intertwine.measures.cooccurrence.records import COOCCURRENCE, LEFT_OUT, SPECIFICATIONS
from intertwine.measures.order.records import ORDER
from intertwine.measures.validation.records import CORRECTED
from intertwine.report.findings import findings, overview, picture

NAMES = {"security": ("Security", "安全"), "threat": ("Threat", "威胁"), "risk": ("Risk", "风险")}
PAIRS = (("security", "threat"), ("security", "risk"))
ASKED = Question(en="Why?", zh="为何？", hypotheses=(("threat", "security"),))
FEW = "too_few_documents_with_both(documents=2, needed=5)"
SIZES = {"n_units": 900, "n_documents": 24, "n_clusters": 24, "both": 33, "documents_both": 12}


class Silent:
    """Texts from which nothing can be quoted."""

    def quotation(self, *_, **__):
        return None


@pytest.fixture
def asked(results_of, table):
    """Return the questions with their findings, the pairs with these numbers."""

    def found(*pairs, questions=(), orders=()):
        rows = [
            {"source": "interview", "language": "all", "unit": "turn", "reading": "all", "note": ""} | SIZES
            | dict(zip(("code_a", "code_b"), codes, strict=True))
            | dict(zip(("estimate", "low", "high", "p", "p_adjusted"), numbers, strict=True))
            for codes, numbers in zip(PAIRS, pairs, strict=False)
        ]  # fmt: skip
        settings = Settings(hypotheses=PAIRS[: len(pairs)], questions=questions, orders=orders)
        return findings(results_of({COOCCURRENCE: table(COOCCURRENCE, *rows)}), NAMES, settings, Silent())

    return found


@pytest.mark.parametrize(
    ("numbers", "verdict", "english", "chinese", "sure"),
    [
        ((3.3, 1.7, 6.2, 0.001, 0.002), "more", "more often than chance", "比随机更常见", "shown"),
        ((0.3, 0.1, 0.6, 0.001, 0.002), "less", "less often than chance", "比随机更少见", "shown"),
        ((2.2, 1.1, 4.4, 0.03, 0.3), "hint", "security and threat go together", "迹象", "may be chance"),
        ((0.5, 0.2, 0.9, 0.03, 0.3), "hint", "security and threat keep apart", "回避", "may be chance"),
        ((1.2, 0.6, 2.4, 0.5, 1.0), "open", "no tie between security and threat", "未能表明", "not shown"),
    ],
)  # fmt: skip
def test_what_is_said_is_what_the_numbers_hold(asked, numbers, verdict, english, chinese, sure):
    (finding,) = asked(numbers)[0]["findings"]

    assert finding["verdict"] == verdict
    assert english in finding["sentence"][0]
    assert chinese in finding["sentence"][1]
    assert sure in finding["sure"][0]
    assert "as the lexicon counts" in finding["sure"][0]
    assert "33 of 900 turns; 12 of 24 documents name both" in finding["size"][0]


@pytest.mark.parametrize(
    ("without_low", "without_high", "fragile"), [(0.8, 4.0, True), (1.4, 4.0, False)], ids=["crosses 1", "stays"]
)
def test_a_finding_that_one_text_turns_is_fragile(results_of, table, without_low, without_high, fragile):
    codes = {"source": "interview", "code_a": "security", "code_b": "threat"}
    numbers = {"estimate": 3.3, "low": 1.7, "high": 6.2, "p": 0.001, "p_adjusted": 0.002}
    row = codes | SIZES | numbers | {"language": "all", "unit": "turn", "reading": "all", "note": ""}
    left = [
        codes | {"unit": "turn", "estimate": 3.3, "estimate_without": without, "left_out": name, "what": "document"}
        for name, without in (("d1", without_low), ("d2", without_high))
    ]
    curve = [codes | {"unit": "turn", "estimate": 3.3, "declared": 1, "note": ""}]
    frames = {COOCCURRENCE: table(COOCCURRENCE, row), LEFT_OUT: table(LEFT_OUT, *left)}
    frames |= {SPECIFICATIONS: table(SPECIFICATIONS, *curve)}
    (question,) = findings(results_of(frames), NAMES, Settings(hypotheses=PAIRS[:1]), Silent())

    assert ("fragile" in question["findings"][0]["sure"][0]) is fragile


def test_what_people_code_goes_before_what_the_lexicon_counts(results_of, table):
    codes = {"source": "interview", "code_a": "security", "code_b": "threat", "unit": "turn"}
    numbers = {"estimate": 3.3, "low": 1.7, "high": 6.2, "p": 0.001, "p_adjusted": 0.002}
    row = codes | SIZES | numbers | {"language": "all", "reading": "all", "note": ""}
    corrected = codes | {
        "estimate": 1.2,
        "low": 0.5,
        "high": 2.9,
        "together_low": 0.4,
        "together_high": 3.6,
        "note": "",
    }
    frames = {COOCCURRENCE: table(COOCCURRENCE, row), CORRECTED: table(CORRECTED, corrected)}
    (question,) = findings(results_of(frames), NAMES, Settings(hypotheses=PAIRS[:1]), Silent())
    (finding,) = question["findings"]

    assert finding["verdict"] == "open"
    assert "1.20 times as high, somewhere from 0.50 to 2.90" in finding["size"][0]
    assert finding["sure"][0] == "not shown: it may be chance; as people code it"


def test_what_could_not_be_tested_says_so_without_a_picture(asked):
    nan = float("nan")
    (finding,) = asked((nan, nan, nan, nan, nan))[0]["findings"]

    assert (finding["verdict"], finding["picture"]) == ("untold", None)
    assert "too little to tell" in finding["sentence"][0]
    assert "33 of 900" in finding["size"][0]


def test_questions_come_first_and_pairs_that_none_names_are_asked_for_themselves(asked):
    open_, shown = (1.2, 0.6, 2.4, 0.5, 1.0), (3.3, 1.7, 6.2, 0.001, 0.002)
    questions = asked(open_, shown, questions=(ASKED,))

    assert [each["question"] for each in questions] == [
        ("Why?", "为何？"), ("Do security and risk go together?", "安全与风险是否相伴出现？"),
    ]  # fmt: skip
    assert [len(each["findings"]) for each in questions] == [1, 1]
    assert overview(questions)[0] == "1 of 2 answers hold with all hypotheses taken together; 0 more are hints."


def test_the_clearest_finding_of_a_question_stands_first(asked):
    both = Question(en="Which?", zh="哪些？", hypotheses=PAIRS)
    found = asked((1.2, 0.6, 2.4, 0.5, 1.0), (0.3, 0.1, 0.6, 0.001, 0.002), questions=(both,))[0]["findings"]

    assert [each["verdict"] for each in found] == ["less", "open"]


def test_nothing_declared_asks_nothing(asked):
    assert asked() == []
    assert overview([]) == ("", "")


def test_the_overview_counts_what_could_not_be_told():
    asked = [{"findings": [{"verdict": "untold"}, {"verdict": "hint"}]}]

    assert overview(asked)[0].endswith("1 more are hints; for 1 there is too little to tell.")
    assert overview(asked)[1].endswith("另有 1 个仅为迹象；1 个材料太少，无法判断。")


def test_an_order_is_told_with_its_share(results_of, table):
    row = {"source": "interview", "language": "all", "reading": "all", "code_a": "threat", "code_b": "security",
           "measure": "first span in the turn", "estimate": 0.8, "low": 0.6, "high": 0.9, "p": 0.01, "p_adjusted": 0.02,
           "n_units": 40, "n_documents": 20, "note": ""}  # fmt: skip
    settings = Settings(orders=(("threat", "security"),))
    (question,) = findings(results_of({ORDER: table(ORDER, row)}), NAMES, settings, Silent())
    (finding,) = question["findings"]

    assert finding["sentence"] == (
        "Interviews: threat is named before security more often than after it.", "访谈：威胁更常在安全之前提到。",
    )  # fmt: skip
    assert "Of 40 turns" in finding["size"][0]
    assert "80% [60%, 90%]" in finding["size"][0]


def test_the_picture_ends_where_its_line_ends():
    assert picture(1.0, 0.0, 1e9) == {"estimate": 50.0, "low": 0.0, "high": 100.0}
