"""Ruled tables: their rows as lines "cell | cell", where the plain layer runs the columns together.

pdfplumber finds the cells. It costs about 0.2 s a page, so only ruled pages come here, and its
text is only taken when not one word differs from the plain layer.
"""

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pdfplumber
from pdfplumber.page import Page as Layout
from pdfplumber.table import Table

from intranet.extraction.values import Page
from intranet.language.secrecy import examine

MOST_PAGES = 40
MOST_SECONDS = 15.0  # of one file; the child that reads it has 120
MOST_LETTERS = 12_000
MOST_EDGES = 1500
FEWEST_ROWS, FEWEST_COLUMNS = 2, 2
WORD = re.compile(r"\w+")

log = logging.getLogger(__name__)


def with_tables(path: Path, pages: Sequence[Page], ruled: Collection[int]) -> tuple[Page, ...]:
    """The pages, those numbered in `ruled` with one line for each row of a table.

    A page stays as it was when its words would not all be kept, when a secrecy mark would read
    differently, or when the limits on pages and time are reached.
    """
    chosen = [page.number for page in pages if page.number in ruled and page.method == "text"]
    if not chosen:
        return tuple(pages)
    try:
        texts = dict(_texts(path, {n: pages[n - 1].text for n in chosen[:MOST_PAGES]}))
    except Exception:
        # A foreign file may break the library in any way; the plain text is still good.
        log.exception("Tables of %s cannot be read", path.name)
        return tuple(pages)
    return tuple(replace(page, text=texts.get(page.number, page.text)) for page in pages)


def _texts(path: Path, plain: dict[int, str]) -> Iterator[tuple[int, str]]:
    begun = perf_counter()
    with pdfplumber.open(path) as document:
        for number, text in plain.items():
            if perf_counter() - begun > MOST_SECONDS:
                return
            layout = document.pages[number - 1]
            found = _text(layout) if len(text) < MOST_LETTERS and not layout.rotation else ""
            layout.close()
            if found and _same(found, text):
                yield number, found


def _same(found: str, plain: str) -> bool:
    kept = Counter(WORD.findall(found)) == Counter(WORD.findall(plain))
    return kept and examine(found).verdict is examine(plain).verdict


def _text(layout: Layout) -> str:
    """The page from top to bottom, tables row by row; empty when it has no table."""
    if len(layout.edges) > MOST_EDGES:
        return ""
    tables = sorted(filter(_is_table, layout.find_tables()), key=lambda table: table.bbox[1])
    if not tables:
        return ""
    parts: list[str] = []
    top = float("-inf")
    for table in tables:
        parts += [_between(layout, top, table.bbox[1]), *_rows(table)]
        top = table.bbox[3]
    parts.append(_between(layout, top, float("inf")))
    return unicodedata.normalize("NFC", "\n".join(part for part in parts if part))


def _is_table(table: Table) -> bool:
    return len(table.rows) >= FEWEST_ROWS and len(table.columns) >= FEWEST_COLUMNS


def _rows(table: Table) -> Iterator[str]:
    for row in table.extract():
        cells = [" ".join(cell.split()) for cell in row if cell is not None]
        if any(cells):
            yield " | ".join(cells)


def _between(layout: Layout, top: float, bottom: float) -> str:
    part = layout.filter(
        lambda it: it["object_type"] != "char" or top <= (it["top"] + it["bottom"]) / 2 < bottom
    )
    return str(part.extract_text())
