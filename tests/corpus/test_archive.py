import io
import zipfile

import pytest

from intertwine.corpus import archive
from intertwine.corpus.archive import Archive
from intertwine.errors import UserError


def packed(members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return made.getvalue()


def test_members_are_read_by_name():
    opened = Archive(packed({"a": b"x"}))

    assert opened.names == {"a"}
    assert opened.read("a") == b"x"


@pytest.mark.parametrize(
    ("cap", "value", "message"),
    [
        ("MOST_MEMBERS", 1, "the file unpacks"),
        ("LARGEST_TOTAL", 3, "the file unpacks"),
        ("LARGEST_MEMBER", 2, "a part of"),
    ],
)
def test_sizes_and_numbers_are_capped(monkeypatch, cap, value, message):
    monkeypatch.setattr(archive, cap, value)

    with pytest.raises(UserError, match=message):
        Archive(packed({"a": b"xx", "b": b"xxxx"}))


def test_what_packs_too_well_is_a_bomb():
    with pytest.raises(UserError, match="unpacks to too much"):
        Archive(packed({"a": b"0" * 2**22}))


def test_a_member_that_is_damaged_stops():
    data = packed({"a": bytes(range(256)) * 40})
    damaged = data[:60] + bytes(20) + data[80:]

    with pytest.raises(UserError, match="damaged"):
        Archive(damaged).read("a")


def test_a_member_that_needs_a_password_stops():
    data = bytearray(packed({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(UserError, match="password"):
        Archive(bytes(data))
