"""No study of any shape breaks a run: what cannot work is refused before the first job, all else goes to its end."""

import pytest
from tests.shapes.drawing import Plan, drawn
from tests.shapes.purposes import PURPOSES
from tests.shapes.running import MEASURED, run

SHOWN_TOO = {
    "nothing-declared", "one-turn", "a-code-without-hits", "one-code", "prose-alone",
    "a-codebook-of-the-other-language", "no-hits", "every-turn-the-same",
    "only-document", "highest-limits", "two-sources-compared", "odd-characters",
}  # fmt: skip
"""Shapes that go to the report and the check; the others are measured."""


SAID_FIRST = {
    "a-codebook-of-the-other-language": ("整个研究中未发现编码本中的任何词条", "增加中文词条"),
    "no-hits": ("整个研究中未发现编码本中的任何词条", "对照编码本通读一页文本"),
    "a-code-without-hits": ("编码“码1”从未出现", "可以尝试"),
}
"""What the first lines of the report say of shapes in which something declared, or everything, is not found."""


def told(outcome):
    """Return what broke, with the command that runs the shape again."""
    again = f"python -m tests.shapes --only {outcome.shape}"
    return [f"{fault.stage}: {fault.error}; again: {again}\n{fault.traceback}" for fault in outcome.faults]


@pytest.mark.parametrize("plan", PURPOSES, ids=lambda plan: plan.name)
def test_a_shape_drawn_on_purpose_goes_to_its_end(plan, tmp_path):
    outcome = run(drawn(0, plan), tmp_path / "study", () if plan.name in SHOWN_TOO else MEASURED)

    assert outcome.refused == ""
    assert told(outcome) == []
    if plan.name in SAID_FIRST:
        results = tmp_path / "study" / "results"
        first = (results / "report" / "report.html").read_text(encoding="utf-8").partition("<dl")[0]
        assert [said for said in SAID_FIRST[plan.name] if said not in first] == []
        assert "warning,nothing found," in (results / "coding" / "findings.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", range(1, 29))
def test_a_shape_drawn_by_seed_is_measured_to_its_end(seed, tmp_path):
    outcome = run(drawn(seed), tmp_path / "study", MEASURED)

    assert outcome.refused == ""
    assert told(outcome) == []


def test_a_new_setting_is_drawn_as_soon_as_it_exists():
    named = {line.split(":")[0] for seed in range(40) for line in drawn(seed).files["config.yaml"].splitlines()}

    from intertwine.config import Settings

    assert set(Settings.model_fields) - named == set()


def test_the_same_seed_draws_the_same_shape():
    assert drawn(7) == drawn(7)
    assert drawn(7).files != drawn(8).files


def test_a_shape_that_cannot_work_is_refused_before_the_first_stage(tmp_path):
    plan = Plan("refused", settings={"hypotheses": [["security", "nowhere"]]}, codes=("security", "threat"))

    outcome = run(drawn(1, plan), tmp_path / "study")

    assert "unknown code 'nowhere'" in outcome.refused
    assert not (tmp_path / "study" / "results").exists()
