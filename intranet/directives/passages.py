"""The passages of files: places in their clean text, and what stands there.

They are made with the clean text and replaced with it, so that a place never points into words
that were cleaned otherwise; a file with a page that waits to be cleaned has no words to quote.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from intranet.directives.models import Directive, FilePage, Passage, StoredFile, Version
from intranet.language.passages.spans import PassageSpan, joined_text, words_of_spans


@dataclass(frozen=True)
class PassageText:
    """What a passage says, letter by letter, and what it stands under, one line for each part."""

    quote: str
    heading: str
    lead: str


@dataclass(frozen=True)
class SplittingProgress:
    """How many files with text are split into passages, of how many."""

    done: int
    total: int


def passage_texts(session: Session, passages: Iterable[Passage]) -> dict[int, PassageText]:
    """The words of passages by their ids, from the clean pages as they are now.

    Left out is what cannot be quoted: its file is gone, or waits to be cleaned anew.
    """
    of_files: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        of_files[passage.file_id].append(passage)
    texts = _whole_texts(session, of_files)
    return {
        passage.id: PassageText(
            text[passage.start : passage.end],
            words_of_spans(text, _spans(passage.heading)),
            words_of_spans(text, _spans(passage.lead)),
        )
        for file, text in texts.items()
        for passage in of_files[file]
    }


def replace_passages(session: Session, file: int, spans: Sequence[PassageSpan] | None) -> None:
    """Let a file have these passages; directives that show it are indexed again.

    None lets it have no passages and wait to be split. The caller commits, together with the clean
    text in which the passages are places.
    """
    session.execute(delete(Passage).where(Passage.file_id == file))
    if spans:
        session.execute(insert(Passage), [_row(file, span) for span in spans])
    counted = update(StoredFile).where(StoredFile.id == file)
    session.execute(counted.values(passage_count=None if spans is None else len(spans)))
    showing = select(Version.directive_id).where(Version.file_id == file)
    session.execute(update(Directive).where(Directive.id.in_(showing)).values(indexed_at=None))


def waiting_files() -> Select[int]:
    """The ids of files whose text waits to be cleaned or split, those being recognised aside."""
    pending = select(FilePage.file_id).where(FilePage.pending)
    uncleaned = select(FilePage.file_id).where(FilePage.clean_text.is_(None))
    waits = or_(StoredFile.id.in_(uncleaned), StoredFile.passage_count.is_(None))
    query = select(StoredFile.id).where(waits, _has_text(), StoredFile.id.not_in(pending))
    return query.order_by(StoredFile.id)


def splitting_progress(session: Session) -> SplittingProgress:
    """How far the worker is with the passages of all files."""
    total = session.scalar(select(func.count()).select_from(StoredFile).where(_has_text())) or 0
    waiting = session.scalar(select(func.count()).select_from(waiting_files().subquery())) or 0
    return SplittingProgress(total - waiting, total)


def _has_text() -> ColumnElement[bool]:
    return exists().where(FilePage.file_id == StoredFile.id)


def _whole_texts(session: Session, files: Iterable[int]) -> dict[int, str]:
    query = select(FilePage.file_id, FilePage.number, FilePage.clean_text)
    query = query.where(FilePage.file_id.in_(set(files))).order_by(FilePage.number)
    pages: dict[int, list[tuple[int, str | None]]] = defaultdict(list)
    for file, number, text in session.execute(query):
        pages[file].append((number, text))
    return {
        file: joined_text((number, text or "") for number, text in texts)
        for file, texts in pages.items()
        if all(text is not None for _number, text in texts)
    }


def _spans(places: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in places]


def _row(file: int, span: PassageSpan) -> dict[str, object]:
    return {
        "file_id": file, "number": span.number, "start": span.start, "end": span.end,
        "article": span.article, "clause": span.clause, "point": span.point,
        "heading": list(map(list, span.heading)), "lead": list(map(list, span.lead)),
        "first_page": span.first_page, "last_page": span.last_page,
    }  # fmt: skip
