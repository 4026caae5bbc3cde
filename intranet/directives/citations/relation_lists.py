"""The relations of one directive as its page shows them, and what is wrong with its ground."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from intranet.directives.audience.visibility import visible
from intranet.directives.citations.entered_relations import ENDS
from intranet.directives.citations.relation_edges import Edge
from intranet.directives.models import Directive, Relation, RelationKind, Status
from intranet.people.models import StaffMember

GROUNDS = (RelationKind.BASIS, RelationKind.IMPLEMENTS)
"""A paper rests on those that it is based on or carries out."""
ENDED = (Status.REPLACED, Status.EXPIRED)
STANDING = (Status.IN_FORCE, Status.NOT_YET, Status.PARTLY_EXPIRED)


@dataclass(frozen=True)
class Fallen:
    """A ground that is no longer in force, and what took its place where that is known."""

    edge: Edge
    instead: Directive | None


@dataclass(frozen=True)
class Links:
    """What a directive does with others, what others do with it, weightiest first."""

    forward: Sequence[Edge]
    backward: Sequence[Edge]
    fallen: Sequence[Fallen] = ()

    @property
    def ended_by(self) -> Directive | None:
        """The directive that took the place of this one by a person's word, the newest."""
        by = [one for one in self.backward if one.relation and one.kind in ENDS]
        newest = max(by, key=lambda one: one.relation or 0, default=None)
        return newest.citing if newest else None

    @property
    def missing(self) -> int:
        """How many cited papers are not in the store."""
        return sum(one.target is None for one in self.forward)


def links_of(
    session: Session, staff: StaffMember, directive: Directive, edges: Sequence[Edge]
) -> Links:
    """The edges of a directive both ways, and what this person should know of its grounds."""
    forward = [one for one in edges if one.citing.id == directive.id]
    backward = [one for one in edges if one.citing.id != directive.id]
    fallen = [one for one in forward if _has_fallen(one)] if directive.status in STANDING else []
    instead = successors(session, staff, [one.target.id for one in fallen if one.target])
    return Links(
        forward,
        backward,
        [Fallen(one, instead.get(one.target.id if one.target else 0)) for one in fallen],
    )


def _has_fallen(edge: Edge) -> bool:
    return edge.target is not None and edge.target.status in ENDED and edge.kind in GROUNDS


def successors(session: Session, staff: StaffMember, ids: Iterable[int]) -> dict[int, Directive]:
    """For each of these directives the newest one that replaced or repealed it."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = session.scalars(
        select(Relation)
        .where(Relation.target_id.in_(wanted), Relation.kind.in_(ENDS))
        .where(Relation.directive_id.in_(visible(staff).with_only_columns(Directive.id)))
        .options(joinedload(Relation.directive))
        .order_by(Relation.id)
    )
    return {one.target_id: one.directive for one in found if one.target_id}
