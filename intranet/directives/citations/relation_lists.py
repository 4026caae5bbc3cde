"""The relations of one directive as its page shows them, and what is wrong with its bases."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from intranet.directives.audience.visibility import visible_ids
from intranet.directives.citations.entered_relations import ENDS
from intranet.directives.citations.relation_edges import RelationEdge
from intranet.directives.models import Directive, Relation, RelationKind, Status
from intranet.people.models import StaffMember

BASES = (RelationKind.BASIS, RelationKind.IMPLEMENTS)
"""A directive rests on those that it is based on or carries out."""
ENDED = (Status.REPLACED, Status.EXPIRED)
STANDING = (Status.IN_FORCE, Status.NOT_YET, Status.PARTLY_EXPIRED)


@dataclass(frozen=True)
class RelationLists:
    """The relations of a directive to others and of others to it, weightiest first.

    `outdated` are the bases no longer in force, each with what took its place, if that is known.
    """

    forward: Sequence[RelationEdge]
    backward: Sequence[RelationEdge]
    outdated: Sequence[tuple[RelationEdge, Directive | None]] = ()

    @property
    def ended_by(self) -> Directive | None:
        """The directive that took the place of this one by a person's word, the newest."""
        by_person = [edge for edge in self.backward if edge.relation and edge.kind in ENDS]
        newest = max(by_person, key=lambda edge: edge.relation or 0, default=None)
        return newest.citing if newest else None

    @property
    def number(self) -> int:
        """How many relations there are both ways."""
        return len(self.forward) + len(self.backward)

    def beyond(self, most: int) -> int:
        """How many relations are left out where each direction shows at most so many."""
        return sum(max(len(edges) - most, 0) for edges in (self.forward, self.backward))


def relation_lists(
    session: Session, staff: StaffMember, directive: Directive, edges: Sequence[RelationEdge]
) -> RelationLists:
    """The edges of a directive both ways, and what this person should know of its bases."""
    forward = [edge for edge in edges if edge.citing.id == directive.id]
    backward = [edge for edge in edges if edge.citing.id != directive.id]
    kinds = BASES if directive.status in STANDING else ()
    based = [edge for edge in forward if edge.kind in kinds]
    bases = [edge for edge in based if edge.target and edge.target.status in ENDED]
    instead = successors(session, staff, {edge.target.id for edge in bases if edge.target})
    outdated = [(edge, edge.target and instead.get(edge.target.id)) for edge in bases]
    return RelationLists(forward, backward, outdated)


def successors(session: Session, staff: StaffMember, ids: Collection[int]) -> dict[int, Directive]:
    """For each of these directives the newest one that replaced or repealed it."""
    if not ids:
        return {}
    relations = session.scalars(
        select(Relation)
        .where(Relation.target_id.in_(set(ids)), Relation.kind.in_(ENDS))
        .where(Relation.directive_id.in_(visible_ids(staff)))
        .options(joinedload(Relation.directive))
        .order_by(Relation.id)
    )
    return {relation.target_id: relation.directive for relation in relations if relation.target_id}
