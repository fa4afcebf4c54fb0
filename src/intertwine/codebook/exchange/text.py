"""The text of a file that another program wrote."""

from __future__ import annotations

from pathlib import Path

from intertwine.codebook.exchange.losses import loss_sentences
from intertwine.corpus.encodings import decode
from intertwine.errors import UserError
from intertwine.language.script import han_pattern, latin_word_pattern

LARGEST = 32 * 2**20

_LAST_COMMON = 0xD7
"""The first byte of the last common characters in GB 2312; rarer ones follow."""


def check_file(path: Path, *, kind: str) -> None:
    """Stop where the file of a `kind`, dictionary or codebook, is not there or too large to be one."""
    if not path.is_file():
        raise UserError("no such file", where=str(path), allowed=f"the file of a {kind}")
    if path.stat().st_size > LARGEST:
        raise UserError(f"the file is too large for a {kind}", where=path.name, allowed=f"{LARGEST >> 20} MB")


def decoded_text(path: Path) -> tuple[str, list[str]]:
    """Return the text of a file, and a sentence if its encoding had to be found out.

    UTF-8 with or without a mark, UTF-16 with one, else an older encoding such as GB18030 where the characters leave no
    doubt. A list of words is short: where the doubt remains, common simplified characters throughout speak for GB18030.

    Raises
    ------
    UserError
        If the file is missing or too large, or its encoding is in doubt.
    """
    check_file(path, kind="dictionary")
    text, encoding = _decoded(path)
    if encoding.startswith("utf"):
        return text, []
    return text, [f"the file is not UTF-8: it was read as {encoding}, look whether its words are right"]


def _decoded(path: Path) -> tuple[str, str]:
    data = path.read_bytes()
    try:
        decoded = decode(data)
    except UserError as error:
        text = _simplified(data)
        if text is None:
            raise UserError(error.what, where=path.name, allowed="a whole copy saved as UTF-8") from None
        return text, "gb18030"
    return decoded.text, decoded.encoding


def _simplified(data: bytes) -> str | None:
    """Return the text if all of it is ASCII, signs and the 3,755 common characters of GB 2312, else None."""
    try:
        text = data.decode("gb2312")
    except UnicodeDecodeError:
        return None
    return text if all(sign.encode("gb2312")[0] <= _LAST_COMMON for sign in text) else None


def language_of_word(word: str) -> str:
    """Return the language a word is taken for: ``zh`` with a Han character in it, else ``en``.

    >>> language_of_word("芝麻 score"), language_of_word("24/7")
    ('zh', 'en')
    """
    return "zh" if han_pattern.search(word) else "en"


def loss_of_script(words: list[str]) -> list[str]:
    """Return a sentence about words in neither Han nor Latin letters, as kana, which are taken for English."""
    in_other_letters = [
        word
        for word in words
        if any(sign.isalpha() for sign in word) and not (han_pattern.search(word) or latin_word_pattern.search(word))
    ]
    return loss_sentences(
        len(in_other_letters),
        "word",
        "words",
        "in other letters than Chinese and Latin put under English",
        examples=in_other_letters,
    )
