"""Codebooks as .qdc, the exchange format of qualitative analysis programs (REFI-QDA 1.0).

ATLAS.ti, MAXQDA, NVivo and QualCoder read and write it. It holds codes with names, nesting and descriptions, no words:
entries and qualifiers stay behind. A code's description says all columns in lines of ``column: text``, so that what we
write comes back as it was; its name is the Chinese label and the path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine import records
from intertwine.codebook.cells import CODE_PATH, CodebookCells, sheet_of
from intertwine.codebook.exchange.draft import slug
from intertwine.codebook.exchange.qda_xml import (
    EXPORT_CODEBOOK_AGAIN,
    FIELDS,
    Shape,
    add_codes,
    cells_of_description,
    check_root,
    check_shapes,
    children,
    is_xml_text,
    new_root,
    shown_name,
    xml_bytes,
)
from intertwine.codebook.exchange.text import check_file
from intertwine.corpus.safe_xml import parse_xml
from intertwine.errors import UserError
from intertwine.input_tables import InputTable
from intertwine.language.script import dominant_language

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "urn:QDA-XML:codebook:1.0"
_NAMED = re.compile(r"(?P<label>.*\S) \((?P<path>[a-z0-9_]+(?:\.[a-z0-9_]+)*)\)", re.DOTALL)
_CODE = Shape(
    ("Description", "NoteRef", "Code"), frozenset({"Description"}), ("@guid", "@name", "@isCodable"), ("color",)
)
_SHAPES = {
    "CodeBook": Shape(("Codes", "Sets"), frozenset({"Codes", "Sets"}), ("Codes",), ("origin",)),
    "Codes": Shape(("Code",)),
    "Code": _CODE,
    "Description": Shape(),
    "NoteRef": Shape(needed=("@targetGUID",)),
    "Sets": Shape(("Set",)),
    "Set": Shape(("Description", "MemberCode"), frozenset({"Description"}), ("@guid", "@name")),
    "MemberCode": Shape(needed=("@guid",)),
}


def write(cells: CodebookCells, path: Path) -> list[str]:
    """Write the codes of a codebook as a .qdc file; the same codebook gives the same bytes.

    Parameters
    ----------
    cells
        The codebook; each code must have a path (``threat.fraud``), once.
    path
        The file.

    Returns
    -------
    list of str
        What the format cannot hold and stayed behind.

    Raises
    ------
    UserError
        If a code has no path, is there twice, or holds a character that XML cannot hold.
    """
    _check_rows(cells.codes)
    root = new_root("CodeBook", NAMESPACE)
    add_codes(root, [row.cells for row in cells.codes.rows])
    data = xml_bytes(root)
    records.whole(path, lambda temporary: temporary.write_bytes(data))
    sizes = (("entries", len(cells.entries.rows)), ("qualifiers", len(cells.qualifiers.rows)))
    return [f"{size} {what} stayed behind: a .qdc file holds codes only" for what, size in sizes if size]


def _check_rows(sheet: InputTable) -> None:
    seen: set[str] = set()
    for row in sheet.rows:
        code, where = row["code"], sheet.place(row)
        if not CODE_PATH.fullmatch(code):
            raise UserError(
                f"{code[:40]!r} is not a code", where=where, allowed="small letters, digits, _ and dots: threat.fraud"
            )
        if code in seen:
            raise UserError(f"the code {code} is there twice", where=where, allowed="one row for each code")
        if not all(is_xml_text(cell) for cell in row.cells.values()):
            raise UserError("a control character in a cell", where=where, allowed="text without control characters")
        seen.add(code)
    if not seen:
        raise UserError("no codes to write", where=sheet.name, allowed="one row for each code")


def read(path: Path) -> tuple[CodebookCells, list[str]]:
    """Read a .qdc file: one we wrote comes back as it was, one of another program as codes without entries.

    A name becomes a path of small letters, digits and ``_``, as far as it has Latin letters, else ``code_1``,
    ``code_2`` and so on; the name itself is kept as both labels, the description as the definition in the language of
    its script.

    Returns
    -------
    tuple
        The codebook, without entries and qualifiers, and what of the file was changed or left out.

    Raises
    ------
    UserError
        If the file is missing, too large, not XML, or not as the standard says, with the line.
    """
    check_file(path, kind="codebook")
    root = parse_xml(path.read_bytes(), where=path.name, remedy=EXPORT_CODEBOOK_AGAIN)
    check_root(root, name="CodeBook", namespace=NAMESPACE, where=path.name)
    unknown = check_shapes(root, _SHAPES, where=path.name)
    reading = _QdcReader()
    reading.codes(children(root, "Codes")[0], "")
    sizes = {
        "attributes that the standard does not know": unknown,
        "sets of codes": sum(1 for _ in root.iter(f"{{{NAMESPACE}}}Set")),
        "references to notes": sum(1 for _ in root.iter(f"{{{NAMESPACE}}}NoteRef")),
    }
    notes = [f"{size} {what} left out" for what, size in sizes.items() if size]
    codes = sheet_of("codes", reading.rows)
    return CodebookCells(codes, sheet_of("entries", ()), sheet_of("qualifiers", ())), reading.notes + notes


class _QdcReader:
    """Rows read so far, and what is to be said about them."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self.notes: list[str] = []
        self._taken: set[str] = set()
        self._unnamed = 0

    def codes(self, holder: etree._Element, above: str) -> None:
        for element in children(holder, "Code"):
            name = " ".join(str(element.get("name", "")).split())
            text = "".join(str(child.text or "") for child in children(element, "Description"))
            cells = cells_of_description(text)
            ours = cells.get("code", "")
            if CODE_PATH.fullmatch(ours) and ours not in self._taken:
                path = self._ours(cells, name, above, holds=element.get("isCodable") in ("false", "0"))
            else:
                path = self._of_others(name, text.strip(), above)
            self.codes(element, path)

    def _ours(self, cells: dict[str, str], name: str, above: str, *, holds: bool) -> str:
        path = cells["code"]
        self._taken.add(path)
        if path.rpartition(".")[0] != above:
            self.notes.append(f"{path}: stands inside {above or 'no code'} in the file; the path was kept")
        if len(cells) > 1 or not holds:
            self.rows.append({field: cells.get(field, "") for field in FIELDS})
            shown = shown_name(path, cells.get("label_zh", ""), cells.get("label_en", ""))
            if name != " ".join(shown.split()):
                self.notes.append(f"{path}: named {name[:40]!r} in the file; the labels of its description were kept")
        return path

    def _of_others(self, name: str, text: str, above: str) -> str:
        named = _NAMED.fullmatch(name)
        if named and named["path"] not in self._taken and named["path"].rpartition(".")[0] == above:
            path, label = named["path"], named["label"]
        else:
            path, label = self._path(name, above), name
        self._taken.add(path)
        language = "zh" if dominant_language(text) == "zh" else "en"
        self.rows.append({"code": path, "label_en": label, "label_zh": label, f"definition_{language}": text})
        return path

    def _path(self, name: str, above: str) -> str:
        wanted = slug(name)
        paths = (f"{above}.{candidate}" if above else candidate for candidate in self._candidates(wanted))
        path = next(path for path in paths if path not in self._taken)
        if wanted and path.rpartition(".")[2] != wanted:
            self.notes.append(f"{path}: a second code is named {name[:40]!r}")
        return path

    def _candidates(self, wanted: str) -> Iterator[str]:
        if wanted:
            yield wanted
            yield from (f"{wanted}_{number}" for number in count(2))
        while True:
            self._unnamed += 1
            yield f"code_{self._unnamed}"
