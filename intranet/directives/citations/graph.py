"""The papers around one directive as a drawing: a column for each level, two steps out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intranet.directives.citations.relation_edges import RANK, Edge, edges_around
from intranet.directives.citations.relation_lists import ENDED
from intranet.directives.models import Directive, RelationKind
from intranet.language.bodies.levels import Level, level_of
from intranet.language.symbols.parsing import parse_symbol
from intranet.people.models import StaffMember

COLUMNS = (
    Level.CENTRAL,
    Level.PROVINCIAL_PARTY,
    Level.PROVINCIAL_COMMITTEE,
    Level.OTHER,
    Level.AGENCY,
)
MOST = 40


@dataclass(frozen=True)
class Node:
    """A paper in the drawing; one that is not in the store has no directive."""

    name: str
    symbol: str
    level: Level
    step: int
    directive: Directive | None = None

    @property
    def ended(self) -> bool:
        """Whether it is no longer in force."""
        return self.directive is not None and self.directive.status in ENDED


@dataclass(frozen=True)
class Arrow:
    """What the paper `source` does with the paper `target`, both by name of node."""

    source: str
    target: str
    kind: RelationKind
    entered: bool


@dataclass(frozen=True)
class Graph:
    """The drawing; `left_out` counts the papers for which there was no room."""

    nodes: Sequence[Node]
    arrows: Sequence[Arrow]
    left_out: int = 0

    def column(self, level: Level) -> list[Node]:
        """The papers of one level, the first step first."""
        return [one for one in self.nodes if one.level is level]

    def of(self, node: Node) -> list[tuple[Arrow, Node]]:
        """What a paper does with others of the drawing."""
        by_name = {one.name: one for one in self.nodes}
        return [(one, by_name[one.target]) for one in self.arrows if one.source == node.name]


def graph_around(
    session: Session,
    staff: StaffMember,
    directive: Directive,
    near: Sequence[Edge],
    most: int = MOST,
    steps: int = 2,
) -> Graph:
    """The papers at most two steps away that this person may see, weighty relations first.

    `near` are the edges of the directive itself; with one step they are all there is.
    """
    beside = {one.id: one for edge in near for one in _ends(edge) if one.id != directive.id}
    wide = beside and steps > 1
    far = edges_around(session, staff, list(beside.values())) if wide else []
    reached = {name_of(directive): 0}
    nodes = {
        name_of(directive): Node(
            name_of(directive), directive.symbol, directive.level, 0, directive
        )
    }
    for step, edges in enumerate((near, far), 1):
        for edge in sorted(edges, key=_weight):
            if _name_of_end(edge) in reached or name_of(edge.citing) in reached:
                for node in _nodes(edge, step):
                    nodes.setdefault(node.name, node)
        reached = dict.fromkeys(nodes, step)
    kept = list(nodes.values())[:most]
    return Graph(kept, _arrows([*near, *far], {one.name for one in kept}), len(nodes) - len(kept))


def name_of(directive: Directive) -> str:
    """The name of the node of a directive."""
    return f"d{directive.id}"


def _name_of_end(edge: Edge) -> str:
    return name_of(edge.target) if edge.target else f"k{edge.key}"


def _ends(edge: Edge) -> Iterable[Directive]:
    yield edge.citing
    if edge.target is not None:
        yield edge.target


def _weight(edge: Edge) -> tuple[bool, int]:
    return edge.target is None, RANK[edge.kind]


def _nodes(edge: Edge, step: int) -> Iterable[Node]:
    for one in _ends(edge):
        yield Node(name_of(one), one.symbol, one.level, step, one)
    if edge.target is None:
        symbol = parse_symbol(edge.symbol)
        level = (level_of(symbol, "") if symbol else None) or Level.OTHER
        yield Node(_name_of_end(edge), edge.symbol, level, step)


def _arrows(edges: Iterable[Edge], names: set[str]) -> list[Arrow]:
    found: dict[tuple[str, str, RelationKind], Arrow] = {}
    for one in edges:
        arrow = Arrow(name_of(one.citing), _name_of_end(one), one.kind, one.relation is not None)
        if {arrow.source, arrow.target} <= names:
            found.setdefault((arrow.source, arrow.target, arrow.kind), arrow)
    return list(found.values())
