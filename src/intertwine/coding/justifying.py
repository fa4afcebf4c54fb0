"""Is one hit given as the reason for another: cues such as 因为, 从而, so that between the two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from intertwine.codebook.patterns import compile_re2, re2_expression
from intertwine.codebook.reading import JUSTIFYING, Cue
from intertwine.language.normal import matching_forms


def holds_reason(texts: Sequence[str], cues: Sequence[Cue]) -> NDArray[np.bool_]:
    """Return which stretches of text hold a justifying cue.

    Chinese cues are found anywhere, English ones as words; both on the matching form.

    Parameters
    ----------
    texts
        What stands between two hits.
    cues
        Of the codebook; those with the effect ``justifying`` are used.
    """
    wanted = [cue for cue in cues if cue.effect == JUSTIFYING]
    if not wanted or not texts:
        return np.zeros(len(texts), dtype=np.bool_)
    chinese, english = (
        [re2_expression(cue.pattern, "wildcard", language) for cue in wanted if cue.language == language]
        for language in ("zh", "en")
    )
    parts = [f"(?:{'|'.join(chinese)})"] if chinese else []
    parts += [f"(?:^|[^a-z0-9])(?:{'|'.join(english)})(?:[^a-z0-9]|$)"] if english else []
    search = compile_re2("|".join(parts)).search
    return np.array([search(form) is not None for form in matching_forms(texts)], dtype=np.bool_)
