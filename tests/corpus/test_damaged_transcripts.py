"""Good transcripts damaged at random: each is read or is one error, and no character goes without an account."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from intertwine.corpus.documents import OpenedDocument, ingest_document, label_document
from intertwine.corpus.manifest import Document, Speaker
from intertwine.corpus.reading import read_document
from intertwine.corpus.times import without_times
from intertwine.errors import UserError
from transcript_layouts import LAYOUTS, spoken
from turns import compact

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
        words = "".join(turn.text for turn in found.turns)
        text = {line.number: line.text for line in reading.lines}
        pieces = Counter(each.number for each in found.account)
        for each in found.account:
            if each.kind in ("continuation", "remark") and pieces[each.number] == 1:
                said = (without_times(text[each.number], bare=bare)[0] for bare in (True, False))
                assert any(compact(part) in compact(words) for part in said)
        labelled = [each for each in reading.lines if each.label]
        if not labelled:
            assert {each.number for each in found.account} == {line.number for line in reading.lines}
            total = sum(len(compact(line.text)) for line in reading.lines)
            assert total - 2 * len(found.account) <= sum(each.characters for each in found.account)
    assert read > 40
