"""How often Chinese words are used in general: the frequencies of jieba's dictionary."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine.errors import UserError
from intertwine.language.normal import matching_form, matching_forms

if TYPE_CHECKING:
    import pandas as pd


@cache
def chinese_frequencies() -> tuple[tuple[str, int], ...]:
    """Return words and their frequencies as jieba's dictionary has them, in matching form."""
    import jieba

    with jieba.get_dict_file() as file:
        lines = file.read().decode("utf-8").splitlines()
    parts = [line.split(" ") for line in lines if line]
    forms = matching_form("　".join(part[0] for part in parts)).split(" ")
    assert len(forms) == len(parts)  # noqa: S101 - no entry of the dictionary holds a space
    return tuple((form, int(part[1])) for form, part in zip(forms, parts, strict=True))


def reference_frequencies(path: Path | None) -> pd.DataFrame:
    """Return how often words are used elsewhere: `language`, `word`, `frequency`.

    Raises
    ------
    UserError
        If the file lacks a column or a frequency is no number.
    """
    import pandas as pd

    if path is None:
        return _chinese_reference()
    allowed = "columns language, word, frequency (UTF-8)"
    try:
        given = pd.read_csv(path, encoding="utf-8-sig", dtype={"language": "str", "word": "str"}, keep_default_na=False)
        given = given[["language", "word", "frequency"]].assign(frequency=pd.to_numeric(given["frequency"]))
    except (OSError, KeyError, ValueError, UnicodeDecodeError) as error:
        raise UserError("the reference list cannot be read", where=str(path), allowed=allowed) from error
    given = given.assign(word=matching_forms(given["word"].tolist()))
    if (given["language"] == "zh").any():
        return given
    return pd.concat([given, _chinese_reference()], ignore_index=True)


@cache
def _chinese_reference() -> pd.DataFrame:
    """Return the frame of `chinese_frequencies`, made once; nobody changes it."""
    import pandas as pd

    return pd.DataFrame(chinese_frequencies(), columns=["word", "frequency"]).assign(language="zh")
