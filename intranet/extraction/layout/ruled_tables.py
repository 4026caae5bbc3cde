"""Ruled tables: their rows as lines "cell | cell", where the plain layer runs the columns together.

The rules that are drawn on the page tell the cells; a cell is what lies between the nearest rules
around a word. The text is only taken when not one word differs from the plain layer.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intranet.extraction.layout.geometry import LayerWord, Rect
from intranet.extraction.layout.ruled_grid import RuledGrid
from intranet.language.secrecy.examination import examine

MOST_LETTERS = 20_000
NARROWEST = 10.0  # points: less is the space between the two rules of a double border
FEWEST_ROWS, FEWEST_COLUMNS = 2, 2
LIKE_A_MARK = re.compile(r"m\W*[ạậâa]\W*t(?!\w)", re.IGNORECASE)
WORD = re.compile(r"\w+")


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


@dataclass
class _Cell:
    """A cell of a table with its words in the order of the file."""

    box: Rect
    words: list[str]


def _text(grids: list[RuledGrid], layer_words: Sequence[LayerWord]) -> str:
    tables: dict[int, dict[Rect, _Cell]] = {at: {} for at in range(len(grids))}
    placed = [(word, _put(word, grids, tables)) for word in layer_words]
    ruled = {at for at, cells in tables.items() if _is_table(cells)}
    return "\n".join(_flow(placed, grids, tables, ruled)) if ruled else ""


def _put(
    word: LayerWord, grids: list[RuledGrid], tables: dict[int, dict[Rect, _Cell]]
) -> int | None:
    """Number of the table in whose cell the word was put, None outside of tables."""
    x, y = (word.box.left + word.box.right) / 2, (word.box.bottom + word.box.top) / 2
    for at, grid in enumerate(grids):
        box = grid.cell(x, y) if grid.box.holds(x, y) else None
        if box:
            tables[at].setdefault(box, _Cell(box, [])).words.append(word.text)
            return at
    return None


def _is_table(cells: dict[Rect, _Cell]) -> bool:
    rows = {round(box.top) for box in cells}
    columns = {round(box.left) for box in cells}
    return len(rows) >= FEWEST_ROWS and len(columns) >= FEWEST_COLUMNS


def _flow(
    placed: Sequence[tuple[LayerWord, int | None]],
    grids: list[RuledGrid],
    tables: dict[int, dict[Rect, _Cell]],
    ruled: set[int],
) -> Iterator[str]:
    """The lines of the page; a table stands where its first word stood."""
    words: list[str] = []
    line = -1
    for word, at in placed:
        inside = at is not None and at in ruled
        if words and (inside or word.line != line):
            yield " ".join(words)
            words = []
        line = word.line
        if at is None or at not in ruled:
            words.append(word.text)
        elif at in tables:
            yield from _rows(grids[at], tables.pop(at))
    if words:
        yield " ".join(words)


def _rows(grid: RuledGrid, cells: dict[Rect, _Cell]) -> Iterator[str]:
    """One line for each row; a cell that spans rows stands in the first of them."""
    for top in sorted({box.top for box in cells}, reverse=True):
        row = [cell for box, cell in cells.items() if box.top == top]
        yield " | ".join(_filled(grid, row, cells))


def _filled(grid: RuledGrid, row: list[_Cell], cells: dict[Rect, _Cell]) -> Iterator[str]:
    """The cells of a row from left to right, empty ones too."""
    texts = {cell.box.left: " ".join(cell.words) for cell in row}
    height = max(cell.box.bottom for cell in row)
    height += (row[0].box.top - height) / 2
    for left, right in grid.columns(height):
        middle = (left + right) / 2
        if right - left >= NARROWEST and not any(box.holds(middle, height) for box in cells):
            texts.setdefault(left, "")
    return (texts[left] for left in sorted(texts))
