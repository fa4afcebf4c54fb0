"""How much personal data is found: recall by kind, and precision, on 300 invented items in both languages.

    python benchmarks/anonymising.py            the table
    python benchmarks/anonymising.py --seed 7   other items

Each item stands in a sentence of its own, with an ordinary sentence that holds numbers which are nobody's (amounts,
dates, scores, shares) beside every second one. Digits are half or full width; spaces of three kinds, dashes of three
kinds or nothing stand between groups; Chinese is simplified or traditional. An item counts as found where stretches of
any kind hold all of it. Numbers with check digits are made so that the check holds.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass

import numpy as np

from intertwine.anonymising.finding import personal_data
from intertwine.anonymising.listed import Listed, names_listed, parts_of
from intertwine.anonymising.numbers import (
    is_bank_card,
    is_chinese_identity,
    is_hong_kong_identity,
    is_taiwanese_identity,
)

EACH = 15
LABELS = (
    "Emily Sun",
    "Trisha de Borchgrave",
    "Karen Lau",
    "周启明",
    "林悦",
    "何志明Tommy",
    "欧阳晓岚",
    "Marcus O’Neill",
)
ROADS_ZH, ROADS_EN = ("建国", "中山", "彌敦", "人民"), ("Maple", "Old Mill", "Queens")
TITLED = ("王老师", "陈晓明先生", "Mr. Wong", "Dr Alan Pryce", "歐陽女士", "劉經理")
NUMBERS = {
    "mobile, mainland": ("1{3456789}D", 9, (3, 4, 4), "zh"),
    "mobile, Hong Kong": ("{569}D", 7, (4, 4), "zh"),
    "mobile, Taiwan": ("09D", 8, (4, 3, 3), "zh"),
    "landline, mainland": ("010{2345678}D", 7, (3, 4, 4), "zh"),
    "landline, Taiwan": ("02{2}D", 7, (2, 4, 4), "zh"),
    "telephone, +44": ("+447D", 9, (3, 4, 3, 3), "en"),
    "telephone, +86": ("+861{35789}D", 9, (3, 3, 4, 4), "en"),
    "telephone, USA": ("{23456789}D", 9, (3, 3, 4), "en"),
}
PREFIXES = {
    "zh": (
        "我的电话是{}，有事打给我。",
        "你打{}就能找到我",
        "我的電話是{}，有事打給我。",
        "号码{}，记一下",
        "聯絡{}。",
    ),
    "en": ("You can reach me at {} after six.", "My number is {}.", "Call {} please", "It was {}, I think."),
}
DECOYS = (
    "我的芝麻分是七百一十二分，去年是698分。", "押金要3000元，一共20000000元。", "2019年4月15日到2020-05-01都在用。",
    "大概有85.6%的人，1380万用户。", "會員積分12,500，排第3名。", "I paid $45000000 over 2019-2020 for it.",
    "The score went from 650 to 712.5 on 2024-05-09 at 10:30:25.", "About 1,250,000 users, 3.5 per cent a year.",
    "老师说安全最重要，小区里也有人用。", "The teacher said it was safe on Main Street.",
    "20240509 那天一共走了12000步。",
)  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """A sentence, what was planted in it, and where."""

    kind: str
    text: str
    start: int
    end: int


class Planter:
    """Draws invented items by seed."""

    def __init__(self, seed: int) -> None:
        self.draw = np.random.default_rng(seed)

    def one(self, values: str | tuple[str, ...]) -> str:
        """Return one of some values."""
        return str(values[int(self.draw.integers(len(values)))])

    def digits(self, number: int) -> str:
        """Return digits."""
        return "".join(map(str, self.draw.integers(0, 10, number)))

    def valid(self, begin: str, number: int, check: object, last: str = "0123456789X") -> str:
        """Return a number of which `check` holds."""
        while True:
            body = begin + self.digits(number)
            for sign in last:
                if check(body + sign):  # type: ignore[operator]
                    return body + sign

    def written(self, number: str, groups: tuple[int, ...]) -> str:
        """Return a number as people write it: with separators between groups, or in full width."""
        between = self.one(("", " ", "-", "\u3000", "\u00a0", "–", "－"))
        parts, done = [], 0
        for group in groups:
            parts.append(number[done : done + group])
            done += group
        text = between.join([*parts, number[done:]] if number[done:] else parts)
        wide = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}
        return text.translate(wide) if self.draw.random() < 0.3 else text

    def sentence(self, kind: str, value: str, frames: tuple[str, ...]) -> Planted:
        """Return a sentence that holds a value."""
        before, _, after = self.one(frames).partition("{}")
        decoy = self.one(DECOYS) if self.draw.random() < 0.5 else ""
        begin = len(decoy) + len(before)
        return Planted(kind, f"{decoy}{before}{value}{after}", begin, begin + len(value))


def telephone(planter: Planter, form: str, more: int, groups: tuple[int, ...]) -> str:
    """Return a telephone number."""
    before, _, rest = form.partition("{")
    choice, _, _ = rest.partition("}")
    head = (before + planter.one(choice) if choice else before).removesuffix("D")
    return planter.written(head + planter.digits(more), groups)


def planted_numbers(planter: Planter) -> list[Planted]:
    """Return telephones, identity numbers, cards, and what stands after a cue."""
    items = [
        planter.sentence(kind, telephone(planter, form, more, groups), PREFIXES[language])
        for kind, (form, more, groups, language) in NUMBERS.items()
        for _ in range(EACH)
    ]
    checked = {
        "identity, mainland": ("11010519900307", 3, is_chinese_identity, "0123456789X", (6, 8, 4)),
        "identity, Hong Kong": ("K", 6, is_hong_kong_identity, "0123456789A", (7,)),
        "identity, Taiwan": ("A2", 7, is_taiwanese_identity, "0123456789", (10,)),
        "bank card": ("6222", 14, is_bank_card, "0123456789", (4, 4, 4, 4, 3)),
    }
    for kind, (begin, more, check, last, groups) in checked.items():
        frames = ("我把{}给他们了", "It was {} on the form.", "證件是{}。", "The card says {}, look")
        items += [
            planter.sentence(kind, planter.written(planter.valid(begin, more, check, last), groups), frames)
            for _ in range(EACH)
        ]
    return items


def planted_words(planter: Planter) -> list[Planted]:
    """Return e-mail addresses, accounts, plates, addresses and names."""
    makers = {
        "e-mail": (lambda: f"user{planter.digits(3)}@example.com", ("写信到{}就行", "Write to {} any time.")),
        "WeChat": (lambda: f"wxid_{planter.digits(6)}", ("我微信是{}", "My WeChat is {}.", "加微信號：{}，謝謝")),
        "QQ": (lambda: f"{planter.one('123456789')}{planter.digits(8)}", ("我的QQ是{}", "QQ号：{}。", "my QQ: {}")),
        "plate": (lambda: f"{planter.one('京沪粤苏')}{planter.one('ABC')}{planter.one('·- ')}{planter.digits(4)}K",
                  ("车是{}，白色的", "The car was {}.")),
        "address, Chinese": (
            lambda: f"{planter.one(ROADS_ZH)}{planter.one('路道街')}{planter.digits(2)}8号",
            ("我住在{}。", "寄到{}就好")),
        "address, English": (
            lambda: f"1{planter.digits(1)} {planter.one(ROADS_EN)} {planter.one(('Road', 'Street', 'Lane'))}",
            ("I live at {}.", "They came to {}, twice.")),
        "name by pattern": (lambda: planter.one(TITLED), ("后来{}来了。", "Then {} came.", "是{}教我的")),
    }  # fmt: skip
    return [planter.sentence(kind, make(), frames) for kind, (make, frames) in makers.items() for _ in range(EACH - 2)]


def planted_listed(planter: Planter, number: int) -> list[Planted]:
    """Return listed names and their parts, in other cases, spacings and the other script."""
    from opencc import OpenCC

    traditional = OpenCC("s2t").convert
    items = []
    for _ in range(number):
        label = planter.one(LABELS)
        value = planter.one((label, *parts_of(label)))
        value = planter.one((value, value.upper(), value.lower(), traditional(value), value.replace(" ", "_")))
        items.append(
            planter.sentence("listed name", value, ("后来{}来了。", "Then {} came.", "interviews/{}-2024.docx"))
        )
    return items


def planted(seed: int) -> list[Planted]:
    """Return the 300 items."""
    planter = Planter(seed)
    items = [*planted_numbers(planter), *planted_words(planter)]
    return [*items, *planted_listed(planter, 300 - len(items))]


def arguments() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20261126, help="seed of the items")
    parser.add_argument("--missed", action="store_true", help="show the invented items that were missed or too many")
    return parser


def main() -> None:
    """Print recall by kind, and precision."""
    chosen = arguments().parse_args()
    labels = names_listed(LABELS)
    listed = Listed([*labels, *(part for label in labels for part in parts_of(label))])
    there, found, stretches, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for item in planted(chosen.seed):
        got = personal_data(item.text, listed)
        covered = {place for each in got for place in range(each.start, each.end)}
        hit = set(range(item.start, item.end)) <= covered
        there[item.kind] += 1
        found[item.kind] += hit
        false = [each for each in got if each.end <= item.start or each.start >= item.end]
        for each in got:
            stretches[each.kind] += 1
            right[each.kind] += each not in false
        if chosen.missed and (not hit or false):
            print(item.kind, repr(item.text), [(each.kind, item.text[each.start : each.end]) for each in got])
    print("| planted | n | found |\n|---|---|---|")
    for kind, number in there.items():
        print(f"| {kind} | {number} | {found[kind]} |")
    print(f"| all | {there.total()} | {found.total()} |\n\n| kind | stretches | right |\n|---|---|---|")
    for kind, number in stretches.items():
        print(f"| {kind} | {number} | {right[kind]} |")
    print(f"| all | {stretches.total()} | {right.total()} |")


if __name__ == "__main__":
    main()
