"""Directives in force that rest on what is not (căn cứ đã hết hiệu lực): for the Office to mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased, joinedload

from intranet.core.paging import ListPage, cut
from intranet.directives.audience.visibility import visible, visible_ids
from intranet.directives.citations.cited_directive import (
    by_symbol_key,
    cited_directive,
    may_be_cited,
)
from intranet.directives.citations.counted_citations import that_count
from intranet.directives.citations.entered_relations import ENDS
from intranet.directives.citations.models import FileCitation
from intranet.directives.citations.relation_lists import BASES, ENDED, STANDING, successors
from intranet.directives.models import Directive, Relation, RelationKind, Version
from intranet.people.models import StaffMember

PAGE_SIZE = 25
MOST = 4000
Citing, Target = aliased(Directive), aliased(Directive)
Ends = tuple[int, int]


@dataclass(frozen=True)
class OutdatedBasis:
    """A directive in force that rests on one which is not; the page is 0 where a person said so."""

    citing: Directive
    target: Directive
    kind: RelationKind
    page: int = 0
    sentence: str = ""
    instead: Directive | None = None


@dataclass(frozen=True)
class _Pair:
    """Two directives by id; `citation` is 0 where a person entered the relation."""

    citing: int
    target: int
    kind: RelationKind
    page: int
    symbol: str
    cited_on: date | None
    citation: int


def outdated_bases(
    session: Session, staff: StaffMember, number: int = 1
) -> ListPage[OutdatedBasis]:
    """The directives in force that rest on replaced or expired ones, the newest first."""
    rows = session.execute(union_all(_cited(staff), _entered(staff)).limit(MOST))
    pairs = [_Pair(*row) for row in rows]
    known = _directives(session, staff, pairs)
    by_ends = _by_ends(pairs, known)
    newest_first = sorted(by_ends, key=lambda ends: (_day(known[ends[0]]), ends), reverse=True)
    page = cut(newest_first, number, PAGE_SIZE)
    bases = _with_sentences(session, staff, [by_ends[ends] for ends in page.rows], known)
    return ListPage(page.number, PAGE_SIZE, page.total, bases)


def _cited(staff: StaffMember) -> Select[*tuple[Any, ...]]:
    seen, cited = visible_ids(staff), FileCitation
    said = (cited.kind, cited.page, cited.symbol, cited.cited_on, cited.id)
    query = select(Citing.id.label("citing"), Target.id.label("target"), *said)
    return (
        that_count(query.select_from(FileCitation))
        .join(Citing, Citing.id == Version.directive_id)
        .join(Target, and_(Target.symbol_key == cited.key, Target.id != Citing.id))
        .where(cited.kind.in_(BASES))
        .where(Citing.status.in_(STANDING), Target.status.in_(ENDED))
        .where(Citing.id.in_(seen), Target.id.in_(seen), ~_is_entered())
        .where(may_be_cited(Target.issued_on, Citing.issued_on, cited.cited_on, cited.symbol))
    )


def _entered(staff: StaffMember) -> Select[*tuple[Any, ...]]:
    seen = visible_ids(staff)
    nothing = (literal(0), Relation.target_symbol, null(), literal(0))
    return (
        select(Citing.id, Target.id, Relation.kind, *nothing)
        .select_from(Relation)
        .join(Citing, Citing.id == Relation.directive_id)
        .join(Target, Target.id == Relation.target_id)
        .where(Relation.kind.in_(BASES))
        .where(Citing.status.in_(STANDING), Target.status.in_(ENDED))
        .where(Citing.id.in_(seen), Target.id.in_(seen), ~_is_own_work())
    )


def _is_entered() -> ColumnElement[bool]:
    """Whether a person has said what the citing directive does with that symbol."""
    own = aliased(Relation)
    return exists().where(own.directive_id == Citing.id, own.target_key == FileCitation.key)


def _is_own_work() -> ColumnElement[bool]:
    """Whether the citing directive itself put an end to the other."""
    own = aliased(Relation)
    return exists().where(
        own.directive_id == Citing.id, own.target_id == Target.id, own.kind.in_(ENDS)
    )


def _directives(
    session: Session, staff: StaffMember, pairs: Iterable[_Pair]
) -> dict[int, Directive]:
    """Both ends, and whatever else bears the symbol of a target."""
    ids = {end for pair in pairs for end in (pair.citing, pair.target)}
    keys = select(Directive.symbol_key).where(Directive.id.in_({pair.target for pair in pairs}))
    rows = session.scalars(
        visible(staff)
        .where(Directive.id.in_(ids) | Directive.symbol_key.in_(keys))
        .options(joinedload(Directive.issuing_body))
    )
    return {directive.id: directive for directive in rows}


def _by_ends(pairs: Iterable[_Pair], known: dict[int, Directive]) -> dict[Ends, _Pair]:
    """One pair for each two directives; where a number came again only the one that is cited."""
    same_symbol = by_symbol_key(known.values())
    by_ends: dict[Ends, _Pair] = {}
    for pair in pairs:
        by, target = known[pair.citing], known[pair.target]
        candidates = same_symbol[target.symbol_key]
        if not pair.citation or target is cited_directive(
            pair.symbol, pair.cited_on, by, candidates
        ):
            by_ends.setdefault((pair.citing, pair.target), pair)
    return by_ends


def _with_sentences(
    session: Session, staff: StaffMember, pairs: Sequence[_Pair], known: dict[int, Directive]
) -> list[OutdatedBasis]:
    """The pairs of a page with the sentence, and with what took the place of the basis."""
    query = select(FileCitation.id, FileCitation.sentence)
    rows = session.execute(query.where(FileCitation.id.in_([pair.citation for pair in pairs])))
    sentences = {row[0]: row[1] for row in rows}
    instead = successors(session, staff, [pair.target for pair in pairs])
    return [
        OutdatedBasis(
            known[pair.citing],
            known[pair.target],
            pair.kind,
            pair.page,
            sentences.get(pair.citation, ""),
            instead.get(pair.target),
        )
        for pair in pairs
    ]


def _day(directive: Directive) -> date:
    return directive.issued_on or date.min
