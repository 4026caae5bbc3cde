"""The register of directives as far as a person may see it, and what it can be narrowed by."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, Subquery, extract, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.core.paging import ListPage, rows_on
from intranet.directives.audience.visibility import visible, visible_to
from intranet.directives.models import Directive, IssuingBody, Topic, directive_topic
from intranet.directives.register.directive_filter import DirectiveFilter
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember

PAGE_SIZE = 25


@dataclass(frozen=True)
class RegisterPage(ListPage[Directive]):
    """One page of the register, and how many directives of each level there are."""

    levels: dict[Level, int] = field(default_factory=dict)


def register_page(
    session: Session, staff: StaffMember, narrowed_by: DirectiveFilter
) -> RegisterPage:
    """The page of the register that was asked for."""
    query = _matching(staff, narrowed_by)
    number, total, rows = rows_on(session, query, narrowed_by.page, PAGE_SIZE)
    return RegisterPage(number, PAGE_SIZE, total, rows, _levels(session, staff, narrowed_by))


def whole_register(
    session: Session, staff: StaffMember, narrowed_by: DirectiveFilter
) -> Sequence[Directive]:
    """All directives that match, for export."""
    return session.scalars(_matching(staff, narrowed_by)).all()


def _matching(staff: StaffMember, narrowed_by: DirectiveFilter) -> Select[Directive]:
    return (
        visible(staff)
        .where(*narrowed_by.conditions())
        .options(joinedload(Directive.issuing_body), selectinload(Directive.topics))
        .order_by(*narrowed_by.order)
    )


def _levels(session: Session, staff: StaffMember, narrowed_by: DirectiveFilter) -> dict[Level, int]:
    rows = session.execute(
        select(Directive.level, func.count())
        .where(visible_to(staff), *narrowed_by.conditions(but="level"))
        .group_by(Directive.level)
    )
    counts = {row[0]: row[1] for row in rows}
    return {level: counts.get(level, 0) for level in Level}


@dataclass(frozen=True)
class FilterChoices:
    """The values to narrow the register by: only those that this person's directives have."""

    kinds: Sequence[DocumentType]
    bodies: Sequence[IssuingBody]
    years: Sequence[int]
    topics: Sequence[Topic]


def filter_choices(session: Session, staff: StaffMember) -> FilterChoices:
    """The kinds, bodies, years and topics among the directives that this person may see."""
    mine = visible(staff).subquery()
    years = select(extract("year", mine.c.issued_on)).where(mine.c.issued_on.is_not(None))
    return FilterChoices(
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
    newest: dict[Level, list[Directive]] = {level: [] for level in Level}
    for directive in rows:
        newest[directive.level].append(directive)
    return newest
