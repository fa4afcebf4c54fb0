"""What is true of a simulated study, read from a file."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from intertwine.errors import UserError
from intertwine.inference.simulation import Scenario
from intertwine.settings_file import parse


class Parameters(BaseModel):
    """The truth of a simulated study; codes are security, threat and gamification, in this order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    interviews: int = Field(default=24, ge=2, description="Interviews, half of them Chinese")
    promotional: int = Field(default=0, ge=0, description="Promotional texts, half of them Chinese")
    turns: int = Field(default=40, ge=8, description="Mean number of the respondent's turns (of paragraphs) in a text")
    security: float = Field(default=0.25, gt=0, lt=1, description="Share of turns of mean length that name security")
    threat: float = Field(default=0.2, gt=0, lt=1, description="The same of threat")
    gamification: float = Field(default=0.15, gt=0, lt=1, description="The same of gamification")
    odds_ratio: float = Field(default=2.0, gt=0, description="Of security and threat in a turn of an interview")
    odds_ratio_promotional: float = Field(default=1.0, gt=0, description="The same in promotional texts")
    propensity: float = Field(default=0.5, ge=0, description="Standard deviation of the documents' log odds")
    correlation: float = Field(default=0.5, ge=0, le=1, description="Correlation of propensities between codes")
    streak: float = Field(default=0.3, ge=0, lt=1, description="Correlation between neighbouring turns")
    words: float = Field(default=30.0, gt=5, description="Median length of a turn in words")
    spread: float = Field(default=0.5, ge=0, description="Standard deviation of the logarithm of the length")
    slope: float = Field(default=0.3, description="Growth of log odds with log length")
    asked: float = Field(default=0.1, ge=0, lt=1, description="Share of questions that name a code, each by itself")
    answer: float = Field(default=6.0, gt=0, description="Odds ratio of naming a code that the question named")
    order: float = Field(default=0.5, ge=0, le=1, description="Chance that threat stands before security where both do")
    missed: float = Field(default=0.0, ge=0, lt=1, description="Share of uses in words that the codebook does not know")
    false_alarms: float = Field(default=0.0, ge=0, lt=1, description="Share of turns with an entry meant otherwise")
    seed: int = Field(default=1, ge=0, description="Seed of everything random")

    def scenario(self, source: str) -> Scenario:
        """Return the truth of the documents of one source."""
        of_interviews = source == "interview"
        return Scenario(
            documents=self.interviews if of_interviews else self.promotional,
            units=self.turns,
            rates=(self.security, self.threat, self.gamification),
            odds_ratio=self.odds_ratio if of_interviews else self.odds_ratio_promotional,
            propensity=self.propensity,
            correlation=self.correlation,
            streak=self.streak,
            words=self.words,
            spread=self.spread,
            slope=self.slope,
            asked=self.asked if of_interviews else 0.0,
            answer=self.answer,
            order=self.order if of_interviews else 0.5,
        )


def read_parameters(path: Path | None) -> Parameters:
    """Read the parameters in a YAML file; those it does not name, and all without a file, have their defaults.

    Raises
    ------
    UserError
        Naming the parameter and what is allowed.
    """
    if path is None:
        return Parameters()
    try:
        values = parse(path.read_text(encoding="utf-8"), path.name)
    except OSError as error:
        raise UserError("the parameters cannot be read", where=str(path), allowed="a YAML file") from error
    try:
        return Parameters.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "(parameters)"
        allowed = ", ".join(Parameters.model_fields) if first["type"] == "extra_forbidden" else first["msg"]
        raise UserError(f"wrong parameter {name}", where=path.name, allowed=allowed) from None
