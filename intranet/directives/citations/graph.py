"""The directives around one directive as a drawing: a column for each level, two steps out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from intranet.directives.citations.relation_edges import RANK, RelationEdge, edges_around
from intranet.directives.citations.relation_lists import ENDED
from intranet.directives.models import Directive, RelationKind
from intranet.language.bodies.levels import Level, level_of
from intranet.language.symbols.parsing import parse_symbol
from intranet.people.models import StaffMember

COLUMNS = (*(level for level in Level if level is not Level.AGENCY), Level.AGENCY)
MOST = 40


@dataclass(frozen=True)
class GraphNode:
    """A symbol in the drawing; without `directive` it is not in the repository."""

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
class GraphArrow:
    """A relation from node `source` to node `target`, both by name."""

    source: str
    target: str
    kind: RelationKind
    entered: bool


@dataclass(frozen=True)
class RelationGraph:
    """The drawing; `left_out` counts the nodes for which there was no room."""

    nodes: Sequence[GraphNode]
    arrows: Sequence[GraphArrow]
    left_out: int = 0

    def column(self, level: Level) -> list[GraphNode]:
        """The nodes of one level, the first step first."""
        return [node for node in self.nodes if node.level is level]

    def of(self, node: GraphNode) -> list[tuple[GraphArrow, GraphNode]]:
        """The arrows that start at a node, each with the node where it ends."""
        by_name = {other.name: other for other in self.nodes}
        own = [arrow for arrow in self.arrows if arrow.source == node.name]
        return [(arrow, by_name[arrow.target]) for arrow in own]


def graph_around(
    session: Session,
    staff: StaffMember,
    directive: Directive,
    nearest: Sequence[RelationEdge],
    most: int = MOST,
    steps: int = 2,
) -> RelationGraph:
    """The directives at most two steps away that this person may see, weighty relations first.

    `nearest` are the edges of the directive itself; with one step they are all there is.
    """
    beside = {each.id: each for edge in nearest for each in edge.directives}
    beside.pop(directive.id, None)
    far = edges_around(session, staff, [*beside.values()]) if beside and steps > 1 else []
    centre = _node(directive, 0)
    nodes = {centre.name: centre}
    for step, edges in enumerate((nearest, far), 1):
        reached = set(nodes)
        for edge in sorted(edges, key=lambda edge: (edge.target is None, RANK[edge.kind])):
            if not reached.isdisjoint((_name(edge.citing), _name_of_target(edge))):
                for node in _nodes(edge, step):
                    nodes.setdefault(node.name, node)
    shown = list(nodes.values())[:most]
    arrows = _arrows([*nearest, *far], {node.name for node in shown})
    return RelationGraph(shown, arrows, len(nodes) - len(shown))


def _name(directive: Directive) -> str:
    return f"d{directive.id}"


def _name_of_target(edge: RelationEdge) -> str:
    return _name(edge.target) if edge.target else f"k{edge.key}"


def _node(directive: Directive, step: int) -> GraphNode:
    return GraphNode(_name(directive), directive.symbol, directive.level, step, directive)


def _nodes(edge: RelationEdge, step: int) -> Iterable[GraphNode]:
    for directive in edge.directives:
        yield _node(directive, step)
    if edge.target is None:
        symbol = parse_symbol(edge.symbol)
        level = (level_of(symbol, "") if symbol else None) or Level.OTHER
        yield GraphNode(_name_of_target(edge), edge.symbol, level, step)


def _arrows(edges: Iterable[RelationEdge], names: set[str]) -> list[GraphArrow]:
    arrows: dict[tuple[str, str, RelationKind], GraphArrow] = {}
    for edge in edges:
        source, target = _name(edge.citing), _name_of_target(edge)
        if source in names and target in names:
            arrow = GraphArrow(source, target, edge.kind, edge.relation is not None)
            arrows.setdefault((source, target, edge.kind), arrow)
    return list(arrows.values())
