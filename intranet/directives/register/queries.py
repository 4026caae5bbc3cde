"""The register of directives as far as a person may see it, and what it can be narrowed by."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, case, extract, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.core.paging import ListPage, rows_on
from intranet.directives.audience.visibility import visible, visible_to
from intranet.directives.models import Directive, IssuingBody, Topic, directive_topic
from intranet.directives.register.directive_filter import (
    DirectiveFilter,
    address_value,
    is_named,
)
from intranet.directives.words import TYPE
from intranet.language.bodies.levels import Level
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import fold
from intranet.people.models import StaffMember

PAGE_SIZE = 25
MOST_OFFERED = 12


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


def filter_options(session: Session, staff: StaffMember) -> dict[str, list[tuple[str, str]]]:
    """What this person's directives can be narrowed by: values with their words.

    By the name in the address; only kinds, bodies, years and topics that there are.
    """
    mine = visible(staff).subquery()
    kinds = select(mine.c.kind).where(mine.c.kind.is_not(None))
    years = select(extract("year", mine.c.issued_on)).where(mine.c.issued_on.is_not(None))
    topics = select(directive_topic.c.topic_id).join(
        mine, directive_topic.c.directive_id == mine.c.id
    )
    words = {kind: str(TYPE[kind]) for kind in session.scalars(kinds.distinct())}
    newest_first = sorted(map(int, session.scalars(years.distinct())), reverse=True)
    return {
        "loai": [
            (address_value(kind), words[kind])
            for kind in sorted(words, key=lambda kind: fold(words[kind]))
        ],
        "co_quan": _by_name(session, IssuingBody, select(mine.c.issuing_body_id)),
        "nam": [(str(year), str(year)) for year in newest_first],
        "chu_de": _by_name(session, Topic, topics),
    }


def _by_name(
    session: Session, kind: type[IssuingBody | Topic], ids: Select[*tuple[Any, ...]]
) -> list[tuple[str, str]]:
    rows = session.execute(select(kind.id, kind.name).where(kind.id.in_(ids)).order_by(kind.name))
    return [(str(row[0]), row[1]) for row in rows]


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


def named_directives(session: Session, staff: StaffMember, words: str) -> Sequence[Directive]:
    """A few that this person may mean: those whose symbol begins so first, then the newest."""
    if not (key := lookup_key(words)):
        return []
    by_symbol = case((Directive.symbol_key.startswith(key, autoescape=True), 0), else_=1)
    newest = Directive.issued_on.desc().nulls_last(), Directive.id.desc()
    query = visible(staff).where(is_named(words)).order_by(by_symbol, *newest)
    return session.scalars(query.limit(MOST_OFFERED)).all()
