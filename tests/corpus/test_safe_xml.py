import pytest

from intertwine.corpus.safe_xml import local_name, parse_xml
from intertwine.errors import UserError


def test_comments_are_left_out_and_names_have_no_namespace():
    root = parse_xml(b'<a xmlns="urn:x"><!-- no --><b/></a>', remedy="")

    assert [local_name(child) for child in root] == ["b"]


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"),
    ],
)
def test_a_document_type_is_refused_in_any_encoding(data):
    with pytest.raises(UserError, match="document type"):
        parse_xml(data, where="a.xml", remedy="save it again")


def test_damage_is_told_with_its_line_and_remedy():
    with pytest.raises(UserError, match="not readable as XML") as refused:
        parse_xml(b"<a>\n<b>", where="a.xml", remedy="save it again")

    assert (refused.value.where, refused.value.allowed) == ("a.xml, line 2", "save it again")
