"""Key words in context: every hit that counts, with what stands before and after it, and whose words they are."""

from __future__ import annotations

import pandas as pd

from intertwine import records
from intertwine.codebook.reading import Codebook
from intertwine.corpus.records import DOCUMENTS

CONTEXT = 60
"""Characters shown on either side, at most; a line never leaves its turn."""

OWN = ("document_id", "source", "language", "title", "date")


def concordance_lines(hits: pd.DataFrame, turns: pd.DataFrame, documents: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """Return one line for each hit that counts, in the order of the text.

    Parameters
    ----------
    hits, turns, documents
        The hand-over tables.

    Returns
    -------
    DataFrame
        `code`, `label_en`, `label_zh`, `left`, `hit`, `right`, `qualifier`, `cue`, `prompting`, `entry_id`, `pattern`,
        `entry_language`; `document_id`, `turn`, `start`, `speaker`, `role`, and the document's own columns.
    """
    counted = hits[hits["suppressed_by"] == ""].sort_values(["document_id", "turn", "start", "end"], kind="stable")
    texts = turns["text"].to_numpy(dtype=object)[records.rows_of_turns(counted, turns)]
    spans = list(zip(texts, counted["start"].tolist(), counted["end"].tolist(), strict=True))
    patterns = {entry.entry_id: entry.pattern for entry in book.entries}
    codes = counted["code"].tolist()
    lines = pd.DataFrame(
        {
            "code": codes,
            "label_en": [book.labels[code].label_en for code in codes],
            "label_zh": [book.labels[code].label_zh for code in codes],
            "left": [_on_one_line(text[max(0, start - CONTEXT) : start]) for text, start, _ in spans],
            "hit": counted["surface"].to_numpy(),
            "right": [_on_one_line(text[end : end + CONTEXT]) for text, _, end in spans],
            "qualifier": counted["qualifier"].to_numpy(),
            "cue": counted["cue"].to_numpy(),
            "prompting": counted["prompting"].to_numpy(),
            "entry_id": counted["entry_id"].to_numpy(),
            "pattern": counted["entry_id"].map(patterns).to_numpy(),
            "entry_language": counted["language"].to_numpy(),
            "document_id": counted["document_id"].to_numpy(),
            "turn": counted["turn"].to_numpy(),
            "start": counted["start"].to_numpy(),
            "speaker": counted["speaker"].to_numpy(),
            "role": counted["role"].to_numpy(),
        }
    )
    about = documents.set_index("document_id")
    shown = [name for name in about.columns if name in OWN or name not in DOCUMENTS.columns]
    known = about.loc[lines["document_id"].tolist(), shown].reset_index(drop=True)
    return pd.concat([lines, known], axis=1)


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ")
