"""Projects of other programs as they are written: texts, codes, coders, and which passage was given which code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from intertwine.codebook.exchange.qda_xml import check_root, children, line_of, plain_guid
from intertwine.corpus.safe_xml import local_name, parse_xml
from intertwine.errors import UserError
from intertwine.handcoding.refi_package import EXPORT_PROJECT_AGAIN, PROJECT, SOURCES_FOLDER, ProjectPackage

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "urn:QDA-XML:project:1.0"

_MEDIA = ("PictureSource", "AudioSource", "VideoSource")
_INTERNAL = "internal://"
_BIGGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class ProjectText:
    """A text of the project, as it is stored: with its line ends and its byte mark."""

    guid: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A code of the project; `path` are the names from the highest code down to its own."""

    guid: str
    name: str
    path: tuple[str, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class ProjectUser:
    """Somebody who coded."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class ProjectCoding:
    """A passage with a code.

    Attributes
    ----------
    source, code, user
        Guids; `user` is empty where the project does not say who coded.
    start, end
        As they are written: in which unit they count differs between programs (see `refi_counting.resolve_ranges`).
    name
        The name of the passage; many programs put the beginning of its text.
    note
        What was noted on the passage.
    """

    source: str
    start: int
    end: int
    code: str
    user: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it is written; `notes` say what of it was left out."""

    name: str
    origin: str
    sources: tuple[ProjectText, ...]
    codes: tuple[ProjectCode, ...]
    users: tuple[ProjectUser, ...]
    codings: tuple[ProjectCoding, ...]
    notes: tuple[str, ...] = ()


def read_project(path: Path) -> Project:
    """Read a .qdpx file: texts, text in PDFs, and the codes given to passages of them.

    Pictures, sound, film, memos, links, cases, variables and codes given to whole documents are left out, and counted
    in `Project.notes`.

    Raises
    ------
    UserError
        If the zip is broken or unsafe, has no project.qde, its XML is not as the standard says, a text is missing, a
        code is unknown, or a passage lies outside of its text.
    """
    with ProjectPackage(path) as package:
        where = f"{path.name}, {PROJECT}"
        root = parse_xml(package.read(PROJECT), where=where, remedy=EXPORT_PROJECT_AGAIN)
        check_root(root, name="Project", namespace=NAMESPACE, where=where)
        return _ProjectReader(package, root, where).project()


class _ProjectReader:
    """One project while it is read; counts what is left out."""

    def __init__(self, package: ProjectPackage, root: etree._Element, where: str) -> None:
        self._package = package
        self._root = root
        self._where = where
        self._left_out: Counter[str] = Counter()
        self._cases = {plain_guid(case.get("guid", "")) for case in root.iter(f"{{{NAMESPACE}}}Case")}

    def project(self) -> Project:
        users = tuple(
            ProjectUser(self._guid(user), user.get("name", "").strip())
            for user in self._root.iter(f"{{{NAMESPACE}}}User")
        )
        holders = [holder for book in children(self._root, "CodeBook") for holder in children(book, "Codes")]
        codes = tuple(code for holder in holders for code in self._codes(holder))
        known = {code.guid for code in codes}
        sources, codings = [], []
        for element in self._texts():
            source = self._source(element)
            sources.append(source)
            codings += list(self._codings(element, source, known))
        self._once([source.guid for source in sources], "text")
        self._once([code.guid for code in codes], "code")
        return Project(
            self._root.get("name", ""),
            self._root.get("origin", ""),
            tuple(sources),
            codes,
            users,
            tuple(codings),
            tuple(f"{count} {what} left out" for what, count in sorted(self._left_out.items())),
        )

    def _once(self, guids: list[str], what: str) -> None:
        twice = [guid for guid, count in Counter(guids).items() if count > 1]
        if twice:
            raise UserError(f"two of one guid: {what} {twice[0]}", where=self._where, allowed=EXPORT_PROJECT_AGAIN)

    def _guid(self, element: etree._Element) -> str:
        guid = plain_guid(element.get("guid", ""))
        if not guid:
            raise self._fault(f"<{local_name(element)}> has no guid", element, EXPORT_PROJECT_AGAIN)
        return guid

    def _codes(self, holder: etree._Element, above: tuple[str, ...] = ()) -> Iterator[ProjectCode]:
        for element in children(holder, "Code"):
            name = " ".join(element.get("name", "").split())
            if not name:
                raise self._fault("<Code> has no name", element, EXPORT_PROJECT_AGAIN)
            description = "".join(child.text or "" for child in children(element, "Description"))
            if self._guid(element) not in self._cases:
                yield ProjectCode(self._guid(element), name, (*above, name), description)
            yield from self._codes(element, (*above, name))

    def _texts(self) -> Iterator[etree._Element]:
        for source in (source for holder in children(self._root, "Sources") for source in holder):
            kind = local_name(source)
            if kind == "TextSource":
                yield source
            elif kind == "PDFSource":
                self._left_out["codings of areas in PDFs"] += len(children(source, "PDFSelection"))
                yield from children(source, "Representation")
                self._left_out["PDFs without text"] += not children(source, "Representation")
            elif kind in _MEDIA:
                self._left_out["pictures, recordings and films"] += 1
        self._left_out = +self._left_out

    def _source(self, element: etree._Element) -> ProjectText:
        name = element.get("name", "").strip() or self._guid(element)
        content, path = children(element, "PlainTextContent"), element.get("plainTextPath", "").strip()
        if content:
            return ProjectText(self._guid(element), name, content[0].text or "")
        if not path.startswith(_INTERNAL):
            raise self._fault(
                f"the text of {name[:60]!r} is not in the file",
                element,
                "a project exported with its sources inside, as plain text",
            )
        member = f"{SOURCES_FOLDER}/{path.removeprefix(_INTERNAL).lstrip('/')}"
        try:
            return ProjectText(self._guid(element), name, self._package.read(member).decode("utf-8"))
        except UnicodeDecodeError:
            raise UserError(
                "the text is not UTF-8", where=f"{self._package.name}, {member}", allowed=EXPORT_PROJECT_AGAIN
            ) from None

    def _codings(self, element: etree._Element, source: ProjectText, known: set[str]) -> Iterator[ProjectCoding]:
        self._left_out["codes given to whole documents"] += len(children(element, "Coding"))
        longest = len(source.text.encode("utf-16-le")) // 2
        for selection in children(element, "PlainTextSelection"):
            codings = children(selection, "Coding")
            self._left_out["passages without a code"] += not codings
            start, end = self._range(selection, source.name, longest)
            if codings and start == end:
                self._left_out["empty passages"] += 1
                continue
            note = "".join(child.text or "" for child in children(selection, "Description"))
            for coding in codings:
                code = self._code(coding, known)
                user = plain_guid(coding.get("creatingUser", "") or selection.get("creatingUser", ""))
                if code:
                    yield ProjectCoding(source.guid, start, end, code, user, selection.get("name", ""), note)
        self._left_out = +self._left_out

    def _code(self, coding: etree._Element, known: set[str]) -> str:
        """Return the guid of the code that was given, nothing where it is a case."""
        references = children(coding, "CodeRef")
        guid = plain_guid(references[0].get("targetGUID", "")) if references else ""
        if guid in self._cases:
            self._left_out["passages of cases"] += 1
            return ""
        if guid not in known:
            raise self._fault(f"unknown code {guid[:40] or '(none)'}", coding, "a code of the project's own codebook")
        return guid

    def _range(self, selection: etree._Element, source: str, longest: int) -> tuple[int, int]:
        written = [selection.get(key, "").strip() for key in ("startPosition", "endPosition")]
        if not all(text.removeprefix("-").isdecimal() and len(text) < _BIGGEST_NUMBER for text in written):
            raise self._fault("a passage without startPosition and endPosition", selection, "whole numbers from 0")
        start, end = map(int, written)
        if not 0 <= start <= end <= longest:
            raise self._fault(
                f"the passage {start} to {end} lies outside of {source[:60]!r}",
                selection,
                f"0 to {longest}; {EXPORT_PROJECT_AGAIN}",
            )
        return start, end

    def _fault(self, what: str, element: etree._Element, allowed: str) -> UserError:
        return UserError(what, where=line_of(element, self._where), allowed=allowed)
