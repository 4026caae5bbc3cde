"""Cells between the rules of a page: which rules belong together and where a point lies in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from intranet.extraction.layout.geometry import DrawnObjects, Rect

MOST_RULES = 3000
FEWEST = 3  # rules each way around two rows and two columns
NEAR = 3.0  # points: rules that end so close to each other meet


class GridRule(NamedTuple):
    """A straight rule: its place across its run, and where it begins and ends."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """Whether the rule runs past this place."""
        return self.start - NEAR <= place <= self.end + NEAR


@dataclass
class RuledGrid:
    """The rules of one table; `across` from top to bottom, `down` from left to right."""

    across: list[GridRule]
    down: list[GridRule]
    _seen: list[Rect] = field(default_factory=list)

    @cached_property
    def box(self) -> Rect:
        """What the rules enclose."""
        return Rect(
            min(rule.start for rule in self.across),
            self.across[-1].at,
            max(rule.end for rule in self.across),
            self.across[0].at,
        )

    def cell(self, x: float, y: float) -> Rect | None:
        """The cell around a point, None outside."""
        for seen in self._seen:
            if seen.holds(x, y):
                return seen
        top = min((r.at for r in self.across if r.at >= y and r.covers(x)), default=None)
        bottom = max((r.at for r in self.across if r.at < y and r.covers(x)), default=None)
        left = max((r.at for r in self.down if r.at <= x and r.covers(y)), default=None)
        right = min((r.at for r in self.down if r.at > x and r.covers(y)), default=None)
        if top is None or bottom is None or left is None or right is None:
            return None
        cell = Rect(left, bottom, right, top)
        self._seen.append(cell)
        return cell

    def columns(self, y: float) -> list[tuple[float, float]]:
        """The stretches between the rules that run down past a height."""
        places = [rule.at for rule in self.down if rule.start <= y <= rule.end]
        return list(pairwise(places))


def grids_of(drawn: DrawnObjects) -> list[RuledGrid]:
    """The tables of a page: groups of rules that cross or meet, two rows and columns at least."""
    if not drawn.is_ruled or len(drawn.across) + len(drawn.down) > MOST_RULES:
        return []
    across = _merged([GridRule((it.bottom + it.top) / 2, it.left, it.right) for it in drawn.across])
    down = _merged([GridRule((it.left + it.right) / 2, it.bottom, it.top) for it in drawn.down])
    grids = (
        RuledGrid([across[i] for i in rows], [down[i] for i in columns])
        for rows, columns in _groups(across, down)
    )
    return [
        RuledGrid(sorted(it.across, key=lambda rule: -rule.at), sorted(it.down, key=lambda r: r.at))
        for it in grids
        if _places(it.across) >= FEWEST and _places(it.down) >= FEWEST
    ]


def _places(rules: Sequence[GridRule]) -> int:
    return len({round(rule.at / NEAR) for rule in rules})


def _merged(rules: Sequence[GridRule]) -> list[GridRule]:
    """Pieces of one rule joined, doubled rules taken once."""
    done: list[GridRule] = []
    for rule in sorted(rules, key=lambda it: (round(it.at / NEAR), it.start)):
        last = done[-1] if done else None
        if last and abs(last.at - rule.at) < NEAR and rule.start <= last.end + NEAR:
            done[-1] = GridRule(last.at, last.start, max(last.end, rule.end))
        else:
            done.append(rule)
    return done


def _groups(across: list[GridRule], down: list[GridRule]) -> Iterator[tuple[set[int], set[int]]]:
    """Indexes of the rules that hang together."""
    meets = [
        [j for j, other in enumerate(down) if rule.covers(other.at) and other.covers(rule.at)]
        for rule in across
    ]
    left = {i for i, crossing in enumerate(meets) if crossing}
    while left:
        rows, columns, queue = set[int](), set[int](), [left.pop()]
        while queue:
            row = queue.pop()
            rows.add(row)
            fresh = set(meets[row]) - columns
            columns |= fresh
            more = {i for i in left if fresh & set(meets[i])}
            left -= more
            queue += more
        yield rows, columns
