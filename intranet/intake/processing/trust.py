"""How far a file can be relied on: how its text was got, who signed it, who checked it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from intranet.directives.models import FilePage, StoredFile, Version
from intranet.intake.models import FileReading
from intranet.intake.processing.signature_answers import ShownSignatures, shown_signatures
from intranet.intake.processing.words import METHOD_WORDS
from intranet.people.models import StaffMember

DOUBTFUL = 0.8
"""A page that scores or was recognised less surely than this is named."""
MOST_DOUBTFUL = 5


@dataclass(frozen=True)
class TextSource:
    """How the text of some pages was got; `pages` as people write them (1–3, 7), `confidence`
    is that of the least certain of them, 0..1."""

    method: str
    number: int
    pages: str
    confidence: float

    @property
    def words(self) -> str:
        """The way as it is called on the screen."""
        return str(METHOD_WORDS.get(self.method, self.method))


@dataclass(frozen=True)
class DoubtfulPage:
    """A page whose text may be wrong: how good it is (0..1), and the reason that was kept."""

    page: int
    score: float
    reason: str


@dataclass(frozen=True)
class TrustCard:
    """Everything that the card "Độ tin cậy" says of a file.

    `corrected` are the rows of pages that a person typed or corrected, with that person's name;
    `signatures` is None when the file was read before signatures were looked for, `checked_by`
    until it was published.
    """

    file: StoredFile
    sources: Sequence[TextSource]
    doubts: Sequence[DoubtfulPage]
    more_doubts: int
    waiting: str
    corrected: Sequence[Any]
    signatures: ShownSignatures | None
    checked_by: str | None
    checked_at: datetime | None


def trust_of(
    session: Session,
    file: StoredFile,
    version: Version | None = None,
    pages: Sequence[Any] | None = None,
) -> TrustCard:
    """The trust card of a file, checked by whoever published `version`.

    At most two queries, none of which loads the text of a page; fewer when the pages are there.
    """
    if pages is None or any(page.edited_at for page in pages):
        pages = session.execute(_pages(file)).all()
    reading = session.get(FileReading, file.id)
    read = [page for page in pages if not page.pending]
    doubts = _doubtful_pages(read)
    return TrustCard(
        file=file,
        sources=_text_sources(read),
        doubts=doubts[:MOST_DOUBTFUL],
        more_doubts=max(0, len(doubts) - MOST_DOUBTFUL),
        waiting=in_words(page.number for page in pages if page.pending),
        corrected=[page for page in pages if page.edited_at],
        signatures=shown_signatures(reading.facts.get("signatures") if reading else None),
        checked_by=version.published_by.full_name if version else None,
        checked_at=version.published_at if version else None,
    )


def _pages(file: StoredFile) -> Any:
    return (
        select(
            FilePage.number, FilePage.method, FilePage.confidence, FilePage.score,
            FilePage.reason, FilePage.pending, FilePage.edited_at, StaffMember.full_name,
        )
        .outerjoin(StaffMember, StaffMember.id == FilePage.edited_by_id)
        .where(FilePage.file_id == file.id)
        .order_by(FilePage.number)
    )  # fmt: skip


def _text_sources(pages: Sequence[Row[Any]]) -> list[TextSource]:
    """The commonest way first; a page that a person corrected counts as read by the machine."""
    by_method = attrgetter("method")
    grouped = ((way, list(read)) for way, read in groupby(sorted(pages, key=by_method), by_method))
    sources = [
        TextSource(
            method, len(read), in_words(page.number for page in read),
            min(page.confidence for page in read),
        )
        for method, read in grouped
    ]  # fmt: skip
    return sorted(sources, key=lambda source: -source.number)


def _doubtful_pages(pages: Iterable[Row[Any]]) -> list[DoubtfulPage]:
    """The worst first; pages that a person corrected are in doubt no more."""
    rated = [
        DoubtfulPage(page.number, _worth(page), page.reason) for page in pages if not page.edited_at
    ]
    doubtful = [page for page in rated if page.score < DOUBTFUL]
    return sorted(doubtful, key=lambda page: (page.score, page.page))


def _worth(page: Row[Any]) -> float:
    """A recognised page is not worse for the bad text layer that it was recognised instead of."""
    sure, layer = float(page.confidence), float(page.score)
    return sure if page.method == "ocr" else min(layer, sure)


def in_words(numbers: Iterable[int]) -> str:
    """Page numbers as people write them: 1–3, 7."""
    runs = []
    for _start, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        first, *more = (number for _place, number in run)
        runs.append(f"{first}–{more[-1]}" if more else f"{first}")
    return ", ".join(runs)
