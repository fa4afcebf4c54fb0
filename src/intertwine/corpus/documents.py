"""Documents to turns: which are transcripts and which prose, what stops the run, and what needs a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from intertwine.corpus.label_words import word_set
from intertwine.corpus.lines import PARAGRAPH, AccountedLine, IngestFinding, ReadFile
from intertwine.corpus.manifest import NO_SPEAKER, Document, Speaker
from intertwine.corpus.prose import AUTHOR, prose_turns
from intertwine.corpus.speakers import Cast, LabelledLine, labelled_lines
from intertwine.corpus.transcripts import Transcript, Turn, transcript_turns
from intertwine.corpus.unknown_speakers import (
    SHOWN,
    doubtful_labels,
    looks_like_transcript,
    suspected_labels,
    unknown_labels,
    unknown_speakers_error,
)
from intertwine.errors import UserError
from intertwine.language.script import dominant_language, language_of

SPOKEN = word_set(
    "interview interviews focusgroup focusgroups conversation conversations 访谈 采访 訪談 採訪 焦点小组 對話 对话"
)
"""Sources whose documents are never taken for prose unless speakers.csv names their author."""

_SPEAK = ("interviewer", "respondent")
_ONE_IN = 4
"""A source is spoken where one of so many of its documents is a transcript."""

_LABELS = "labels such as `Name:` at the beginning of lines; for prose, a row in speakers.csv with the role author"
_CAPTIONS = (
    "`<v Name>` or `Name:` at the beginning of captions, and the names in speakers.csv; "
    "where one voice reads a text, a row in speakers.csv with the role author"
)


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document of the manifest as its file was read."""

    document: Document
    format: str
    sha256: str
    reading: ReadFile


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document, its lines with their labels, and whether it is a transcript.

    Attributes
    ----------
    kind
        ``transcript``; ``prose`` where the manifest names its author; ``unlabelled`` where no label was found.
    author
        Who wrote it, as the manifest says.
    cast
        Who can speak in it.
    """

    opened: OpenedDocument
    lines: tuple[LabelledLine, ...]
    kind: str
    author: Speaker | None = None
    cast: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class IngestedDocument:
    """A document with its turns, who speaks in them, and what needs a look."""

    opened: OpenedDocument
    language: str
    turns: tuple[Turn, ...]
    turn_languages: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    findings: tuple[IngestFinding, ...]
    account: tuple[AccountedLine, ...]


def label_document(opened: OpenedDocument, speakers: Iterable[Speaker]) -> LabelledDocument:
    """Return the document with its lines' labels, and whether they make it a transcript.

    It is one where speakers.csv has rows for it, where its format names speakers, or where its lines begin with labels
    of speakers whom speakers.csv has for all documents: the first line, or two. One row with the role author makes it
    prose.
    """
    path = opened.document.path
    cast = Cast.of(path, speakers)
    named = [row for row in cast.known.values() if row.document == path and row.role != NO_SPEAKER]
    if len(named) == 1 and named[0].role == AUTHOR:
        return LabelledDocument(opened, (), "prose", named[0])
    lines = tuple(labelled_lines(opened.reading, cast))
    is_transcript = bool(named) or any(line.line.label for line in lines) or _carries_labels(lines)
    kind = "transcript" if is_transcript else "unlabelled"
    return LabelledDocument(opened, lines, kind, cast=tuple(cast.known.values()))


def _carries_labels(lines: Sequence[LabelledLine]) -> bool:
    labelled = sum(line.speaker is not None for line in lines)
    text = next((line for line in lines if not line.line.heading), None)
    return labelled >= 2 or (text is not None and text.speaker is not None)


def sources_of_transcripts(labelled: Sequence[LabelledDocument], speakers: Iterable[Speaker]) -> frozenset[str]:
    """Return the sources whose documents are spoken: one without labels there has lost them.

    Those that are called so (`interview`), and those of which one document in four is a transcript. Where speakers.csv
    has interviewers or respondents for all documents and no source is spoken by that, every source is.
    """
    documents = Counter(each.opened.document.source for each in labelled)
    transcripts = Counter(each.opened.document.source for each in labelled if each.kind == "transcript")
    called = {source for source in documents if _bare(source) in SPOKEN}
    spoken = called | {source for source, count in transcripts.items() if _ONE_IN * count >= documents[source]}
    heard = any(not row.document and row.role in _SPEAK for row in speakers)
    return frozenset(documents if heard and not spoken else spoken)


def _bare(source: str) -> str:
    return source.casefold().replace(" ", "").replace("_", "").replace("-", "")


def ingest_document(labelled: LabelledDocument, transcript_sources: frozenset[str]) -> IngestedDocument:
    """Return the document with its turns.

    Parameters
    ----------
    spoken_sources
        Sources whose documents are transcripts.

    Raises
    ------
    UserError
        If speakers are unknown, there are no turns, captions name no speaker, or no language shows.
    """
    transcript = _turns(labelled, transcript_sources)
    turns, findings = transcript.turns, transcript.findings
    if not turns:
        raise UserError("no turns: no line begins with the label of a speaker", allowed=_LABELS)
    declared = labelled.opened.document.language
    language, fallback = _language_and_fallback(declared, turns)
    return IngestedDocument(
        opened=labelled.opened,
        language=language,
        turns=tuple(turns),
        turn_languages=tuple(dominant_language(turn.text) or fallback for turn in turns),
        speakers=_heard_speakers(labelled),
        findings=(*labelled.opened.reading.findings, *findings, *_written_otherwise(declared, turns)),
        account=transcript.account,
    )


def _written_otherwise(declared: str, turns: Sequence[Turn]) -> tuple[IngestFinding, ...]:
    """Return a finding where a document is listed under one language and mostly written in the other's script."""
    written = dominant_language("\n".join(turn.text for turn in turns))
    if declared not in ("zh", "en") or written in ("", declared):
        return ()
    told = f"listed as {declared}, written in {written}"
    return (IngestFinding("another language than the one it is listed under", told),)


