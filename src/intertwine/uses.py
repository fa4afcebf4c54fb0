"""What each stage uses besides its input files: declared once, held to at run time, part of its fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from intertwine.config import Settings


@dataclass(frozen=True, slots=True)
class Uses:
    """What a stage uses besides its input files.

    Attributes
    ----------
    settings
        Top-level keys of the settings. A stage is handed these and no others.
    codebook
        Parts of the codebook: ``entries`` (what matches) and ``labels`` (what is shown).
    manifest
        Whether the stage reads documents.csv and speakers.csv.
    parts
        Folders of this package whose files, other than modules, the stage puts into its result.
    """

    settings: tuple[str, ...] = ()
    codebook: tuple[Literal["entries", "labels"], ...] = ()
    manifest: bool = False
    parts: tuple[str, ...] = ()


_CLUSTERED = ("cluster", "confidence", "seed", "smallest")
USES = {
    "ingest": Uses(settings=("corpus",), manifest=True),
    "segment": Uses(settings=("segmentation",)),
    "code": Uses(settings=("codebook", "prompting", "units", "window"), codebook=("entries",)),
    "prevalence": Uses(settings=("bootstrap", "units", *_CLUSTERED)),
    "cooccur": Uses(settings=("hypotheses", "permutations", "units", *_CLUSTERED)),
    "specify": Uses(settings=("hypotheses", "permutations", "primary_unit", "reading", "units", *_CLUSTERED)),
    "contrast": Uses(
        settings=(
            "comparisons", "groups", "hypotheses", "permutations", "primary_unit", "reading", "triples", *_CLUSTERED,
        )
    ),
    "order": Uses(settings=("bootstrap", "codebook", "orders", "permutations", *_CLUSTERED), codebook=("entries",)),
    "lexicon": Uses(settings=("uptake",)),
    "uptake": Uses(
        settings=("bootstrap", "codebook", "permutations", "prompting", "uptake", *_CLUSTERED), codebook=("entries",)
    ),
    "plan": Uses(settings=("hypotheses", "permutations", "planning", "primary_unit", *_CLUSTERED)),
    "audit": Uses(settings=("codebook", "hypotheses", "primary_unit", "seed"), codebook=("entries",)),
    "concord": Uses(settings=("codebook",), codebook=("labels",)),
    "agree": Uses(settings=("bootstrap", "coded", "hypotheses", "validation", *_CLUSTERED)),
    "validate": Uses(
        settings=("bootstrap", "coded", "codebook", "hypotheses", "validation", *_CLUSTERED), codebook=("entries",)
    ),
    "key": Uses(settings=("bootstrap", "comparisons", "keyness", "permutations", *_CLUSTERED)),
    "topics": Uses(settings=("bootstrap", "topics", *_CLUSTERED)),
    "tables": Uses(
        settings=(
            "bootstrap", "cluster", "codebook", "comparisons", "confidence", "groups", "hypotheses", "keyness",
            "labels", "orders", "permutations", "planning", "primary_unit", "prompting", "reading",
            "smallest", "title", "uptake",
        ),
        codebook=("labels",),
    ),
    "figures": Uses(
        settings=(
            "bootstrap", "cluster", "codebook", "comparisons", "confidence", "figures", "hypotheses", "keyness",
            "labels", "orders", "permutations", "primary_unit", "prompting", "reading", "smallest", "title",
        ),
        codebook=("labels",),
    ),
    "report": Uses(settings=(), codebook=("entries", "labels"), parts=("report/assets",)),
    "check": Uses(settings=("figures",)),
    "sample": Uses(settings=("coded", "codebook", "hypotheses", "seed", "validation")),
}  # fmt: skip


def restricted(settings: Settings, stage: str) -> Settings:
    """Return only the settings that `stage` declares: reading another one is an error, so no dependence goes unseen."""
    names = settings_used(settings, stage)
    limited = settings.model_copy()
    for name in set(type(settings).model_fields) - set(names):
        del limited.__dict__[name]
    return limited


def settings_used(settings: Settings, stage: str) -> tuple[str, ...]:
    """Return the settings that a stage uses; one that declares none uses them all."""
    return USES[stage].settings or tuple(type(settings).model_fields)
