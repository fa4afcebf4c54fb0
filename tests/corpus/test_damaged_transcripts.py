"""Good transcripts damaged at random: each is read or is one error, and no character goes without an account."""

import random
from dataclasses import replace

import pytest

from intertwine.corpus.documents import OpenedDocument, ingest_document, label_document
from intertwine.corpus.manifest import Document, Speaker
from intertwine.corpus.reading import read_document
from intertwine.errors import UserError
from transcript_layouts import LAYOUTS, spoken

SIGNS = '：:;；[]（）<>*#\t \u200b-—|，。A采\ufffd"{}\n\r0'


def damaged(text, chance):
    for _ in range(chance.randint(1, 5)):
        lines = text.split("\n")
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        place = chance.randrange(len(text) + 1)
        kind = chance.randrange(6)
        if kind == 0:
            text = text[:place] + chance.choice(SIGNS) + text[place:]
        elif kind == 1:
            text = text[:place] + text[place + chance.randint(1, 3) :]
        else:
            lines[at], lines[other] = (
                (lines[other], lines[at]), (" ".join(lines[at]), lines[other]), (lines[at].swapcase(), lines[other]),
                (lines[at] + lines[other], ""),
            )[kind - 2]  # fmt: skip
            text = "\n".join(lines)
    return text.encode(chance.choice(["utf-8", "utf-8", "gb18030", "utf-16"]), errors="ignore")


@pytest.mark.parametrize("seed", range(4))
def test_no_damage_breaks_the_reading_or_loses_a_character_unseen(seed):
    chance = random.Random(seed)
    read = 0
    for _ in range(60):
        layout = LAYOUTS[chance.choice(sorted(LAYOUTS))]
        path = f"a{layout.suffix}"
        row = Document(path, path, "interview", "auto", "", "", "", {})
        cast = [Speaker("", label, role, "", {}) for role, label in layout.labels.items()]
        data = damaged(layout.write(spoken(layout.language)), chance)
        try:
            kind, reading = read_document(path, data)
            opened = OpenedDocument(row, kind, "", replace(reading))
            found = ingest_document(label_document(opened, cast), frozenset({"interview"}))
        except UserError:
            continue
        read += 1
        given = sum(len("".join(line.text.split())) for line in reading.lines if not line.label)
        if not any(line.label for line in reading.lines):
            assert sum(each.characters for each in found.account) >= given
    assert read > 40
