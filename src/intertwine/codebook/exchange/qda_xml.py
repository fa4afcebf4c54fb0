"""The XML of REFI-QDA files: read safely, checked against the standard, and codes as elements.

The standard (www.qdasoftware.org, version 1.0) knows two documents: a codebook (.qdc) and a project (.qdpx, a zip with
``project.qde``). Both hold codes in the same way: a Code has a guid, a name and a Description, and Codes inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from intertwine.codebook.cells import SHEET_COLUMNS
from intertwine.corpus.safe_xml import local_name
from intertwine.errors import UserError

if TYPE_CHECKING:
    from lxml import etree

FIELDS = SHEET_COLUMNS["codes"]
"""What a description says of a code, one line each."""

ORIGIN = "intertwine"
"""What our files name as the program that wrote them."""

_OURS = uuid5(NAMESPACE_URL, "urn:intertwine:refi-qda")
_GUID = re.compile(r"\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?")
_COLOUR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_BOOLEANS = ("true", "false", "1", "0")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):(?: (.*))?", re.DOTALL)
_HUES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F", "#F0E442")
"""A hue for each code at the top and all inside it, told apart by the colour-blind too (Okabe & Ito 2008)."""

EXPORT_CODEBOOK_AGAIN = "export it again from the program it comes from"


@dataclass(frozen=True, slots=True)
class Shape:
    """What the standard allows in one element.

    Attributes
    ----------
    children
        Names of the elements inside it, in their order.
    once
        Which of them may be there only once.
    needed
        Elements and, with ``@``, attributes that must be there.
    may
        Further attributes.
    """

    children: tuple[str, ...] = ()
    once: frozenset[str] = frozenset()
    needed: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


def guid(*parts: object) -> str:
    """Return the guid of what `parts` name: the same in each file, whenever it is written.

    >>> guid("code", "threat.fraud") == guid("code", "threat.fraud")
    True
    """
    return str(uuid5(_OURS, "\x1f".join(map(str, parts)))).upper()


def code_guid(path: str) -> str:
    """Return the guid of the code `path`, the same in codebooks and projects."""
    return guid("code", path)


def plain_guid(text: str) -> str:
    """Return a guid without braces, in capitals: programs write either."""
    return text.strip().strip("{}").upper()


def _namespace(element: etree._Element) -> str:
    return element.tag.rpartition("}")[0] if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the elements `name` directly inside `element`, of its own namespace."""
    tag = f"{_namespace(element)}}}{name}"
    return [child for child in element if child.tag == tag]


def line_of(element: etree._Element, where: str) -> str:
    """Return the place of `element` for an error."""
    return f"{where}, line {element.sourceline}"


def check_root(root: etree._Element, *, name: str, namespace: str, where: str) -> None:
    """Stop where `root` is not the element `name` of `namespace`.

    Raises
    ------
    UserError
        Saying what it is instead.
    """
    if root.tag != f"{{{namespace}}}{name}":
        raise UserError(
            f"the file begins with <{str(root.tag)[:60]}>",
            where=line_of(root, where),
            allowed=f"<{name}> of {namespace} (REFI-QDA 1.0); {EXPORT_CODEBOOK_AGAIN}",
        )


def check_shapes(root: etree._Element, shapes: Mapping[str, Shape], *, where: str) -> int:
    """Check names, order, number and attributes of all elements; return how many attributes the standard lacks.

    Raises
    ------
    UserError
        With the line of the first fault.
    """
    return sum(_unknown_attributes(element, shapes, where) for element in _check_children(root, shapes, where))


def _check_children(element: etree._Element, shapes: Mapping[str, Shape], where: str) -> Iterator[etree._Element]:
    shape = shapes[local_name(element)]
    names = [local_name(child) for child in element]
    reached = 0
    for child, name in zip(element, names, strict=True):
        inside = f"<{name}> inside <{local_name(element)}>"
        if name not in shape.children or _namespace(child) != _namespace(element):
            _raise_fault(f"{inside} is not in the standard", child, where, ", ".join(shape.children) or "text only")
        if shape.children.index(name) < reached:
            _raise_fault(f"{inside} comes too late", child, where, "the order " + ", ".join(shape.children))
        reached = shape.children.index(name)
        if name in shape.once and names.count(name) > 1:
            _raise_fault(f"{inside} is there twice", child, where, "once")
    lacking = [name for name in shape.needed if name[:1] != "@" and name not in names]
    if lacking:
        _raise_fault(f"<{local_name(element)}> has no <{lacking[0]}>", element, where, f"a <{lacking[0]}> inside it")
    yield element
    for child in element:
        yield from _check_children(child, shapes, where)


def _unknown_attributes(element: etree._Element, shapes: Mapping[str, Shape], where: str) -> int:
    name, shape = local_name(element), shapes[local_name(element)]
    needed = [key[1:] for key in shape.needed if key[:1] == "@"]
    for attribute in needed:
        if not element.get(attribute, "").strip():
            _raise_fault(f"<{name}> has no {attribute}", element, where, f'{attribute}="..."')
    for key, value in element.attrib.items():
        _check_value(str(key), str(value).strip(), element, where)
    known = {*needed, *shape.may}
    return sum(not str(key).startswith("{") and str(key) not in known for key in element.attrib)


