"""How often Chinese words are used in general: the frequencies of jieba's dictionary."""

from __future__ import annotations

from intertwine.language.normal import matching_form


def chinese_frequencies() -> list[tuple[str, int]]:
    """Return words and their frequencies as jieba's dictionary has them, in matching form."""
    import jieba

    with jieba.get_dict_file() as file:
        lines = file.read().decode("utf-8").splitlines()
    parts = [line.split(" ") for line in lines if line]
    forms = matching_form("　".join(part[0] for part in parts)).split(" ")
    assert len(forms) == len(parts)  # noqa: S101 - no entry of the dictionary holds a space
    return [(form, int(part[1])) for form, part in zip(forms, parts, strict=True)]
