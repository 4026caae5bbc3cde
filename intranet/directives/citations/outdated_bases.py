"""Directives in force that rest on what is not (căn cứ đã hết hiệu lực): for the Office to mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, literal, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, joinedload

from intranet.core.paging import ListPage, cut
from intranet.directives.audience.visibility import visible, visible_ids
from intranet.directives.citations import cited_directive
from intranet.directives.citations.entered_relations import ENDS
from intranet.directives.citations.models import FileCitation
from intranet.directives.citations.relation_lists import BASES, ENDED, STANDING, successors
from intranet.directives.models import Directive, Relation, RelationKind, Version
from intranet.people.models import StaffMember

PAGE_SIZE = 25
MOST = 4000
Citing, Target = aliased(Directive), aliased(Directive)
Ends = tuple[int, int]
Pair = Row[Any]
"""citing, target (ids), kind, page, symbol, cited_on, citation: 0 where a person entered it."""


@dataclass(frozen=True)
class OutdatedBasis:
    """A directive in force that rests on one which is not; the page is 0 where a person said so."""

    citing: Directive
    target: Directive
    kind: RelationKind
    page: int = 0
    sentence: str = ""
    instead: Directive | None = None


def outdated_bases(
    session: Session, staff: StaffMember, number: int = 1
) -> ListPage[OutdatedBasis]:
    """The directives in force that rest on replaced or expired ones, the newest first."""
    pairs = session.execute(union_all(_cited(staff), _entered(staff)).limit(MOST)).all()
    known = _directives(session, staff, pairs)
    by_ends = _by_ends(pairs, known)

    def day_and_ends(ends: Ends) -> tuple[date, Ends]:
        return known[ends[0]].issued_on or date.min, ends

    page = cut(sorted(by_ends, key=day_and_ends, reverse=True), number, PAGE_SIZE)
    bases = _with_sentences(session, staff, [by_ends[ends] for ends in page.rows], known)
    return ListPage(page.number, PAGE_SIZE, page.total, bases)


def _cited(staff: StaffMember) -> Select[*tuple[Any, ...]]:
    cited, own = FileCitation, aliased(Relation)
    # Where a person has said what a directive does with a symbol, that counts.
    entered = exists().where(own.directive_id == Citing.id, own.target_key == cited.key)
    said = (cited.kind, cited.page, cited.symbol, cited.cited_on, cited.id.label("citation"))
    query = select(Citing.id.label("citing"), Target.id.label("target"), *said)
    days = Target.issued_on, Citing.issued_on, cited.cited_on
    return (
        cited_directive.that_count(query.select_from(cited))
        .join(Citing, Citing.id == Version.directive_id)
        .join(Target, and_(Target.symbol_key == cited.key, Target.id != Citing.id))
        .where(*_is_outdated(staff, cited.kind), ~entered)
        .where(cited_directive.may_be_cited(*days, cited.symbol))
    )


def _entered(staff: StaffMember) -> Select[*tuple[Any, ...]]:
    nothing, own = (literal(0), Relation.target_symbol, null(), literal(0)), aliased(Relation)
    # A directive may name what it put an end to itself.
    ended = own.directive_id == Citing.id, own.target_id == Target.id, own.kind.in_(ENDS)
    return (
        select(Citing.id, Target.id, Relation.kind, *nothing)
        .select_from(Relation)
        .join(Citing, Citing.id == Relation.directive_id)
        .join(Target, Target.id == Relation.target_id)
        .where(*_is_outdated(staff, Relation.kind), ~exists().where(*ended))
    )


def _is_outdated(
    staff: StaffMember, kind: InstrumentedAttribute[RelationKind]
) -> Iterable[ColumnElement[bool]]:
    seen = visible_ids(staff)
    yield kind.in_(BASES)
    yield Citing.status.in_(STANDING) & Target.status.in_(ENDED)
    yield Citing.id.in_(seen) & Target.id.in_(seen)


def _directives(
    session: Session, staff: StaffMember, pairs: Iterable[Pair]
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


def _by_ends(pairs: Iterable[Pair], known: dict[int, Directive]) -> dict[Ends, Pair]:
    """One pair for each two directives; where a number came again only the one that is cited."""
    same_symbol = cited_directive.by_symbol_key(known.values())
    by_ends: dict[Ends, Pair] = {}
    for pair in pairs:
        by, target = known[pair.citing], known[pair.target]
        said = pair.symbol, pair.cited_on, by, same_symbol[target.symbol_key]
        if not pair.citation or target is cited_directive.cited_directive(*said):
            by_ends.setdefault((by.id, target.id), pair)
    return by_ends


def _with_sentences(
    session: Session, staff: StaffMember, pairs: Sequence[Pair], known: dict[int, Directive]
) -> list[OutdatedBasis]:
    """The pairs of a page with the sentence, and with what took the place of the basis."""
    query = select(FileCitation.id, FileCitation.sentence)
    rows = session.execute(query.where(FileCitation.id.in_([pair.citation for pair in pairs])))
    sentences = {row[0]: row[1] for row in rows}
    instead = successors(session, staff, [pair.target for pair in pairs])
    return [
        OutdatedBasis(
            known[pair.citing], known[pair.target], pair.kind, pair.page,
            sentences.get(pair.citation, ""), instead.get(pair.target),
        )
        for pair in pairs
    ]  # fmt: skip
