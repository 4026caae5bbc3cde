"""What an arriving file may duplicate: the same bytes, the same symbol, a similar text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, and_, case, cast, delete, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from intranet.directives.models import Directive, FilePage, StoredFile, Version
from intranet.intake.models import FileReading, IntakeItem, ItemState
from intranet.intake.processing.models import SimilarFiles, TextBand
from intranet.intake.processing.suggestions import loaded
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import fold
from intranet.language.text.similarity import ALIKE, bands, shingles, similarity

MOST_SHOWN = 5
MOST_CANDIDATES = 20


@dataclass(frozen=True)
class SameSymbol:
    """A directive or another waiting item of the same symbol.

    `agrees` tells that body and day are the same too, as far as both are known: a new version or
    another scan; otherwise it is another document whose number happens to be the same.
    """

    directive: Directive | None
    item: IntakeItem | None
    body: str
    issued_on: date | None
    agrees: bool


@dataclass(frozen=True)
class SimilarText:
    """A directive or waiting item with nearly the same words, `percent` of them in common."""

    percent: int
    directive: Directive | None
    item: IntakeItem | None


@dataclass(frozen=True)
class Duplicates:
    """Everything that an item may duplicate; empty parts when there is nothing.

    `same_files` are other items of the same bytes: each waits, was discarded, or is a directive.
    """

    same_files: Sequence[IntakeItem] = ()
    same_symbols: Sequence[SameSymbol] = ()
    similar_texts: Sequence[SimilarText] = ()

    def __bool__(self) -> bool:
        return bool(self.same_files or self.same_symbols or self.similar_texts)


def duplicates_of(
    session: Session, item: IntakeItem, symbol: str, published: Sequence[Directive]
) -> Duplicates:
    """What an item of this symbol may duplicate, `published` of the same symbol among it."""
    key, read = lookup_key(symbol), _read(session.get(FileReading, item.file_id))
    others = _other_items(session, item, key)
    same_files = [other for other, _reading in others if other.file_id == item.file_id]
    return Duplicates(
        same_files=sorted(same_files, key=lambda other: -other.id)[:MOST_SHOWN],
        same_symbols=_published(item, published, read) + _waiting(others, key, read),
        similar_texts=_similar_texts(session, item.file_id),
    )


def directive_of_file(session: Session, file: StoredFile) -> Directive | None:
    """The directive that has these very bytes as one of its versions."""
    query = select(Directive).join(Version).order_by(Version.id).limit(1)
    return session.scalar(query.where(Version.file_id == file.id, Directive.is_in_store))


def directives_of_symbol(session: Session, symbol: str) -> Sequence[Directive]:
    """Directives of the same symbol, whatever their body or day, the newest first."""
    key = lookup_key(symbol)
    query = (
        select(Directive)
        .where(Directive.symbol_key == key)
        .where(Directive.undone_at.is_(None), Directive.recalled_at.is_(None))
        .options(joinedload(Directive.issuing_body), selectinload(Directive.versions))
        .order_by(Directive.issued_on.desc())
    )
    return session.scalars(query.limit(MOST_SHOWN)).all() if key else ()


def _published(
    item: IntakeItem, directives: Sequence[Directive], read: dict[str, Any]
) -> list[SameSymbol]:
    return [
        SameSymbol(directive, None, body := directive.issuing_body.name, directive.issued_on,
                   _agrees(read, body, directive.issued_on))
        for directive in directives
        if all(version.file_id != item.file_id for version in directive.versions)
    ]  # fmt: skip


def _read(reading: FileReading | None) -> dict[str, Any]:
    return loaded(reading.facts).values() if reading else {}


def _other_items(
    session: Session, item: IntakeItem, key: str
) -> Sequence[Row[IntakeItem, FileReading]]:
    """Other items of the same bytes, and those that wait and mention the number of the symbol."""
    alike = [IntakeItem.file_id == item.file_id]
    if key:
        mention = or_(_mentions(FileReading.facts, key), _mentions(IntakeItem.draft, key))
        alike.append(and_(IntakeItem.state == ItemState.OPEN, mention))
    return session.execute(
        select(IntakeItem, FileReading)
        .join(FileReading, FileReading.file_id == IntakeItem.file_id)
        .where(IntakeItem.id != item.id, or_(*alike))
    ).all()


def _waiting(
    others: Sequence[Row[IntakeItem, FileReading]], key: str, read: dict[str, Any]
) -> list[SameSymbol]:
    """Those that wait with this symbol, as the clerk typed it, else as it was read."""
    waiting = []
    for other, reading in others:
        theirs = _read(reading)
        symbol = lookup_key(str(other.draft.get("symbol") or theirs.get("symbol", "")))
        if other.state is ItemState.OPEN and key and symbol == key:
            body, day = theirs.get("body", ""), theirs.get("issued_on")
            waiting.append(SameSymbol(None, other, body, day, _agrees(read, body, day)))
    return waiting[:MOST_SHOWN]


def _mentions(column: InstrumentedAttribute[dict[str, Any]], key: str) -> ColumnElement[bool]:
    """Whether the JSON has the symbol's number anywhere: spares reading what cannot match."""
    digits = re.match(r"\d*", key)
    return cast(column, Text).contains(digits[0] if digits else "")


