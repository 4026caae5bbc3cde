"""Ruled tables: their rows as lines "cell | cell", where the plain layer runs the columns together.

The rules that are drawn on the page tell the cells; a cell is what lies between the nearest rules
around a word. The text is only taken when not one word differs from the plain layer.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

from intranet.extraction.layout.geometry import DrawnObjects, LayerWord, Rect
from intranet.language.secrecy.examination import examine

_Cells = dict[Rect, list[str]]
"""The words of each cell of a table in the order of the file."""

MOST_RULES = 3000
FEWEST = 3  # rules each way around two rows and two columns
NEAR = 3.0  # points: rules that end so close to each other meet
MOST_LETTERS = 20_000
NARROWEST = 10.0  # points: less is the space between the two rules of a double border
LIKE_A_MARK = re.compile(r"m\W*[ạậâa]\W*t(?!\w)", re.IGNORECASE)
WORD = re.compile(r"\w+")


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
        return list(pairwise(rule.at for rule in self.down if rule.start <= y <= rule.end))


def grids_of(drawn: DrawnObjects) -> list[RuledGrid]:
    """The tables of a page: groups of rules that cross or meet, two rows and columns at least."""
    if not drawn.is_ruled or len(drawn.across) + len(drawn.down) > MOST_RULES:
        return []
    across = _merged([GridRule((it.bottom + it.top) / 2, it.left, it.right) for it in drawn.across])
    down = _merged([GridRule((it.left + it.right) / 2, it.bottom, it.top) for it in drawn.down])
    groups = (
        ([across[i] for i in rows], [down[i] for i in columns])
        for rows, columns in _groups(across, down)
    )
    return [
        RuledGrid(sorted(rows, key=lambda rule: -rule.at), sorted(columns, key=lambda r: r.at))
        for rows, columns in groups
        if _places(rows) >= FEWEST and _places(columns) >= FEWEST
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


def text_of(grids: list[RuledGrid], layer_words: Sequence[LayerWord], plain: str) -> str:
    """The page as its layer has it, with one line for each row of a table.

    Empty when there is no table, when its words would not all be kept, or when a secrecy mark
    would read differently.
    """
    if not grids or len(plain) > MOST_LETTERS:
        return ""
    tabled = _text(grids, layer_words)
    return tabled if tabled and _same(tabled, plain) else ""


def _same(tabled: str, plain: str) -> bool:
    if Counter(WORD.findall(tabled)) != Counter(WORD.findall(plain)):
        return False
    if not (LIKE_A_MARK.search(tabled) or LIKE_A_MARK.search(plain)):
        return True  # the examination proper costs more than all the rest
    return examine(tabled).verdict is examine(plain).verdict


def _text(grids: list[RuledGrid], layer_words: Sequence[LayerWord]) -> str:
    tables: list[_Cells] = [{} for _ in grids]
    placed = [(word, _put(word, grids, tables)) for word in layer_words]
    ruled = {at for at, cells in enumerate(tables) if _is_table(cells)}
    return "\n".join(_flow(placed, grids, tables, ruled)) if ruled else ""


def _put(word: LayerWord, grids: list[RuledGrid], tables: list[_Cells]) -> int:
    """Number of the table in whose cell the word was put, -1 outside of tables."""
    x, y = (word.box.left + word.box.right) / 2, (word.box.bottom + word.box.top) / 2
    for at, grid in enumerate(grids):
        if grid.box.holds(x, y) and (box := grid.cell(x, y)):
            tables[at].setdefault(box, []).append(word.text)
            return at
    return -1


def _is_table(cells: _Cells) -> bool:
    rows, columns = {round(box.top) for box in cells}, {round(box.left) for box in cells}
    return len(rows) >= 2 and len(columns) >= 2


def _flow(
    placed: Sequence[tuple[LayerWord, int]],
    grids: list[RuledGrid],
    tables: list[_Cells],
    ruled: set[int],
) -> Iterator[str]:
    """The lines of the page; a table stands where its first word stood."""
    lines = groupby(placed, key=lambda put: (-1, put[1]) if put[1] in ruled else (put[0].line, -1))
    for (_, at), words in lines:
        if at == -1:
            yield " ".join(word.text for word, _ in words)
        elif tables[at]:
            yield from _rows(grids[at], tables[at])
            tables[at] = {}


def _rows(grid: RuledGrid, cells: _Cells) -> Iterator[str]:
    for top in sorted({box.top for box in cells}, reverse=True):
        row = {box: words for box, words in cells.items() if box.top == top}
        yield " | ".join(_filled(grid, row, cells))


def _filled(grid: RuledGrid, row: _Cells, cells: _Cells) -> Iterator[str]:
    """The cells of a row from left to right, empty ones too."""
    texts = {box.left: " ".join(words) for box, words in row.items()}
    bottom, top = max((box.bottom, box.top) for box in row)
    height = bottom + (top - bottom) / 2
    for left, right in grid.columns(height):
        middle = (left + right) / 2
        if right - left >= NARROWEST and not any(box.holds(middle, height) for box in cells):
            texts.setdefault(left, "")
    return (texts[left] for left in sorted(texts))
