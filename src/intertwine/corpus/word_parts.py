"""Parts of a .docx file: XML without document types, and which part belongs to which."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from intertwine.corpus.archive import Archive
from intertwine.corpus.safe_xml import local_name, parse_xml

if TYPE_CHECKING:
    from lxml import etree


def attribute(element: etree._Element, name: str) -> str:
    """Return the value of the attribute `name`, in whatever namespace; empty where it is not there."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def says_something(element: etree._Element) -> bool:
    """Return whether there is text in `element`, deleted text too."""
    return any(local_name(part) in ("t", "delText") and (part.text or "").strip() for part in element.iter())


def part_root(archive: Archive, part: str) -> etree._Element:
    """Return the root of the XML in `part`.

    Raises
    ------
    UserError
        If it is damaged, or declares a document type, which no program that writes .docx files does.
    """
    return parse_xml(archive.read(part), remedy="open it in Word and save it again")


def related_parts(archive: Archive, part: str) -> dict[str, list[str]]:
    """Return the parts that `part` names, by the last word of their kind."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, list[str]] = {}
    for relation in part_root(archive, relations) if relations in archive.names else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") != "External" and target in archive.names:
            found.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(target)
    return found


def heading_styles(archive: Archive, related: dict[str, list[str]]) -> frozenset[str]:
    """Return the ids of the styles by which headings and titles are set."""
    styles = [style for part in related.get("styles", ()) for style in part_root(archive, part).iter("{*}style")]
    named = {attribute(style, "styleId"): style.find("{*}name") for style in styles}
    names = {style: attribute(name, "val").lower() for style, name in named.items() if name is not None}
    return frozenset(
        style for style, name in names.items() if name.startswith(("heading", "title", "subtitle", "标题"))
    )