def _agrees(read: dict[str, Any], body: str, issued_on: date | None) -> bool:
    """Whether body and day do not contradict; what was not read contradicts nothing."""
    pairs = ((fold(str(read.get("body", ""))), fold(body)), (read.get("issued_on"), issued_on))
    return all(not own or not other or own == other for own, other in pairs)


def _similar_texts(session: Session, file_id: int) -> list[SimilarText]:
    similar = SimilarFiles
    other = case((similar.file_id == file_id, similar.other_id), else_=similar.file_id)
    waits = and_(IntakeItem.file_id == other, IntakeItem.state == ItemState.OPEN)
    query = (
        select(similar.similarity, Directive, IntakeItem)
        .outerjoin(Version, Version.file_id == other)
        .outerjoin(Directive, Directive.id == Version.directive_id)
        .outerjoin(IntakeItem, waits)
        .where(or_(similar.file_id == file_id, similar.other_id == file_id))
        .where(or_(Directive.id.is_not(None), IntakeItem.id.is_not(None)))
        .order_by(similar.similarity.desc(), similar.other_id.desc())
        .limit(MOST_SHOWN)
    )
    return [SimilarText(int(row[0] * 100), row[1], row[2]) for row in session.execute(query)]


def note_similar_texts(session: Session, file_id: int, text: str) -> int:
    """Note which originals are similar to this one by its text; how many there are.

    Call it whenever a reading is kept; an earlier note is replaced. Does not commit.
    """
    forget_text(session, file_id)
    own = shingles(text)
    values = bands(own)
    if not values:
        return 0
    others = _candidates(session, file_id, values)
    session.add_all(
        TextBand(file_id=file_id, band=band, value=value) for band, value in enumerate(values)
    )
    rated = {other: similarity(own, shingles(_text_of(session, other))) for other in others}
    similar = {other: share for other, share in rated.items() if share >= ALIKE}
    session.add_all(
        SimilarFiles(file_id=file_id, other_id=other, similarity=share)
        for other, share in similar.items()
    )
    session.flush()
    return len(similar)


def forget_text(session: Session, file_id: int) -> None:
    """Remove every note about the text of an original, as when it is wiped."""
    session.execute(delete(TextBand).where(TextBand.file_id == file_id))
    pair = or_(SimilarFiles.file_id == file_id, SimilarFiles.other_id == file_id)
    session.execute(delete(SimilarFiles).where(pair))


def _candidates(session: Session, file_id: int, values: Sequence[int]) -> list[int]:
    pairs = list(enumerate(values))
    query = select(TextBand.file_id).where(
        tuple_(TextBand.band, TextBand.value).in_(pairs), TextBand.file_id != file_id
    )
    common = Counter(session.scalars(query))
    return [other for other, _times in common.most_common(MOST_CANDIDATES)]


def _text_of(session: Session, file_id: int) -> str:
    query = select(FilePage.text).filter_by(file_id=file_id).order_by(FilePage.number)
    return "\n".join(session.scalars(query))
