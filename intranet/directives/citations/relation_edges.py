"""What directives do with one another, found by the machine or entered by hand, in one list.

Only what the person may see takes part: what is kept from them is as if it had never come.
"""

from collections import defaultdict
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
from sqlalchemy.orm import QueryableAttribute, Session, joinedload

from intranet.directives.audience.visibility import visible_to
from intranet.directives.citations.cited_directive import by_symbol_key, cited_directive
from intranet.directives.citations.counted_citations import that_count
from intranet.directives.citations.models import FileCitation
from intranet.directives.models import Directive, Relation, RelationKind, Version
from intranet.language.symbols.cue_words import STRENGTH
from intranet.people.models import StaffMember

RANK = {RelationKind(word): at for at, word in enumerate(STRENGTH)}
MOST = 600
"""How many places are looked at around a directive; a law is cited by every second one."""


@dataclass(frozen=True)
class CitingPlace:
    """Where the citing directive says it: page of its newest version, sentence, what it does."""

    page: int
    sentence: str
    kind: RelationKind
    cited_on: date | None


@dataclass(frozen=True)
class RelationEdge:
    """A relation between two directives; without `target` the cited one is not in the repository.

    `relation` is the number of the row that a person entered or confirmed, None while only the
    machine says so.
    """

    citing: Directive
    target: Directive | None
    symbol: str
    key: str
    kind: RelationKind
    places: tuple[CitingPlace, ...] = ()
    relation: int | None = None

    @property
    def cited_on(self) -> date | None:
        """The day that the citing directive gives the other one."""
        return next((place.cited_on for place in self.places if place.cited_on), None)


@dataclass(frozen=True)
class _Statement:
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

    @property
    def ends(self) -> tuple[int, str]:
        """Who cites, and the lookup key of what is cited."""
        return self.citing, self.key

    @property
    def place(self) -> CitingPlace:
        """Where it is said."""
        return CitingPlace(self.page, self.sentence, self.kind, self.cited_on)


def edges_around(
    session: Session, staff: StaffMember, centres: Sequence[Directive]
) -> list[RelationEdge]:
    """All edges that begin or end in one of these directives, as far as this person may see them.

    One question to the database, however many directives there are.
    """
    ids = {directive.id for directive in centres}
    known = {directive.id: directive for directive in centres}
    statements: dict[_Statement, None] = {}
    for *columns, directive in session.execute(_statements(staff, centres)):
        statements.setdefault(_Statement(*columns))
        known[directive.id] = directive
    entered = [said for said in statements if said.relation]
    read = [said for said in statements if not said.relation]
    edges = [*_entered(known, read, entered), *_by_machine(known, read, entered)]
    return sorted((edge for edge in edges if _touches(edge, ids)), key=_order)


def _statements(staff: StaffMember, centres: Sequence[Directive]) -> Select[*tuple[Any, ...]]:
    """The query of all statements, each with every directive that may stand at one of its ends."""

    def seen(column: QueryableAttribute[Any]) -> ColumnElement[bool]:
        # Asked row by row: a list of all that may be seen would be the way in, and a long one.
        return exists().where(Directive.id == column, visible_to(staff))

    cited = _citations(centres).where(seen(Version.directive_id)).limit(MOST).subquery()
    entered = _relations([directive.id for directive in centres])
    entered = entered.where(seen(Relation.directive_id))
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
    own = Version.directive_id.in_([directive.id for directive in centres])
    keys = {directive.symbol_key for directive in centres if directive.symbol_key}
    # Both ways in are columns of one table, so that each is found by its index.
    mine = FileCitation.file_id.in_(select(Version.file_id).where(own))
    query = select(
        Version.directive_id.label("citing"),
        FileCitation.key.label("key"),
        FileCitation.symbol.label("symbol"),
        FileCitation.kind.label("kind"),
        FileCitation.page.label("page"),
        FileCitation.sentence.label("sentence"),
        FileCitation.cited_on.label("cited_on"),
        literal(0).label("relation"),
        type_coerce(null(), Integer).label("target"),
        FileCitation.id.label("at"),
    ).select_from(FileCitation)
    order = (own.desc(), Version.directive_id.desc(), FileCitation.page, FileCitation.id)
    return that_count(query).where(or_(mine, FileCitation.key.in_(keys))).order_by(*order)


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
    known: Mapping[int, Directive], read: Sequence[_Statement], entered: Sequence[_Statement]
) -> Iterable[RelationEdge]:
    """Each relation of a person, with the places where the directive itself says so."""
    for said in entered:
        yield RelationEdge(
            citing=known[said.citing],
            target=known.get(said.target or 0),
            symbol=said.symbol,
            key=said.key,
            kind=said.kind,
            places=_weightiest_first(place for place in read if place.ends == said.ends),
            relation=said.relation,
        )


def _by_machine(
    known: Mapping[int, Directive], read: Sequence[_Statement], entered: Sequence[_Statement]
) -> Iterable[RelationEdge]:
    """The edges that only the machine found: each directive once, by its weightiest relation."""
    same_symbol, told = by_symbol_key(known.values()), {said.ends for said in entered}
    groups: dict[tuple[int, str], list[_Statement]] = defaultdict(list)
    for said in read:
        if said.ends not in told:
            groups[said.ends].append(said)
    for (citing, key), group in groups.items():
        by = known[citing]
        for target, places in _by_target(by, group, same_symbol.get(key, ())).items():
            shown = _weightiest_first(places)
            yield RelationEdge(by, known.get(target), places[0].symbol, key, shown[0].kind, shown)


def _by_target(
    by: Directive, group: Sequence[_Statement], candidates: Sequence[Directive]
) -> dict[int, list[_Statement]]:
    """The places that name one symbol, by the directive that is cited; 0: not in the repository."""
    day = next((said.cited_on for said in group if said.cited_on), None)
    targets: dict[int, list[_Statement]] = defaultdict(list)
    for said in group:
        target = cited_directive(said.symbol, said.cited_on or day, by, candidates)
        if target is not None or day or said.key != by.symbol_key:  # else its own number
            targets[target.id if target else 0].append(said)
    return targets


def _weightiest_first(statements: Iterable[_Statement]) -> tuple[CitingPlace, ...]:
    places = (said.place for said in statements)
    return tuple(sorted(places, key=lambda place: (RANK[place.kind], place.page)))


def _touches(edge: RelationEdge, ids: set[int]) -> bool:
    return edge.citing.id in ids or (edge.target is not None and edge.target.id in ids)


def _order(edge: RelationEdge) -> tuple[int, date, str]:
    day = (edge.target and edge.target.issued_on) or edge.cited_on or date.min
    return RANK[edge.kind], day, edge.symbol
