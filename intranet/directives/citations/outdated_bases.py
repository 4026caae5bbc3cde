"""Directives in force that rest on what is not: the first thing for the Office to mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased, joinedload

from intranet.core.paging import ListPage, cut
from intranet.directives.audience.visibility import visible
from intranet.directives.citations.cited_directive import by_key, meant, might_be
from intranet.directives.citations.entered_relations import ENDS
from intranet.directives.citations.models import Citation
from intranet.directives.citations.relation_edges import is_latest, not_rejected
from intranet.directives.citations.relation_lists import ENDED, GROUNDS, STANDING, successors
from intranet.directives.models import Directive, Relation, RelationKind, Version
from intranet.people.models import StaffMember

PAGE_SIZE = 25
MOST = 4000
Citing, Target = aliased(Directive), aliased(Directive)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Ground:
    """A directive in force that rests on one which is not; the page is 0 where a person said so."""

    citing: Directive
    target: Directive
    kind: RelationKind
    page: int = 0
    sentence: str = ""
    instead: Directive | None = None


@dataclass(frozen=True)
class _Row:
    """A pair as the database tells it; `citation` is 0 where a person entered the relation."""

    citing: int
    target: int
    kind: RelationKind
    page: int
    symbol: str
    cited_on: date | None
    citation: int


def fallen_grounds(session: Session, staff: StaffMember, number: int = 1) -> ListPage[Ground]:
    """The directives in force that rest on replaced or expired ones, the newest first."""
    rows = session.execute(union_all(_cited(staff), _entered(staff)).limit(MOST))
    found = [_Row(*row) for row in rows]
    known = _directives(session, staff, found)
    pairs = _pairs(found, known)
    order = sorted(pairs, key=lambda one: (_day(known[one[0]]), one), reverse=True)
    page = cut(order, number, PAGE_SIZE)
    told = _told(session, staff, [pairs[pair] for pair in page.rows], known)
    return ListPage(page.number, PAGE_SIZE, page.total, told)


def _cited(staff: StaffMember) -> Select[*tuple[Any, ...]]:
    seen = visible(staff).with_only_columns(Directive.id)
    said = (Citation.kind, Citation.page, Citation.symbol, Citation.cited_on, Citation.id)
    return (
        select(Citing.id.label("citing"), Target.id.label("target"), *said)
        .select_from(Citation)
        .join(Version, Version.file_id == Citation.file_id)
        .join(Citing, Citing.id == Version.directive_id)
        .join(Target, and_(Target.symbol_key == Citation.key, Target.id != Citing.id))
        .where(Citation.kind.in_(GROUNDS), is_latest(), not_rejected())
        .where(Citing.status.in_(STANDING), Target.status.in_(ENDED))
        .where(Citing.id.in_(seen), Target.id.in_(seen), ~_is_entered())
        .where(might_be(Target.issued_on, Citing.issued_on, Citation.cited_on, Citation.symbol))
    )


def _entered(staff: StaffMember) -> Select[*tuple[Any, ...]]:
    seen = visible(staff).with_only_columns(Directive.id)
    nothing = (literal(0), Relation.target_symbol, null(), literal(0))
    return (
        select(Citing.id, Target.id, Relation.kind, *nothing)
        .select_from(Relation)
        .join(Citing, Citing.id == Relation.directive_id)
        .join(Target, Target.id == Relation.target_id)
        .where(Relation.kind.in_(GROUNDS))
        .where(Citing.status.in_(STANDING), Target.status.in_(ENDED))
        .where(Citing.id.in_(seen), Target.id.in_(seen), ~_is_own_work())
    )


def _is_entered() -> ColumnElement[bool]:
    """Whether a person has said what the citing directive does with that symbol."""
    own = aliased(Relation)
    return exists().where(own.directive_id == Citing.id, own.target_key == Citation.key)


def _is_own_work() -> ColumnElement[bool]:
    """Whether the citing directive itself put an end to the other."""
    own = aliased(Relation)
    return exists().where(
        own.directive_id == Citing.id, own.target_id == Target.id, own.kind.in_(ENDS)
    )


def _directives(
    session: Session, staff: StaffMember, found: Iterable[_Row]
) -> dict[int, Directive]:
    """Both ends, and whatever else bears the symbol of a target."""
    ids = {end for row in found for end in (row.citing, row.target)}
    keys = select(Directive.symbol_key).where(Directive.id.in_({row.target for row in found}))
    rows = session.scalars(
        visible(staff)
        .where(Directive.id.in_(ids) | Directive.symbol_key.in_(keys))
        .options(joinedload(Directive.issuing_body))
    )
    return {one.id: one for one in rows}


def _pairs(found: Iterable[_Row], known: dict[int, Directive]) -> dict[Pair, _Row]:
    """One row for each two directives; where a number came again only the one that was meant."""
    same = by_key(known.values())
    pairs: dict[Pair, _Row] = {}
    for row in found:
        target = right = known[row.target]
        if row.citation:
            by = known[row.citing]
            right = meant(row.symbol, row.cited_on, by, same[target.symbol_key]) or by
        if right is target:
            pairs.setdefault((row.citing, row.target), row)
    return pairs


def _told(
    session: Session, staff: StaffMember, rows: Sequence[_Row], known: dict[int, Directive]
) -> list[Ground]:
    """The rows of a page with the sentence, and with what took the place of the ground."""
    wanted = select(Citation.id, Citation.sentence)
    wanted = wanted.where(Citation.id.in_([row.citation for row in rows]))
    sentences = {one[0]: one[1] for one in session.execute(wanted)}
    instead = successors(session, staff, [row.target for row in rows])
    return [
        Ground(
            known[row.citing],
            known[row.target],
            row.kind,
            row.page,
            sentences.get(row.citation, ""),
            instead.get(row.target),
        )
        for row in rows
    ]


def _day(directive: Directive) -> date:
    return directive.issued_on or date.min
