"""Where sentences begin, decided on tokens.

English: spaCy's rule, a sentence ends with a full stop, question or exclamation mark that is a token of its own (so not
in `Mr.` or `e.g.`), and closing marks after it still belong to it. Chinese: the same marks in full width, one after
another if need be, and the closing quotes and brackets after them; what goes on in lower case after a quotation is
still the same sentence. A line feed always ends a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.language.engines import BLANK, spacy_pipeline
from intertwine.language.normal import Positions
from intertwine.language.script import language_of

ENDS = frozenset(".!?。！？｡．")
CLOSING = frozenset("」』”’）》〉】〕)]}\"'»")
_OPENING_OR_CLOSING = frozenset("\"'")


def sentence_starts(
    joined: str,
    start: Positions,
    end: Positions,
    turn: Positions,
    form: NDArray[np.int64],
    forms: list[str],
    *,
    english_model: str = BLANK,
) -> NDArray[np.bool_]:
    """Return for each token whether it begins a sentence.

    Parameters
    ----------
    joined
        All turns, line feeds inside a turn written as carriage returns.
    start, end
        Of each token in `joined`.
    turn
        Of each token.
    form, forms
        Number of each token's form, and the forms.
    english_model
        A spaCy pipeline that sets boundaries in turns without Han characters in place of the rule.
    """
    if not len(start):
        return np.zeros(0, dtype=np.bool_)
    ends = _tokens_whose_form(form, forms, lambda word: set(word) <= ENDS and (word[-1] != "." or len(word) == 1))
    closing = _tokens_whose_form(form, forms, lambda word: set(word) <= CLOSING)
    gap = np.append(True, start[1:] != end[:-1])
    opening_quote = _tokens_whose_form(form, forms, lambda word: set(word) <= _OPENING_OR_CLOSING) & gap
    closed = _ends_sentence(ends, closing & ~opening_quote)
    opens = np.append(True, closed[:-1]) & ~ends & ~(closing & ~opening_quote)
    opens &= ~(np.append(False, closing[:-1]) & _tokens_whose_form(form, forms, lambda word: word[0].islower()))
    opens |= np.append(True, turn[1:] != turn[:-1])
    opens |= np.append(False, _line_between(joined, start, end))
    if english_model != BLANK:
        opens = _starts_by_model(joined, start, turn, opens, english_model)
    return opens


def _tokens_whose_form(form: NDArray[np.int64], forms: list[str], test: Callable[[str], bool]) -> NDArray[np.bool_]:
    return np.fromiter((test(word) for word in forms), dtype=np.bool_, count=len(forms))[form]


def _ends_sentence(ends: NDArray[np.bool_], closing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which tokens are an end mark, or follow one with nothing but end marks and closing marks between."""
    place = np.arange(len(ends))
    other = ~ends & ~closing
    last_other = np.maximum.accumulate(np.where(other, place, -1))
    last_end = np.maximum.accumulate(np.where(ends, place, -1))
    return last_end > last_other


def _line_between(joined: str, start: Positions, end: Positions) -> NDArray[np.bool_]:
    """Tell where a line feed stands between a token and the next."""
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lines = np.cumsum(points == ord("\r"))
    return np.asarray(lines[start[1:]] > lines[end[:-1] - 1])


def _starts_by_model(
    joined: str, start: Positions, turn: Positions, opens: NDArray[np.bool_], model: str
) -> NDArray[np.bool_]:
    """Take the boundaries of a spaCy pipeline, if it sets any, in turns that have no Han characters."""
    pipeline = spacy_pipeline(model, "en")
    opens = opens.copy()
    first = np.flatnonzero(np.append(True, turn[1:] != turn[:-1]))
    for begin, stop in zip(first.tolist(), [*first[1:].tolist(), len(start)], strict=True):
        text = joined[start[begin] : joined.index("\n", start[stop - 1])]
        if any("\u3400" <= character <= "\u9fff" for character in text):
            continue
        read = pipeline(text)
        if not read.has_annotation("SENT_START"):
            continue
        begins = {start[begin] + sentence.start_char for sentence in read.sents}
        opens[begin:stop] = [position in begins for position in start[begin:stop].tolist()]
        opens[begin] = True
    return opens


def sentence_languages(sentences: pd.DataFrame, texts: Sequence[str], languages: Sequence[str]) -> list[str]:
    """Return the language of each sentence by its script; where it has none, that of its turn.

    Parameters
    ----------
    sentences
        With `turn`, `start` and `end`.
    texts, languages
        Of the turns.
    """
    places = zip(*(sentences[name].tolist() for name in ("turn", "start", "end")), strict=True)
    return [language_of(texts[turn][start:end]) or languages[turn] for turn, start, end in places]
