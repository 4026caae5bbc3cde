"""Where the boxes and lines of a drawing of relations stand: in layers, with few crossings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from intranet.directives.citations.graph import (
    GraphArrow,
    GraphNode,
    RelationGraph,
    nearest_graph,
)  # fmt: skip
from intranet.directives.citations.relation_edges import RelationEdge
from intranet.directives.models import Directive

SWEEPS = 6
FEW = 3  # neighbours on a side of a small drawing
MARGIN = 16  # room for what stands on the edge of a box
Layers = dict[int, list[str]]
Links = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Sizes:
    """How large boxes are, and how far they stand apart along a layer and between layers."""

    width: int
    height: int
    along: int
    between: int
    sideways: bool
    letters: int  # of a symbol that fit into a box

    def turned(self, depth: float, along: float) -> tuple[float, float]:
        """The same across and down, or the other way round."""
        return (depth, along) if self.sideways else (along, depth)


WIDE = Sizes(176, 48, 14, 84, sideways=True, letters=21)
"""Layers from left to right, for a page of its own."""
NARROW = Sizes(98, 44, 6, 34, sideways=False, letters=13)
"""Layers from top to bottom, for the side of a page and for phones."""


@dataclass(frozen=True)
class PlacedBox:
    """A node with its upper left corner."""

    node: GraphNode
    x: float
    y: float
    label: str


@dataclass(frozen=True)
class PlacedLine:
    """An arrow as a curve, with the three corners of its head."""

    arrow: GraphArrow
    path: str
    head: str


@dataclass(frozen=True)
class Drawing:
    """A drawing ready to be written down."""

    sizes: Sizes
    boxes: Sequence[PlacedBox]
    lines: Sequence[PlacedLine]
    width: float
    height: float


def small_drawing(directive: Directive, edges: Sequence[RelationEdge]) -> Drawing:
    """The weightiest neighbours of a directive as they fit beside a page."""
    return laid_out(nearest_graph(directive, edges, FEW), NARROW)


def laid_out(graph: RelationGraph, sizes: Sizes) -> Drawing:
    """The boxes of each layer beside one another, the layers in a row."""
    layers: Layers = defaultdict(list)
    for node in graph.nodes:
        layers[node.layer].append(node.name)
    order = in_order(layers, [(arrow.source, arrow.target) for arrow in graph.arrows])
    deep, broad = sizes.turned(sizes.width, sizes.height)
    longest = max(map(len, order.values()))
    places: dict[str, tuple[float, float]] = {}
    for layer, names in order.items():
        depth = MARGIN + (layer - min(order)) * (deep + sizes.between)
        for place, name in enumerate(names):
            before = place + (longest - len(names)) / 2
            places[name] = depth, MARGIN + before * (broad + sizes.along)
    boxes = [
        PlacedBox(node, *sizes.turned(*places[node.name]), _cut(node.symbol, sizes.letters))
        for node in graph.nodes
    ]
    lines = [_line(arrow, places, sizes) for arrow in graph.arrows]
    width = max(box.x for box in boxes) + sizes.width + MARGIN
    height = max(box.y for box in boxes) + sizes.height + MARGIN
    return Drawing(sizes, boxes, lines, width, height)


def in_order(layers: Mapping[int, Sequence[str]], links: Links) -> Layers:
    """The layers in the order with the fewest crossings that sweeps to and fro come upon."""
    best = order = {layer: list(layers[layer]) for layer in sorted(layers)}
    for sweep in range(SWEEPS):
        order = _swept(order, links, back=bool(sweep % 2))
        if crossings(order, links) < crossings(best, links):
            best = order
    return best


def _swept(order: Layers, links: Links, back: bool) -> Layers:
    """Each layer sorted by where its neighbours stand in the layer before."""
    swept: Layers = {}
    for layer in sorted(order, reverse=back):
        before = _places(swept.get(layer + (1 if back else -1), ()))
        middles = _places(order[layer])
        for name in order[layer]:
            linked = [other for pair in links if name in pair for other in pair if other in before]
            if linked:
                middles[name] = fmean(before[other] for other in linked)
        swept[layer] = sorted(order[layer], key=middles.__getitem__)
    return swept


def _places(names: Sequence[str]) -> dict[str, float]:
    return {name: place - (len(names) - 1) / 2 for place, name in enumerate(names)}


def crossings(order: Mapping[int, Sequence[str]], links: Links) -> int:
    """How many pairs of lines between two neighbouring layers cross."""
    place = {name: (layer, at) for layer, names in order.items() for at, name in enumerate(names)}
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in links:
        (layer, at), (other, there) = sorted(place[name] for name in pair)
        if other - layer == 1:
            spans[layer].append((at, there))
    return sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for lines in spans.values()
        for one, other in combinations(lines, 2)
    )


def _line(arrow: GraphArrow, places: Mapping[str, tuple[float, float]], sizes: Sizes) -> PlacedLine:
    """The ground stands before what rests on it; a change goes out from what makes it."""
    ends = (arrow.source, arrow.target) if arrow.changes else (arrow.target, arrow.source)
    (depth, at), (far, there) = (places[name] for name in ends)
    deep, broad = sizes.turned(sizes.width, sizes.height)
    at, there = at + broad / 2, there + broad / 2
    way, start, end = (1, depth + deep, far) if far > depth else (-1, depth, far + deep)
    half_way = (start + end) / 2
    curve = [(start, at), (half_way, at), (half_way, there), (end, there)]
    head = [(end, there), (end - 8 * way, there - 4), (end - 8 * way, there + 4)]
    first, *others = _written(curve, sizes)
    return PlacedLine(arrow, f"M{first} C{' '.join(others)}", " ".join(_written(head, sizes)))


def _written(points: Iterable[tuple[float, float]], sizes: Sizes) -> list[str]:
    return [f"{x:.1f},{y:.1f}" for x, y in (sizes.turned(*point) for point in points)]


def _cut(symbol: str, letters: int) -> str:
    return symbol if len(symbol) <= letters else f"{symbol[: letters - 1]}…"
