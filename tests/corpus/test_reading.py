import hashlib

import pytest

from intertwine.corpus import reading
from intertwine.corpus.reading import read_bytes, read_document
from intertwine.errors import UserError


def test_a_file_is_known_by_its_bytes(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x")

    assert read_bytes(tmp_path / "a.txt").sha256 == hashlib.sha256(b"x").hexdigest()


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 2**20)
    (tmp_path / "a.txt").write_bytes(b"x" * (2**20 + 1))

    with pytest.raises(UserError, match=r"1 MB\n  allowed: 1 MB"):
        read_bytes(tmp_path / "a.txt")


def test_every_text_format_says_how_sure_its_encoding_is():
    kind, read = read_document("a.md", "**安全**".encode("utf-16"))

    assert (kind, read.encoding) == ("md", "utf-16")
    assert ("encoding", "utf-16, confidence 1.00") in [(found.finding, found.detail) for found in read.findings]


def test_invisible_characters_are_counted():
    _, read = read_document("a.txt", "安\u200b全\ufeff".encode())

    assert ("invisible characters not read", 2) in [(found.finding, found.count) for found in read.findings]


def test_a_file_that_says_nothing_stops():
    with pytest.raises(UserError, match="there is no text in the file"):
        read_document("a.md", b"---\ntitle: x\n---\n")
