"""RTF files: read here, because the kept libraries forget the fonts that old letters depend on.

Pictures, objects and whatever a group marks as optional are stepped over; nothing is opened.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.font_runs import FontPassage
from intranet.extraction.formats.format_reading import FormatReading, passages_reading
from intranet.extraction.formats.rtf.reader import RtfBlock, RtfReader

MOST_WORDS = 2_000_000  # control words and groups; a book of 500 pages has about 600 000


def read_rtf(path: Path) -> FormatReading:
    """The document as it is seen: runs in old fonts in Unicode, hidden and deleted text left out.

    Tables, headers, footers and footnotes are read as in DOCX. Raises BrokenFile or TooLarge.
    """
    data = path.read_bytes()
    if not data.lstrip().startswith(b"{\\rtf"):
        raise BrokenFile
    if data.count(b"\\") + data.count(b"{") > MOST_WORDS:
        raise TooLarge
    parts = RtfReader().read(data)
    body, heads, feet, notes = (list(_passages(blocks)) for blocks in parts.values())
    return passages_reading(body, heads=heads, notes=notes, feet=feet)


def _passages(blocks: list[RtfBlock]) -> Iterator[FontPassage]:
    for in_table, group in groupby(blocks, key=lambda block: block.in_table):
        if in_table:
            yield FontPassage(rows=list(_rows(group)))
        else:
            yield from group


def _rows(blocks: Iterable[RtfBlock]) -> Iterator[list[list[FontPassage]]]:
    """Rows of cells; a table that never ended keeps its last words."""
    row: list[list[FontPassage]] = []
    cell: list[FontPassage] = []
    for block in blocks:
        if block.end != "row" or _is_solid(block):
            cell.append(block)
        if block.end == "cell" or (block.end == "row" and cell):
            row.append(cell)
            cell = []
        if block.end == "row":
            yield row
            row = []
    yield [*row, cell] if any(_is_solid(block) for block in cell) else row


def _is_solid(block: FontPassage) -> bool:
    return any(run.text.strip() for run in block.runs)
