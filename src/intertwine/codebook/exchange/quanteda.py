"""Codebooks as quanteda dictionaries in YAML, as R reads them with ``quanteda::dictionary(file = "codebook.yml")``.

Nested keys are the parts of a code. The words of a code stand in lists under the keys ``zh`` and ``en``, beside the
codes under it, so that a parent with words of its own comes back::

    threat:
      en:
      - "danger*"
      fraud:
        zh:
        - "诈骗"

A code whose last part is itself ``zh`` or ``en`` is written with its parent as one key, ``threat.en``. quanteda matches
whole words of its tokeniser, a ``*`` is any run of characters in one, and ``?`` is any one character.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from intertwine import records
from intertwine.codebook.cells import CodebookCells
from intertwine.codebook.exchange.draft import Draft
from intertwine.codebook.exchange.losses import loss_sentences, losses_of_word_list
from intertwine.codebook.exchange.text import decoded_text, language_of_word
from intertwine.codebook.reading import ENTRY_LANGUAGES, parse_codebook
from intertwine.errors import UserError
from intertwine.input_tables import InputRow, collapse_spaces

_PLAIN_KEY = re.compile(r"[a-z][a-z0-9_]+")
_YAML_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null"})
"""What YAML 1.1, as R reads it, takes for something else than text."""

_LAST_IN_DOUBLE_QUOTES = 0xFFFF
"""Characters beyond, as emoji, become numbers in double quotes, but stay as they are in single ones."""

_ONE_CHARACTER = "left out: ? stands for any one character in quanteda"
_NO_WORDS = "without words left out: quanteda has keys for words only"


def write(cells: CodebookCells, path: Path) -> list[str]:
    """Write the literals and wildcards of a codebook as a quanteda dictionary.

    Returns
    -------
    list of str
        What quanteda cannot hold, counted.

    Raises
    ------
    UserError
        If the codebook has a fault.
    """
    parse_codebook(cells)
    plain = [row for row in cells.entries.rows if row["kind"].lower() != "regex"]
    kept = [row for row in plain if "?" not in row["pattern"]]
    data = _dictionary_text(_tree(cells, kept)).encode()
    records.whole(path, lambda target: target.write_bytes(data))
    return _losses(cells, plain, kept)


def _losses(cells: CodebookCells, plain: list[InputRow], kept: list[InputRow]) -> list[str]:
    used = [row["code"] for row in kept]
    unused = [
        row["code"]
        for row in cells.codes.rows
        if not any(f"{code}.".startswith(f"{row['code']}.") for code in set(used))
    ]
    chinese = sum(row["language"].lower() == "zh" for row in kept)
    signs = [row["pattern"] for row in plain if "?" in row["pattern"]]
    regexes = len(cells.entries.rows) - len(plain)
    return [
        *loss_sentences(regexes, "entry", "entries", "of kind regex left out: quanteda has no regular expressions"),
        *loss_sentences(len(signs), "entry", "entries", _ONE_CHARACTER, examples=signs),
        *loss_sentences(len(unused), "code", "codes", _NO_WORDS, examples=unused),
        *losses_of_word_list(cells, kept, "quanteda"),
        *loss_sentences(
            chinese,
            "Chinese entry",
            "Chinese entries",
            "found by quanteda only where its tokeniser cuts the text likewise; here they are found in any text",
        ),
    ]


def _tree(cells: CodebookCells, kept: list[InputRow]) -> dict[Any, Any]:
    words: dict[str, dict[str, list[_Text]]] = {row["code"]: {} for row in cells.codes.rows}
    for row in kept:
        words[row["code"]].setdefault(row["language"].lower(), []).append(_Text(collapse_spaces(row["pattern"])))
    tree: dict[Any, Any] = {}
    for code, lists in words.items():
        if lists:
            node = tree
            for key in _keys(code):
                node = node.setdefault(key, {})
            node |= {language: lists[language] for language in ENTRY_LANGUAGES if language in lists}
    return tree


def _keys(code: str) -> list[str]:
    """Return the nested keys of a code; below the top, ``zh`` and ``en`` are never keys of codes.

    >>> _keys("threat.fraud"), _keys("threat.en.zh.phone")
    (['threat', 'fraud'], ['threat.en.zh', 'phone'])
    """
    keys: list[str] = []
    for part in code.split("."):
        if keys and part in ENTRY_LANGUAGES:
            keys[-1] += f".{part}"
        else:
            keys.append(part)
    return keys


class _Text(str):
    """A word, always written in quotes: no reader takes it for a truth value or a number."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Quotes each word, and each key that some reader takes for something else than text."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - as in yaml
        return True


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    beyond = any(ord(sign) > _LAST_IN_DOUBLE_QUOTES for sign in text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="'" if beyond else '"')


