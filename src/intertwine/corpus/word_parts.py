"""Parts of a .docx file: XML without document types, and which part belongs to which."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from intertwine.corpus.archive import Archive
from intertwine.errors import UserError

if TYPE_CHECKING:
    from lxml import etree


def local_name(element: etree._Element) -> str:
    """Return the name of `element` without its namespace, which differs between versions of Word."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Return the value of the attribute `name`, in whatever namespace; empty where it is not there."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def says_something(element: etree._Element) -> bool:
    """Return whether there is text in `element`, deleted text too."""
    return any(local_name(part) in ("t", "delText") and (part.text or "").strip() for part in element.iter())


def parsed(archive: Archive, part: str) -> etree._Element:
    """Return the root of the XML in `part`.

    Raises
    ------
    UserError
        If it is damaged, or declares a document type, which no program that writes .docx files does.
    """
    from lxml import etree

    data = archive.read(part)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser) if b"<!DOCTYPE" not in data else None
    except etree.XMLSyntaxError:
        raise UserError("a part of the file is damaged", allowed="open it in Word and save it again") from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise UserError("the file declares a document type", allowed="open it in Word and save it again")
    return root


def related_parts(archive: Archive, part: str) -> dict[str, list[str]]:
    """Return the parts that `part` names, by the last word of their kind."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, list[str]] = {}
    for relation in parsed(archive, listed) if listed in archive.names else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") != "External" and target in archive.names:
            found.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(target)
    return found


def heading_styles(archive: Archive, related: dict[str, list[str]]) -> frozenset[str]:
    """Return the ids of the styles by which headings and titles are set."""
    styles = [style for part in related.get("styles", ()) for style in parsed(archive, part).iter("{*}style")]
    named = {attribute(style, "styleId"): style.find("{*}name") for style in styles}
    names = {style: attribute(name, "val").lower() for style, name in named.items() if name is not None}
    return frozenset(
        style for style, name in names.items() if name.startswith(("heading", "title", "subtitle", "标题"))
    )
