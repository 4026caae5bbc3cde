"""What the repository answers; everything goes through the one door of `access`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, extract, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.core.paging import ListPage, within
from intranet.directives.audience.visibility import visible, visible_to
from intranet.directives.models import (
    Directive,
    IssuingBody,
    Status,
    Topic,
    directive_topic,
)
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import fold
from intranet.people.models import StaffMember

PAGE_SIZE = 25
SORTS: dict[str, tuple[Any, ...]] = {
    "newest": (Directive.issued_on.desc().nulls_last(), Directive.id.desc()),
    "oldest": (Directive.issued_on.asc().nulls_last(), Directive.id.asc()),
    "arrived": (Directive.received_on.desc(), Directive.id.desc()),
    "symbol": (Directive.symbol_key.asc(), Directive.id.asc()),
}


@dataclass(frozen=True)
class ShelfFilter:
    """What somebody wants to see of the register; empty fields do not narrow."""

    level: Level | None = None
    kind: DocumentType | None = None
    body: int | None = None
    topic: int | None = None
    year: int | None = None
    status: Status | None = None
    words: str = ""
    sort: str = "newest"
    page: int = 1


@dataclass(frozen=True)
class Shelf(ListPage[Directive]):
    """One page of the register, and how many directives of each level there are."""

    levels: dict[Level, int] = field(default_factory=dict)


def shelf(session: Session, staff: StaffMember, wanted: ShelfFilter) -> Shelf:
    """The page of the register that was asked for, as far as this person may see it."""
    narrowed = visible(staff).where(*_conditions(wanted))
    total = session.scalar(select(func.count()).select_from(narrowed.subquery())) or 0
    number = within(wanted.page, total, PAGE_SIZE)
    rows = session.scalars(
        _with_names(narrowed)
        .order_by(*SORTS.get(wanted.sort, SORTS["newest"]))
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    return Shelf(number, PAGE_SIZE, total, rows, _levels(session, staff, wanted))


def whole_shelf(session: Session, staff: StaffMember, wanted: ShelfFilter) -> Sequence[Directive]:
    """All rows of the register that match, for export."""
    narrowed = visible(staff).where(*_conditions(wanted))
    order = SORTS.get(wanted.sort, SORTS["newest"])
    return session.scalars(_with_names(narrowed).order_by(*order)).all()


def _with_names(query: Select[Directive]) -> Select[Directive]:
    return query.options(joinedload(Directive.issuing_body), selectinload(Directive.topics))


def _conditions(wanted: ShelfFilter, *, but_level: bool = False) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.level and not but_level:
        found.append(Directive.level == wanted.level)
    if wanted.kind:
        found.append(Directive.kind == wanted.kind)
    if wanted.body:
        found.append(Directive.issuing_body_id == wanted.body)
    if wanted.topic:
        found.append(Directive.topics.any(Topic.id == wanted.topic))
    if wanted.year:
        found.append(extract("year", Directive.issued_on) == wanted.year)
    if wanted.status:
        found.append(Directive.status == wanted.status)
    if wanted.words.strip():
        found.append(_named(wanted.words))
    return found


def _named(words: str) -> ColumnElement[bool]:
    subject = (
        Directive.subject_key.contains(word, autoescape=True) for word in fold(words).split()
    )
    ways = [and_(*subject)]
    if key := lookup_key(words):
        ways.append(Directive.symbol_key.startswith(key))
    return or_(*ways)


def _levels(session: Session, staff: StaffMember, wanted: ShelfFilter) -> dict[Level, int]:
    counted = (
        select(Directive.level, func.count())
        .where(visible_to(staff), *_conditions(wanted, but_level=True))
        .group_by(Directive.level)
    )
    found = {row[0]: row[1] for row in session.execute(counted)}
    return {level: found.get(level, 0) for level in Level}


@dataclass(frozen=True)
class Choices:
    """What the shelf can be narrowed by: only what this person's directives really have."""

    kinds: Sequence[DocumentType]
    bodies: Sequence[IssuingBody]
    years: Sequence[int]
    topics: Sequence[Topic]


def choices(session: Session, staff: StaffMember) -> Choices:
    """The kinds, bodies, years and topics among the directives that this person may see."""
    mine = visible(staff).subquery()
    years = select(extract("year", mine.c.issued_on)).where(mine.c.issued_on.is_not(None))
    return Choices(
        kinds=session.scalars(
            select(mine.c.kind).where(mine.c.kind.is_not(None)).distinct().order_by(mine.c.kind)
        ).all(),
        bodies=session.scalars(
            select(IssuingBody)
            .where(IssuingBody.id.in_(select(mine.c.issuing_body_id)))
            .order_by(IssuingBody.name)
        ).all(),
        years=sorted({int(year) for year in session.scalars(years.distinct())}, reverse=True),
        topics=session.scalars(
            select(Topic)
            .where(Topic.id.in_(select(directive_topic.c.topic_id).join(mine, _has_topic(mine))))
            .order_by(Topic.name)
        ).all(),
    )


def _has_topic(mine: Subquery) -> ColumnElement[bool]:
    return directive_topic.c.directive_id == mine.c.id


def newest_by_level(
    session: Session, staff: StaffMember, each: int = 2
) -> dict[Level, list[Directive]]:
    """The newest directives of each level, for the home page."""
    rank = func.row_number().over(
        partition_by=Directive.level, order_by=(Directive.issued_on.desc(), Directive.id.desc())
    )
    ranked = select(Directive.id, rank.label("rank")).where(visible_to(staff)).subquery()
    rows = session.scalars(
        select(Directive)
        .join(ranked, ranked.c.id == Directive.id)
        .where(ranked.c.rank <= each)
        .order_by(Directive.issued_on.desc(), Directive.id.desc())
    )
    found: dict[Level, list[Directive]] = {level: [] for level in Level}
    for directive in rows:
        found[directive.level].append(directive)
    return found
