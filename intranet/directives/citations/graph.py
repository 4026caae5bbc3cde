"""The directives around one in layers: what it rests on before it, what rests on it behind.

One level of neighbours; a neighbour that is opened shows its own, a layer further out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from intranet.directives.citations.relation_edges import RANK, RelationEdge, edges_around
from intranet.directives.citations.relation_lists import ENDED
from intranet.directives.models import Directive, RelationKind
from intranet.people.models import StaffMember

MOST = 8
"""How many neighbours of one directive are drawn on a side; the list has all."""
FEW = 5
"""How many of one that is opened."""
MOST_OPENED = 6
CHANGES = frozenset({RelationKind.AMENDS, RelationKind.REPLACES, RelationKind.REPEALS})
NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True)
class GraphNode:
    """A directive in the drawing; without `directive` it is not in the repository.

    kind is the relation by which it was reached, back says that it was reached against it. more
    counts its neighbours that are not drawn, opened says that its own were asked for.
    """

    name: str
    symbol: str
    layer: int = 0
    directive: Directive | None = None
    kind: RelationKind | None = None
    back: bool = False
    more: int = 0
    opened: bool = False

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

    @property
    def changes(self) -> bool:
        """Whether the one changes or ends the other."""
        return self.kind in CHANGES


@dataclass(frozen=True)
class RelationGraph:
    """The drawing; before and behind count the neighbours of the centre for which was no room."""

    nodes: Sequence[GraphNode]
    arrows: Sequence[GraphArrow]
    before: int = 0
    behind: int = 0


def graph_around(
    session: Session,
    staff: StaffMember,
    directive: Directive,
    nearest: Sequence[RelationEdge],
    opened: frozenset[int] = NOTHING,
) -> RelationGraph:
    """What this person may see around a directive, weighty relations first.

    `nearest` are its own edges. opened are the ids of drawn directives that show their neighbours
    too.
    """
    growing = _Growing(directive, nearest, MOST)
    growing.open(growing.centre)
    asked = {directive.id}
    while True:
        drawn = {n.directive.id: n.directive for n in growing.nodes.values() if n.directive}
        if fresh := [drawn[number] for number in sorted(drawn.keys() - asked)]:
            growing.edges += edges_around(session, staff, fresh)
            asked |= drawn.keys()
        waiting = [n for n in growing.nodes.values() if _waits(n, opened)]
        if not waiting or len(growing.opened) > MOST_OPENED:
            break
        growing.open(waiting[0])
    return growing.graph(counted=True)


def nearest_graph(
    directive: Directive, nearest: Sequence[RelationEdge], most: int
) -> RelationGraph:
    """A directive with a few of its neighbours, of which nothing more is asked."""
    growing = _Growing(directive, nearest, most)
    growing.open(growing.centre)
    return growing.graph(counted=False)


def _waits(node: GraphNode, opened: frozenset[int]) -> bool:
    return bool(node.directive and node.directive.id in opened and not node.opened)


class _Growing:
    """A drawing that grows by the neighbours of one node after the other."""

    def __init__(self, directive: Directive, edges: Iterable[RelationEdge], most: int) -> None:
        self.centre = GraphNode(f"d{directive.id}", directive.symbol, directive=directive)
        self.nodes = {self.centre.name: self.centre}
        self.edges, self.most = list(edges), most
        self.opened: set[str] = set()

    def open(self, node: GraphNode) -> None:
        """Draw the neighbours of a node, the first ones on each side."""
        self.nodes[node.name] = replace(node, opened=True)
        self.opened.add(node.name)
        most = self.most if node.name == self.centre.name else min(self.most, FEW)
        room = {False: most, True: most}
        for other in self._beside(node):
            if other.name not in self.nodes and room[other.back]:
                room[other.back] -= 1
                self.nodes[other.name] = other

    def _beside(self, node: GraphNode) -> Iterable[GraphNode]:
        """The neighbours of a node, each once: grounds a layer before it, the others behind."""
        seen: set[str] = set()
        for edge in sorted(self.edges, key=lambda edge: (RANK[edge.kind], edge.target is None)):
            ends = _ends(edge)
            if node.name in ends and ends[0] != ends[1]:
                back = ends[1] == node.name
                name, symbol, directive = ends[0] if back else ends[1], edge.symbol, edge.target
                if back:
                    symbol, directive = edge.citing.symbol, edge.citing
                if name not in seen:
                    seen.add(name)
                    layer = node.layer + (1 if back else -1)
                    yield GraphNode(name, symbol, layer, directive, edge.kind, back)

    def graph(self, counted: bool) -> RelationGraph:
        """The drawing as it stands."""
        hidden = [n for n in self._beside(self.centre) if n.name not in self.nodes]
        nodes = [self._counted(node) if counted else node for node in self.nodes.values()]
        behind = sum(node.back for node in hidden)
        return RelationGraph(nodes, list(self._arrows()), len(hidden) - behind, behind)

    def _counted(self, node: GraphNode) -> GraphNode:
        if node.directive is None or node.opened:
            return node
        more = sum(other.name not in self.nodes for other in self._beside(node))
        return replace(node, more=more)

    def _arrows(self) -> Iterable[GraphArrow]:
        """Of the centre and of what was opened, from layer to layer; of several the weightiest.

        What would run past boxes or across a layer is left to the list.
        """
        drawn: set[tuple[str, str]] = set()
        for edge in sorted(self.edges, key=lambda edge: RANK[edge.kind]):
            ends = _ends(edge)
            if self.opened.isdisjoint(ends) or not self.nodes.keys() >= set(ends) or ends in drawn:
                continue
            layers = [self.nodes[name].layer for name in ends]
            if abs(layers[0] - layers[1]) != 1:
                continue
            drawn.add(ends)
            yield GraphArrow(*ends, edge.kind)


def _ends(edge: RelationEdge) -> tuple[str, str]:
    """The names of what cites and of what is cited."""
    cited = f"d{edge.target.id}" if edge.target else f"k{edge.key}"
    return f"d{edge.citing.id}", cited
