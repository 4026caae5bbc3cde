"""What directives do with one another, found by the machine or entered by hand, in one list.

Only what the person may see takes part: a paper that is kept from them is as one that never came.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    exists,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import QueryableAttribute, Session, aliased, joinedload

from intranet.directives.audience.visibility import visible_to
from intranet.directives.citations.cited_directive import by_key, meant
from intranet.directives.citations.models import Citation, RejectedCitation
from intranet.directives.models import Directive, Relation, RelationKind, Version
from intranet.language.symbols.cue_words import STRENGTH
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

    `relation` is the number of the row that a person entered or confirmed, None while only the
    machine says so.
    """

    citing: Directive
    target: Directive | None
    symbol: str
    key: str
    kind: RelationKind
    places: tuple[Place, ...] = ()
    relation: int | None = None

    @property
    def cited_on(self) -> date | None:
        """The day that the citing paper gives the other one."""
        return next((place.cited_on for place in self.places if place.cited_on), None)


@dataclass(frozen=True)
class _Said:
    """One row that says what a directive does; `relation` is 0 where only the machine says so."""

    citing: int
    key: str
    symbol: str
    kind: RelationKind
    page: int
    sentence: str
    cited_on: date | None
    relation: int
    target: int | None
    at: int


def edges_around(session: Session, staff: StaffMember, centres: Sequence[Directive]) -> list[Edge]:
    """All edges that begin or end in one of these directives, as far as this person may see them.

    One question to the database, however many directives there are.
    """
    ids = {one.id for one in centres}
    known = {one.id: one for one in centres}
    said: dict[_Said, None] = {}
    for row in session.execute(_question(staff, centres)):
        said.setdefault(_Said(*row[:-1]))
        known[row[-1].id] = row[-1]
    entered = [one for one in said if one.relation]
    found = [one for one in said if not one.relation]
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


def _question(staff: StaffMember, centres: Sequence[Directive]) -> Select[*tuple[Any, ...]]:
    """What is said, each time with every directive that may stand at one of its ends."""
    ids = [one.id for one in centres]

    def seen(column: QueryableAttribute[Any]) -> ColumnElement[bool]:
        # Asked row by row: a list of all that may be seen would be the way in, and a long one.
        return exists().where(Directive.id == column, visible_to(staff))

    cited = _citations(centres).where(seen(Version.directive_id)).limit(MOST).subquery()
    entered = _relations(ids).where(seen(Relation.directive_id))
    entered = entered.where(or_(Relation.target_id.is_(None), seen(Relation.target_id)))
    said = union_all(select(*cited.c), entered).subquery()
    end = or_(
        Directive.id == said.c.citing,
        Directive.id == said.c.target,
        Directive.symbol_key == said.c.key,
    )
    return (
        select(*said.c, Directive)
        .join(Directive, end)
        .where(visible_to(staff))
        .options(joinedload(Directive.issuing_body))
        .order_by(said.c.relation, said.c.page, said.c.at)
    )


def _citations(centres: Sequence[Directive]) -> Select[*tuple[Any, ...]]:
    own = Version.directive_id.in_([one.id for one in centres])
    keys = {one.symbol_key for one in centres if one.symbol_key}
    # Both ways in are columns of one table, so that each is found by its index.
    mine = Citation.file_id.in_(select(Version.file_id).where(own))
    return (
        select(
            Version.directive_id.label("citing"),
            Citation.key.label("key"),
            Citation.symbol.label("symbol"),
            Citation.kind.label("kind"),
            Citation.page.label("page"),
            Citation.sentence.label("sentence"),
            Citation.cited_on.label("cited_on"),
            literal(0).label("relation"),
            type_coerce(null(), Integer).label("target"),
            Citation.id.label("at"),
        )
        .join(Version, Version.file_id == Citation.file_id)
        .where(or_(mine, Citation.key.in_(keys)), is_latest(), not_rejected())
        .order_by(own.desc(), Version.directive_id.desc(), Citation.page, Citation.id)
    )


def _relations(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    return select(
        Relation.directive_id,
        Relation.target_key,
        Relation.target_symbol,
        Relation.kind,
        literal(0),
        literal(""),
        type_coerce(null(), Date),
        Relation.id,
        Relation.target_id,
        Relation.id,
    ).where(or_(Relation.directive_id.in_(ids), Relation.target_id.in_(ids)))


def _entered(
    known: Mapping[int, Directive], found: Sequence[_Said], entered: Sequence[_Said]
) -> Iterable[Edge]:
    """Each relation of a person, with the places where the paper itself says so."""
    for one in entered:
        yield Edge(
            citing=known[one.citing],
            target=known.get(one.target or 0),
            symbol=one.symbol,
            key=one.key,
            kind=one.kind,
            places=_in_order(
                two for two in found if (two.citing, two.key) == (one.citing, one.key)
            ),
            relation=one.relation,
        )


def _by_machine(
    known: Mapping[int, Directive], found: Sequence[_Said], entered: Sequence[_Said]
) -> Iterable[Edge]:
    """What only the machine found: each paper once, with the relation that weighs most."""
    same, told = by_key(known.values()), {(one.citing, one.key) for one in entered}
    groups: dict[tuple[int, str], list[_Said]] = {}
    for one in found:
        if (one.citing, one.key) not in told:
            groups.setdefault((one.citing, one.key), []).append(one)
    for (citing, key), group in groups.items():
        by = known[citing]
        for end, places in _by_end(by, group, same.get(key, ())).items():
            shown = _in_order(places)
            yield Edge(by, known.get(end), places[0].symbol, key, shown[0].kind, shown)


def _by_end(
    by: Directive, group: Sequence[_Said], candidates: Sequence[Directive]
) -> dict[int, list[_Said]]:
    """The places that name one symbol, by the directive that is meant; 0 is none of the store."""
    day = next((one.cited_on for one in group if one.cited_on), None)
    ends: dict[int, list[_Said]] = {}
    for one in group:
        target = meant(one.symbol, one.cited_on or day, by, candidates)
        if target is not None or day or one.key != by.symbol_key:  # else its own number
            ends.setdefault(target.id if target else 0, []).append(one)
    return ends


def _in_order(said: Iterable[_Said]) -> tuple[Place, ...]:
    """The places, those that weigh most first."""
    places = (Place(one.page, one.sentence, one.kind, one.cited_on) for one in said)
    return tuple(sorted(places, key=lambda one: (RANK[one.kind], one.page)))


def _touches(edge: Edge, ids: set[int]) -> bool:
    return edge.citing.id in ids or (edge.target is not None and edge.target.id in ids)


def _order(edge: Edge) -> tuple[int, date, str]:
    day = (edge.target and edge.target.issued_on) or edge.cited_on or date.min
    return RANK[edge.kind], day, edge.symbol
