"""What directives do with one another, found by the machine or entered by hand, in one list.

Only what the person may see takes part: a paper that is kept from them is as one that never came.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from intranet.directives.access import visible, visible_to
from intranet.directives.citation_models import Citation, RejectedCitation
from intranet.directives.models import Directive, Relation, RelationKind, Version
from intranet.directives.resolving import by_key, meant
from intranet.language.cues import STRENGTH
from intranet.people.models import StaffMember

RANK = {RelationKind(word): at for at, word in enumerate(STRENGTH)}
MOST = 600
"""So many places are looked at around a directive; a law is cited by every second paper."""


@dataclass(frozen=True)
class Place:
    """Where the citing paper says it: page of its newest version, sentence, what is done there."""

    page: int
    sentence: str
    kind: RelationKind
    cited_on: date | None


@dataclass(frozen=True)
class Edge:
    """What `citing` does with another paper; without `target` that is not in the store.

    `relation` is the row that a person entered or confirmed, None while only the machine says so.
    """

    citing: Directive
    target: Directive | None
    symbol: str
    key: str
    kind: RelationKind
    places: tuple[Place, ...] = ()
    relation: Relation | None = None

    @property
    def cited_on(self) -> date | None:
        """The day that the citing paper gives the other one."""
        return next((place.cited_on for place in self.places if place.cited_on), None)


Found = tuple[Citation, int]


def edges_around(session: Session, staff: StaffMember, centres: Sequence[Directive]) -> list[Edge]:
    """All edges that begin or end in one of these directives, as far as this person may see them.

    Three questions to the database, however many directives there are.
    """
    ids = {one.id for one in centres}
    found = _citations(session, staff, centres)
    entered = _relations(session, staff, ids)
    known = _directives(session, staff, found, entered, ids)
    known.update({one.id: one for one in centres})
    edges = [*_entered(known, found, entered), *_by_machine(known, found, entered)]
    return sorted((one for one in edges if _touches(one, ids)), key=_order)


def is_latest() -> ColumnElement[bool]:
    """Whether a version is the one that counts now."""
    newer = aliased(Version)
    return ~exists().where(
        newer.directive_id == Version.directive_id, newer.number > Version.number
    )


def not_rejected() -> ColumnElement[bool]:
    """Whether no clerk has refused what was found."""
    return ~exists().where(
        RejectedCitation.directive_id == Version.directive_id,
        RejectedCitation.key == Citation.key,
        RejectedCitation.kind == Citation.kind,
    )


def _citations(
    session: Session, staff: StaffMember, centres: Sequence[Directive]
) -> Sequence[Found]:
    ids = [one.id for one in centres]
    keys = {one.symbol_key for one in centres if one.symbol_key}
    own = Version.directive_id.in_(ids)
    # Both ways in are columns of one table, so that each is found by its index.
    mine = Citation.file_id.in_(select(Version.file_id).where(own))
    seen = visible(staff).with_only_columns(Directive.id)
    rows = session.execute(
        select(Citation, Version.directive_id)
        .join(Version, Version.file_id == Citation.file_id)
        .where(or_(mine, Citation.key.in_(keys)), Version.directive_id.in_(seen))
        .where(is_latest(), not_rejected())
        .order_by(own.desc(), Version.directive_id.desc(), Citation.page, Citation.id)
        .limit(MOST)
    )
    return [(row[0], row[1]) for row in rows]


def _relations(session: Session, staff: StaffMember, ids: Iterable[int]) -> Sequence[Relation]:
    seen = visible(staff).with_only_columns(Directive.id)
    return session.scalars(
        select(Relation)
        .where(or_(Relation.directive_id.in_(ids), Relation.target_id.in_(ids)))
        .where(Relation.directive_id.in_(seen))
        .where(or_(Relation.target_id.is_(None), Relation.target_id.in_(seen)))
        .order_by(Relation.id)
    ).all()


def _directives(
    session: Session,
    staff: StaffMember,
    found: Sequence[Found],
    entered: Sequence[Relation],
    ids: set[int],
) -> dict[int, Directive]:
    """Whatever may stand at an end: the citing ones, and all that bear a cited symbol."""
    keys = {citation.key for citation, _ in found} | {one.target_key for one in entered}
    ends = {citing for _, citing in found} | {one.directive_id for one in entered} | ids
    ends |= {one.target_id for one in entered if one.target_id}
    rows = session.scalars(
        select(Directive)
        .where(visible_to(staff), or_(Directive.id.in_(ends), Directive.symbol_key.in_(keys)))
        .options(joinedload(Directive.issuing_body))
    )
    return {one.id: one for one in rows}


def _entered(
    known: Mapping[int, Directive], found: Sequence[Found], entered: Sequence[Relation]
) -> Iterable[Edge]:
    """Each relation of a person, with the places where the paper itself says so."""
    for one in entered:
        if one.directive_id in known:
            yield Edge(
                citing=known[one.directive_id],
                target=known.get(one.target_id or 0),
                symbol=one.target_symbol,
                key=one.target_key,
                kind=one.kind,
                places=_places(found, one.directive_id, one.target_key),
                relation=one,
            )


def _by_machine(
    known: Mapping[int, Directive], found: Sequence[Found], entered: Sequence[Relation]
) -> Iterable[Edge]:
    """What only the machine found: each paper once, with the relation that weighs most."""
    same, said = by_key(known.values()), {(one.directive_id, one.target_key) for one in entered}
    groups: dict[tuple[int, str], list[Citation]] = {}
    for citation, citing in found:
        if citing in known and (citing, citation.key) not in said:
            groups.setdefault((citing, citation.key), []).append(citation)
    for (citing, key), group in groups.items():
        by, candidates = known[citing], same.get(key, ())
        ends: dict[int, list[Citation]] = {}
        day = next((one.cited_on for one in group if one.cited_on), None)
        for one in group:
            target = meant(one.symbol, one.cited_on or day, by, candidates)
            if target is None and key == by.symbol_key and not day:
                continue  # its own number
            ends.setdefault(target.id if target else 0, []).append(one)
        for end, places in ends.items():
            shown = _in_order(places)
            yield Edge(by, known.get(end), places[0].symbol, key, shown[0].kind, shown)


def _places(found: Sequence[Found], citing: int, key: str) -> tuple[Place, ...]:
    return _in_order([one for one, by in found if by == citing and one.key == key])


def _in_order(citations: Iterable[Citation]) -> tuple[Place, ...]:
    """The places, those that weigh most first."""
    places = (Place(one.page, one.sentence, one.kind, one.cited_on) for one in citations)
    return tuple(sorted(places, key=lambda one: (RANK[one.kind], one.page)))


def _touches(edge: Edge, ids: set[int]) -> bool:
    return edge.citing.id in ids or (edge.target is not None and edge.target.id in ids)


def _order(edge: Edge) -> tuple[int, date, str]:
    day = (edge.target and edge.target.issued_on) or edge.cited_on or date.min
    return RANK[edge.kind], day, edge.symbol
