"""RTF files: read here, because the kept libraries forget the fonts that old letters depend on.

Pictures, objects and whatever a group marks as optional are stepped over; nothing is opened.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.font_runs import FontRuns, joined_vni
from intranet.extraction.formats.format_reading import FormatReading, document_reading
from intranet.extraction.formats.rtf.control_words import END_OF_CELL, END_OF_ROW, RtfBlock
from intranet.extraction.formats.rtf.reader import RtfReader
from intranet.extraction.layout.paragraphs import (
    NEW_PAGE,
    Cell,
    Paragraph,
    of_table,
    pieces,
)

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
    reader = RtfReader()
    reader.read(data)
    parts = [
        [_joined(block) for block in part]
        for part in (reader.body, reader.heads, reader.feet, reader.notes)
    ]
    fonts = FontRuns((run.font, run.text) for part in parts for block in part for run in block.runs)
    body, heads, feet, notes = (list(_paragraphs(part, fonts)) for part in parts)
    return document_reading(body, heads=heads, notes=notes, feet=feet, reason=fonts.reason)


def _joined(block: RtfBlock) -> RtfBlock:
    texts = joined_vni([(run.font, run.text) for run in block.runs])
    runs = [replace(run, text=text) for run, text in zip(block.runs, texts, strict=True)]
    return replace(block, runs=runs)


def _paragraphs(blocks: list[RtfBlock], fonts: FontRuns) -> Iterator[Paragraph]:
    """Paragraphs in order; blocks that end in cells and rows are gathered into tables."""
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    cell: list[Paragraph] = []
    for block in blocks:
        if not block.in_table and (rows or row or cell):
            yield from _table(rows, row, cell)
            rows, row, cell = [], [], []
        paragraphs = list(_pieces(block, fonts))
        if not block.in_table:
            yield from paragraphs
            continue
        cell += paragraphs
        if block.end in (END_OF_CELL, END_OF_ROW) and (block.end == END_OF_CELL or cell):
            row.append(cell)
            cell = []
        if block.end == END_OF_ROW:
            rows.append(row)
            row = []
    yield from _table(rows, row, cell)


def _table(rows: list[list[Cell]], row: list[Cell], cell: list[Paragraph]) -> Iterator[Paragraph]:
    """What was gathered; a table that never ended keeps its last words."""
    last = [*row, cell] if any(paragraph.text for paragraph in cell) else row
    return of_table([*rows, last])


def _pieces(block: RtfBlock, fonts: FontRuns) -> Iterator[Paragraph]:
    plain = [fonts.unicode(run.font, run.text) for run in block.runs]
    shown = zip(block.runs, plain, strict=True)
    text = "".join(said.upper() if run.capitals else said for run, said in shown)
    said = [run for run in block.runs if run.text.strip()]
    bold = sum(run.bold for run in said) * 2 > len(said)
    opening = NEW_PAGE if block.breaks else ""
    if block.end == END_OF_ROW and not text.strip():
        return iter(())
    return pieces(opening + text, bold, block.centred)
