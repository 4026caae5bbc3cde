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
    """The drawing; `hidden` counts the neighbours of the centre for which was no room."""

    nodes: Sequence[GraphNode]
    arrows: Sequence[GraphArrow]
    hidden: int


def graph_around(
    session: Session,
    staff: StaffMember,
    directive: Directive,
    nearest: Sequence[RelationEdge],
    opened: frozenset[int],
) -> RelationGraph:
    """What this person may see around a directive, weighty relations first.

    `nearest` are its own edges. opened are the ids of drawn directives that show their neighbours
    too.
    """
    growing = _Growing(directive, nearest, MOST)
    asked = {directive.id}
    while True:
        known = [(n, n.directive) for n in growing.nodes.values() if n.directive]
        fresh = [directive for _node, directive in known if directive.id not in asked]
        if fresh:
            growing.edges += edges_around(session, staff, fresh)
            asked |= {directive.id for directive in fresh}
        waiting = [n for n, directive in known if directive.id in opened and not n.opened]
        if not waiting or len(growing.opened) > MOST_OPENED:
            return growing.graph()
        growing.open(waiting[0])


def nearest_graph(
    directive: Directive, nearest: Sequence[RelationEdge], most: int
) -> RelationGraph:
    """A directive with a few of its neighbours, of which nothing more is asked."""
    return _Growing(directive, nearest, most).graph()


class _Growing:
    """A drawing that grows by the neighbours of one node after the other, the centre's first."""

    def __init__(self, directive: Directive, edges: Iterable[RelationEdge], most: int) -> None:
        self.centre = GraphNode(f"d{directive.id}", directive.symbol, directive=directive)
        self.nodes = {self.centre.name: self.centre}
        self.edges, self.most = list(edges), most
        self.opened: set[str] = set()
        self.open(self.centre)

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
        seen = {node.name}
        for edge in sorted(self.edges, key=lambda edge: (RANK[edge.kind], edge.target is None)):
            citing, cited = _ends(edge)
            name = citing if cited == node.name else cited
            if node.name not in (citing, cited) or name in seen:
                continue
            seen.add(name)
            if name == citing:
                layer, other = node.layer + 1, edge.citing
                yield GraphNode(name, other.symbol, layer, other, edge.kind, back=True)
            else:
                yield GraphNode(name, edge.symbol, node.layer - 1, edge.target, edge.kind)

    def graph(self) -> RelationGraph:
        """The drawing as it stands."""
        nodes = [
            replace(node, more=self._undrawn(node)) if node.directive and not node.opened else node
            for node in self.nodes.values()
        ]
        return RelationGraph(nodes, list(self._arrows()), self._undrawn(self.centre))

    def _undrawn(self, node: GraphNode) -> int:
        return sum(other.name not in self.nodes for other in self._beside(node))

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
