import io
import zipfile

import pytest

from intertwine.corpus.archive import Archive, Limits
from intertwine.errors import UserError


def packed(members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return made.getvalue()


def archive(data, **options):
    return Archive(io.BytesIO(data), **options)


def test_members_are_read_by_name():
    opened = archive(packed({"a": b"x"}))

    assert opened.names == {"a"}
    assert opened.read("a") == b"x"


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(members=1), "2 files in the zip"),
        (Limits(total=3), "the file unpacks"),
        (Limits(member=2), "a part of"),
    ],
)
def test_sizes_and_numbers_are_capped(limits, message):
    with pytest.raises(UserError, match=message):
        archive(packed({"a": b"xx", "b": b"xxxx"}), limits=limits)


def test_an_error_names_the_archive_and_its_remedy():
    with pytest.raises(UserError) as refused:
        archive(b"no zip", where="a.qdpx", remedy="export it again")

    assert (refused.value.where, refused.value.allowed) == ("a.qdpx", "export it again")


def test_what_packs_too_well_is_a_bomb():
    with pytest.raises(UserError, match="unpacks to too much"):
        archive(packed({"a": b"0" * 2**22}))


def test_a_member_that_is_damaged_stops():
    data = packed({"a": bytes(range(256)) * 40})
    damaged = data[:60] + bytes(20) + data[80:]

    with pytest.raises(UserError, match="damaged"):
        archive(damaged).read("a")


def test_a_member_that_needs_a_password_stops():
    data = bytearray(packed({"a": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(UserError, match="password"):
        archive(bytes(data))