def _turns(labelled: LabelledDocument, transcript_sources: frozenset[str]) -> Transcript:
    reading = labelled.opened.reading
    if labelled.kind == "transcript":
        known = any(line.speaker for line in labelled.lines)
        _check_labels(
            labelled, unknown_labels(labelled.lines) or ([] if known else looks_like_transcript(labelled.lines))
        )
        found = transcript_turns(reading, labelled.lines)
        doubts = (*doubtful_labels(labelled.lines), *suspected_labels(labelled.lines))
        return replace(found, findings=(*found.findings, *doubts, *_one_sided(labelled, found.turns)))
    if labelled.kind == "unlabelled":
        _check_unlabelled(labelled, transcript_sources)
    author = labelled.author.name if labelled.author else AUTHOR
    account = tuple(AccountedLine(line.number, PARAGRAPH, len(line.text)) for line in reading.lines)
    return Transcript(prose_turns(reading, author), _labels_in_prose(labelled.lines), account)


def _one_sided(labelled: LabelledDocument, turns: Sequence[Turn]) -> tuple[IngestFinding, ...]:
    """Return a finding where one role alone speaks, though the cast has interviewers and respondents."""
    spoken = {turn.role for turn in turns}
    silent = sorted({row.role for row in labelled.cast if row.role in _SPEAK} - spoken)
    return tuple(IngestFinding("a role that never speaks", role) for role in silent)


def _labels_in_prose(lines: Sequence[LabelledLine]) -> tuple[IngestFinding, ...]:
    """Return findings for labels in a document that was read as prose: of known speakers, or as in a transcript."""
    known = [line for line in lines if line.speaker]
    findings = [IngestFinding("speaker's label in prose", line.key[:SHOWN], line=line.line.number) for line in known]
    return (*findings, *(suspected_labels(lines) if looks_like_transcript(lines) else ()))


def _check_labels(labelled: LabelledDocument, labels: Sequence[Sequence[LabelledLine]]) -> None:
    if labels:
        raise unknown_speakers_error(labels, labelled.opened.reading.place)


def _check_unlabelled(labelled: LabelledDocument, transcript_sources: frozenset[str]) -> None:
    """Stop where a document that has lost its speakers would be read as prose: its questions would count as answers."""
    is_spoken = labelled.opened.document.source in transcript_sources
    if is_spoken:
        _check_labels(labelled, looks_like_transcript(labelled.lines))
    if labelled.opened.reading.captions:
        raise UserError("the captions name no speaker", allowed=_CAPTIONS)
    if is_spoken:
        raise UserError("no turns: no line begins with the label of a speaker", allowed=_LABELS)


def _language_and_fallback(declared: str, turns: Sequence[Turn]) -> tuple[str, str]:
    """Return the document's language, and that of turns which show none."""
    text = "\n".join(turn.text for turn in turns)
    language = language_of(text) if declared == "auto" else declared
    fallback = language if language in ("zh", "en") else dominant_language(text)
    if not fallback:
        raise UserError(
            "no language shows: the text has neither Han characters nor Latin words",
            allowed="zh or en in the column `language` of documents.csv",
        )
    return language, fallback


def _heard_speakers(labelled: LabelledDocument) -> tuple[Speaker, ...]:
    """Return the speakers of the manifest who say something in the document, by label."""
    spoke = {line.speaker.label: line.speaker for line in labelled.lines if line.speaker}
    rows = [labelled.author] if labelled.author else [spoke[label] for label in sorted(spoke)]
    return tuple(rows) if labelled.kind != "unlabelled" else ()


def error_in_document(error: UserError, path: str) -> UserError:
    """Return `error` with the document's path before its place."""
    return UserError(error.what, where=", ".join(filter(None, (path, error.where))), allowed=error.allowed)


def errors_of_documents(errors: Sequence[UserError]) -> UserError:
    """Return one error for all documents that cannot be read."""
    if len(errors) == 1:
        return errors[0]
    listed = "\n".join(f"  {error.where}: {error.what}\n    allowed: {error.allowed}" for error in errors)
    return UserError(f"{len(errors)} documents cannot be read\n{listed}")
