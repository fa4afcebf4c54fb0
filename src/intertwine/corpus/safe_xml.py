"""XML from strangers: no document types, no entities, nothing fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intertwine.errors import UserError

if TYPE_CHECKING:
    from lxml import etree


def parse_xml(data: bytes, *, where: str = "", remedy: str) -> etree._Element:
    """Return the root of an XML document, without comments and processing instructions.

    Parameters
    ----------
    data
        The document.
    where
        Its name in errors, where nobody adds it later.
    remedy
        What to do about a file that is damaged.

    Raises
    ------
    UserError
        If it is no XML, or declares a document type, which no program that writes such files does.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser) if b"<!DOCTYPE" not in data else None
    except etree.XMLSyntaxError as error:
        line = f"{where}, line {error.lineno}" if where else ""
        raise UserError("damaged, or not readable as XML", where=line, allowed=remedy) from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise UserError("the file declares a document type", where=where, allowed=remedy)
    return root


def local_name(element: etree._Element) -> str:
    """Return the name of `element` without its namespace, which differs between versions of a format."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
