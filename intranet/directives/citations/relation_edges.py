"""What directives do with one another, found by the machine or entered by hand, in one list.

Only what the person may see takes part: what is kept from them is as if it had never come.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Select, literal, null, or_, select, type_coerce
from sqlalchemy.orm import QueryableAttribute, Session, joinedload

from intranet.directives.audience.visibility import visible_to
from intranet.directives.citations import cited_directive
from intranet.directives.citations.models import FileCitation
from intranet.directives.models import Directive, Relation, RelationKind, Version
from intranet.language.symbols.cue_words import STRENGTH
from intranet.people.models import StaffMember

RANK = {RelationKind(word): at for at, word in enumerate(STRENGTH)}
MOST = 600
"""How many places are looked at around a directive; a law is cited by every second one."""


@dataclass(frozen=True)
class CitingPlace:
    """One row that says what a directive does: on which page, in which sentence.

    `relation` is 0 where only the machine says so, else no page says it but a person.
    """

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
    def directives(self) -> tuple[Directive, ...]:
        """The one or two directives at its ends."""
        return (self.citing, self.target) if self.target else (self.citing,)

    @property
    def cited_on(self) -> date | None:
        """The day that the citing directive gives the other one."""
        return next((place.cited_on for place in self.places if place.cited_on), None)


def edges_around(
    session: Session, staff: StaffMember, centres: Sequence[Directive]
) -> list[RelationEdge]:
    """All edges that begin or end in one of these directives, as far as this person may see them.

    One question to the database, however many directives there are.
    """
    known = {directive.id: directive for directive in centres}
    ids = set(known)
    statements: dict[CitingPlace, None] = {}
    for *columns, directive in session.execute(_statements(staff, centres)):
        statements.setdefault(CitingPlace(*columns))
        known[directive.id] = directive
    entered = [said for said in statements if said.relation]
    read = [said for said in statements if not said.relation]
    edges = [*_entered(known, read, entered), *_by_machine(known, read, entered)]
    near = (edge for edge in edges if any(each.id in ids for each in edge.directives))
    return sorted(near, key=_order)


def _statements(staff: StaffMember, centres: Sequence[Directive]) -> Select[*tuple[Any, ...]]:
    """The query of all statements, each with every directive that may stand at one of its ends."""

    is_visible = visible_to(staff)

    def seen(column: QueryableAttribute[Any]) -> sa.ColumnElement[bool]:
        # Asked row by row: a list of all that may be seen would be the way in, and a long one.
        return sa.exists().where(Directive.id == column, is_visible)

    cited = _citations(centres).where(seen(Version.directive_id)).limit(MOST).subquery()
    entered = _relations([directive.id for directive in centres])
    entered = entered.where(seen(Relation.directive_id))
    entered = entered.where(or_(Relation.target_id.is_(None), seen(Relation.target_id)))
    said = sa.union_all(select(*cited.c), entered).subquery()
    ends = (Directive.id == said.c.citing, Directive.id == said.c.target)
    end = or_(*ends, Directive.symbol_key == said.c.key)
    return (
        select(*said.c, Directive)
        .join(Directive, end)
        .where(is_visible)
        .options(joinedload(Directive.issuing_body))
        .order_by(said.c.relation, said.c.page, said.c.at)
    )


def _citations(centres: Sequence[Directive]) -> Select[*tuple[Any, ...]]:
    own = Version.directive_id.in_([directive.id for directive in centres])
    keys = {directive.symbol_key for directive in centres if directive.symbol_key}
    # Both ways in are columns of one table, so that each is found by its index.
    mine = FileCitation.file_id.in_(select(Version.file_id).where(own))
    cited = FileCitation
    query = select(
        Version.directive_id.label("citing"), cited.key, cited.symbol, cited.kind, cited.page,
        cited.sentence, cited.cited_on, literal(0).label("relation"),
        type_coerce(null(), sa.Integer).label("target"), cited.id.label("at"),
    ).select_from(cited)  # fmt: skip
    known = cited_directive.that_count(query).where(or_(mine, cited.key.in_(keys)))
    return known.order_by(own.desc(), Version.directive_id.desc(), cited.page, cited.id)


def _relations(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    relation = Relation
    return select(
        relation.directive_id, relation.target_key, relation.target_symbol, relation.kind,
        literal(0), literal(""), type_coerce(null(), sa.Date), relation.id, relation.target_id,
        relation.id,
    ).where(or_(relation.directive_id.in_(ids), relation.target_id.in_(ids)))  # fmt: skip


def _entered(
    known: Mapping[int, Directive], read: Sequence[CitingPlace], entered: Sequence[CitingPlace]
) -> Iterable[RelationEdge]:
    """Each relation of a person, with the places where the directive itself says so."""
    for said in entered:
        by, target = known[said.citing], known.get(said.target or 0)
        places = _weightiest_first(place for place in read if place.ends == said.ends)
        yield RelationEdge(by, target, said.symbol, said.key, said.kind, places, said.relation)


def _by_machine(
    known: Mapping[int, Directive], read: Sequence[CitingPlace], entered: Sequence[CitingPlace]
) -> Iterable[RelationEdge]:
    """The edges that only the machine found: each directive once, by its weightiest relation."""
    same_symbol = cited_directive.by_symbol_key(known.values())
    told = {said.ends for said in entered}
    groups: dict[tuple[int, str], list[CitingPlace]] = defaultdict(list)
    for said in read:
        if said.ends not in told:
            groups[said.ends].append(said)
    for (citing, key), group in groups.items():
        by = known[citing]
        for target, places in _by_target(by, group, same_symbol.get(key, ())).items():
            shown = _weightiest_first(places)
            yield RelationEdge(by, known.get(target), places[0].symbol, key, shown[0].kind, shown)


def _by_target(
    by: Directive, group: Sequence[CitingPlace], candidates: Sequence[Directive]
) -> dict[int, list[CitingPlace]]:
    """The places that name one symbol, by the directive that is cited; 0: not in the repository."""
    day = next((said.cited_on for said in group if said.cited_on), None)
    targets: dict[int, list[CitingPlace]] = defaultdict(list)
    for said in group:
        target = cited_directive.cited_directive(said.symbol, said.cited_on or day, by, candidates)
        if target is not None or day or said.key != by.symbol_key:  # else its own number
            targets[target.id if target else 0].append(said)
    return targets


def _weightiest_first(places: Iterable[CitingPlace]) -> tuple[CitingPlace, ...]:
    return tuple(sorted(places, key=lambda place: (RANK[place.kind], place.page)))


def _order(edge: RelationEdge) -> tuple[int, date, str]:
    day = (edge.target and edge.target.issued_on) or edge.cited_on or date.min
    return RANK[edge.kind], day, edge.symbol