def _key(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = _PLAIN_KEY.fullmatch(text) and text not in _YAML_WORDS
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Dumper.add_representer(_Text, _quoted)
_Dumper.add_representer(str, _key)


def _dictionary_text(tree: dict[Any, Any]) -> str:
    text: str = yaml.dump(
        tree, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=float("inf")
    )
    return text


def read(path: Path) -> tuple[CodebookCells, list[str]]:
    """Read a quanteda dictionary in YAML, one we wrote or any other.

    All keys and words are text: ``no`` is a word. Lists under ``zh`` and ``en`` say their language; of other words the
    script decides. A key that is no code (small letters, digits, ``_`` and dots) becomes one of its Latin letters, or
    ``code_1``; the key itself is kept as both labels.

    Returns
    -------
    tuple
        The codebook, without qualifiers, and what of the file could not be held.

    Raises
    ------
    UserError
        If the file is not YAML, a key is there twice, or it is no mapping of keys to words, with the line.
    """
    text, losses = decoded_text(path)
    reading = _QuantedaReader(Draft(path.name), path.name)
    reading.mapping(_root(text, path.name), ())
    cells, more = reading.cells_and_losses()
    return cells, losses + more


class _Loader(yaml.BaseLoader):
    """Text alone: nothing is taken for a truth value or a number."""


def _root(text: str, name: str) -> yaml.MappingNode:
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise UserError(
            f"not valid YAML: {error.problem or error.context}",
            where=f"{name}{line}",
            allowed='keys and lists of words; a word that begins with a sign stands in quotes: "*safe"',
        ) from None
    except (yaml.YAMLError, RecursionError):
        raise UserError("not valid YAML", where=name, allowed="keys and lists of words") from None
    if not isinstance(root, yaml.MappingNode):
        raise UserError("no keys with words under them", where=name, allowed="lines of `key:` and `- word`")
    return root


class _QuantedaReader:
    """Walks through the keys; each node is met once."""

    def __init__(self, draft: Draft, name: str) -> None:
        self._draft = draft
        self._name = name
        self._met: set[int] = set()
        self._signs: list[str] = []
        self._wild: list[str] = []

    def mapping(self, node: yaml.MappingNode, above: tuple[str, ...]) -> None:
        """Read the keys of a mapping that stands under the names `above`."""
        self._meet(node)
        lines: dict[str, int] = {}
        for key_node, value in node.value:
            key, line = self._key(key_node), key_node.start_mark.line + 1
            if key in lines:
                raise UserError(
                    f"the key {key[:40]!r} is there twice",
                    where=f"{self._name}, line {line}",
                    allowed=f"each key once; it is also in line {lines[key]}",
                )
            lines[key] = line
            if above and key in ENTRY_LANGUAGES and not isinstance(value, yaml.MappingNode):
                self._value(value, above, key)
            else:
                self._draft.code((*above, key))
                self._value(value, (*above, key), "")

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or node.value == "<<":
            raise UserError("a key that is not a name", where=self._where(node), allowed="lines of `key:`")
        return str(node.value)

    def _value(self, node: yaml.Node, names: tuple[str, ...], language: str) -> None:
        if isinstance(node, yaml.MappingNode):
            self.mapping(node, names)
        elif isinstance(node, yaml.SequenceNode):
            self._meet(node)
            for item in node.value:
                self._value(item, names, language)
        elif isinstance(node, yaml.ScalarNode) and (node.style is not None or node.value not in ("", "~")):
            self._word(node, names, language)

    def _word(self, node: yaml.Node, names: tuple[str, ...], language: str) -> None:
        word = str(node.value)
        if "?" in word:
            self._signs.append(word)
            return
        if "*" in word and not language:
            self._wild.append(word)
        line = node.start_mark.line + 1
        self._draft.word(self._draft.code(names), language or language_of_word(word), word, line=line)

    def _meet(self, node: yaml.Node) -> None:
        if id(node) in self._met:
            raise UserError(
                "a part that is used twice, by a name with *",
                where=self._where(node),
                allowed="each list of words written out",
            )
        self._met.add(id(node))

    def _where(self, node: yaml.Node) -> str:
        return f"{self._name}, line {node.start_mark.line + 1}"

    def cells_and_losses(self) -> tuple[CodebookCells, list[str]]:
        """Return the codebook and what is to be said."""
        self._draft.losses += loss_sentences(len(self._signs), "word", "words", _ONE_CHARACTER, examples=self._signs)
        self._draft.losses += loss_sentences(
            len(self._wild),
            "word",
            "words",
            "with * find less here: * stands for letters (English) or at most four characters (Chinese)",
            examples=self._wild,
        )
        return self._draft.cells_and_losses()
