"""Speaker by speaker: how much each respondent said, how they came to the codes they named, and in whose words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intertwine.language.normal import matching_forms
from intertwine.language.occurrences import terms_used
from intertwine.measures.languages import documents_speaking
from intertwine.measures.uptake.interviews import asked_documents
from intertwine.vocabulary import PROMPTING, UNPROMPTED, families_of

Numbers = NDArray[np.float64]

_SPEAKER = ["document_id", "speaker"]


def profiles(
    hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, lexicon: pd.DataFrame, *, spoken: pd.DataFrame
) -> pd.DataFrame:
    """Return language style matching and prompting status of each respondent, one row for each in each document.

    Descriptive: nothing is tested, and shares of speakers who named little are not to be ranked.

    Parameters
    ----------
    hits, documents
        The hand-over tables.
    turns
        The hand-over table, with `words`.
    lexicon
        The company's terms, by `language`.
    spoken
        Which languages documents speak, of `languages_spoken`: only in these is a language's lexicon looked for.

    Returns
    -------
    DataFrame
        `document_id`, `speaker`, `source`, `language`, `turns`, `words`, uses by `PROMPTING`, `company_terms`
        (different terms of the lexicon that were used), `unprompted` (share of uses volunteered or self-repeated) and
        `matching` (language style matching of the families of codes per word, with the interviewers of the document).
    """
    talk = turns[turns["document_id"].isin(asked_documents(turns))]
    speech = _speech(talk, lexicon, spoken)
    counted = hits[hits["suppressed_by"] == ""]
    uses = counted[counted["role"] == "respondent"]
    ways = pd.crosstab([uses["document_id"], uses["speaker"]], uses["prompting"]).reindex(
        index=pd.MultiIndex.from_frame(speech[_SPEAKER]), columns=list(PROMPTING), fill_value=0
    )
    known = documents.set_index("document_id")
    total = ways.sum(axis=1).to_numpy(dtype=np.float64)
    unasked = ways[list(UNPROMPTED)].sum(axis=1).to_numpy(dtype=np.float64)
    return pd.concat([speech, ways.reset_index(drop=True)], axis=1).assign(
        source=speech["document_id"].map(known["source"]),
        language=speech["document_id"].map(known["language"]),
        unprompted=np.divide(unasked, total, out=np.full(len(total), np.nan), where=total > 0),
        matching=_matching_with_interviewers(counted, talk, speech),
    )


def matching(first: Numbers, second: Numbers) -> float:
    """Return language style matching of two speakers: mean of 1 - |p1 - p2| / (p1 + p2 + .0001), p shares of words.

    From 0 to 1, over the categories that either of them uses; NaN where they use none.

    References
    ----------
    Gonzales, Hancock & Pennebaker 2010, Communication Research 37(1):3-19.

    Examples
    --------
    >>> round(matching(np.array([12.5]), np.array([10.0])), 6)
    0.888889
    """
    used = (first + second) > 0
    if not used.any():
        return float("nan")
    alike = 1 - np.abs(first - second)[used] / (first + second + 0.0001)[used]
    return float(alike.mean())


def _speech(talk: pd.DataFrame, lexicon: pd.DataFrame, spoken: pd.DataFrame) -> pd.DataFrame:
    """Return turns, words and different terms of the lexicon of each respondent."""
    said = talk[talk["role"] == "respondent"]
    speech = said.groupby(_SPEAKER, sort=True).agg(
        turns=("turn", "size"), words=("words", "sum"), text=("text", " ".join)
    )
    speech = speech.reset_index()
    forms = pd.Series(matching_forms([text.replace("\n", " ") for text in speech["text"]]), dtype=object)
    used = np.zeros(len(speech), dtype=np.int64)
    for language, terms in lexicon.groupby("language")["term"]:
        speaks = speech["document_id"].isin(documents_speaking(spoken, str(language))).to_numpy()
        used[speaks] += terms_used(forms[speaks].tolist(), terms.tolist())
    return speech.drop(columns="text").assign(company_terms=used)


def _matching_with_interviewers(counted: pd.DataFrame, talk: pd.DataFrame, speech: pd.DataFrame) -> list[float]:
    """Return each respondent's matching with the interviewers of the document; missing where either named nothing."""
    families = counted.assign(family=families_of(counted["code"]))
    by_speaker = pd.crosstab([families["document_id"], families["speaker"]], families["family"])
    asked = families[families["role"] == "interviewer"]
    by_interviewer = pd.crosstab(asked["document_id"], asked["family"])
    by_interviewer = by_interviewer.reindex(columns=by_speaker.columns, fill_value=0)
    words = talk[talk["role"] == "interviewer"].groupby("document_id")["words"].sum()
    values = []
    for document, speaker, spoken in zip(speech["document_id"], speech["speaker"], speech["words"], strict=True):
        if (document, speaker) not in by_speaker.index or document not in by_interviewer.index:
            values.append(float("nan"))
            continue
        own = 100 * by_speaker.loc[(document, speaker)].to_numpy(dtype=np.float64) / max(int(spoken), 1)
        heard = 100 * by_interviewer.loc[document].to_numpy(dtype=np.float64) / max(int(words[document]), 1)
        values.append(matching(own, heard))
    return values