def _check_value(key: str, value: str, element: etree._Element, where: str) -> None:
    if key in ("guid", "targetGUID") and not _GUID.fullmatch(value):
        _raise_fault(f"{key} {value[:40]!r} is no guid", element, where, "0D62985D-B147-5D01-A9B5-CAE5DCD98342")
    if key == "isCodable" and value not in _BOOLEANS:
        _raise_fault(f"isCodable is {value[:20]!r}", element, where, "true, false")
    if key == "color" and not _COLOUR.fullmatch(value):
        _raise_fault(f"the colour {value[:20]!r} is not readable", element, where, "#0072B2")


def _raise_fault(what: str, element: etree._Element, where: str, allowed: str) -> None:
    raise UserError(what, where=line_of(element, where), allowed=allowed)


def description(cells: Mapping[str, str]) -> str:
    r"""Return what is known of a code, a line each, for people and for `cells_of_description`; more lines are set in.

    >>> description({"code": "threat.fraud", "label_zh": "诈骗", "note": "one\ntwo"})
    'code: threat.fraud\nlabel_zh: 诈骗\nnote: one\n  two'
    """
    filled = [(field, cells.get(field, "")) for field in FIELDS]
    return "\n".join(f"{field}: {cell}".replace("\n", "\n  ") for field, cell in filled if cell)


def cells_of_description(text: str) -> dict[str, str]:
    r"""Return the cells that a description by `description` says; nothing where it names no code first.

    >>> cells_of_description("code: threat.fraud\nlabel_zh: 诈骗\nnote: one\n  two")["note"]
    'one\ntwo'
    """
    cells: dict[str, str] = {}
    field = ""
    for line in text.split("\n"):
        begins = _FIELD.fullmatch(line)
        if begins and begins[1] not in cells:
            field = begins[1]
            cells[field] = begins[2] or ""
        elif field:
            cells[field] += "\n" + line.removeprefix("  ")
        elif line.strip():
            return {}
    return cells if next(iter(cells), "") == "code" else {}


def shown_name(path: str, label_zh: str, label_en: str) -> str:
    """Return the name under which a program lists a code: its Chinese label, and its path, which makes it unique.

    >>> shown_name("threat.fraud", "诈骗", "fraud")
    '诈骗 (threat.fraud)'
    """
    return f"{label_zh or label_en} ({path})" if label_zh or label_en else path


def add_codes(parent: etree._Element, codes: Iterable[Mapping[str, str]]) -> None:
    """Put the element Codes with all `codes` (cells by column) into `parent`, each code inside the code above it.

    A code above others that has no row is there to hold them: it is not codable and its description says no more.
    """
    from lxml import etree

    namespace = etree.QName(parent).namespace
    holder = etree.SubElement(parent, f"{{{namespace}}}Codes")
    rows = {cells["code"]: cells for cells in codes}
    elements: dict[str, etree._Element] = {}
    tops: dict[str, str] = {}
    for path in rows:
        parts = path.split(".")
        for depth in range(1, len(parts) + 1):
            name = ".".join(parts[:depth])
            if name in elements:
                continue
            colour = tops.setdefault(parts[0], _HUES[len(tops) % len(_HUES)])
            above = elements[".".join(parts[: depth - 1])] if depth > 1 else holder
            elements[name] = _code_element(above, name, rows.get(name), colour, str(namespace))


def _code_element(
    above: etree._Element, path: str, cells: Mapping[str, str] | None, colour: str, namespace: str
) -> etree._Element:
    from lxml import etree

    known = cells or {"code": path}
    element = etree.SubElement(above, f"{{{namespace}}}Code")
    element.set("guid", code_guid(path))
    element.set("name", xml_text(shown_name(path, known.get("label_zh", ""), known.get("label_en", ""))))
    element.set("isCodable", "true" if cells else "false")
    element.set("color", colour)
    etree.SubElement(element, f"{{{namespace}}}Description").text = xml_text(description(known))
    return element


def new_root(name: str, namespace: str) -> etree._Element:
    """Return an empty element `name` of `namespace`, named as ours."""
    from lxml import etree

    root = etree.fromstring(f'<{name} xmlns="{namespace}"/>')
    root.set("origin", ORIGIN)
    return root


def is_xml_text(text: str) -> bool:
    """Return whether XML can hold all characters of `text`."""
    return _NO_XML.search(text) is None


def xml_text(text: str) -> str:
    """Return `text` with a space for each character that XML cannot hold."""
    return _NO_XML.sub(" ", text)


def xml_bytes(root: etree._Element) -> bytes:
    """Return the document of `root`, indented; the texts in it stay as they are."""
    from lxml import etree

    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data
