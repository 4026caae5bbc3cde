"""Running text of any word processor: paragraphs and tables become pages and lines."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from operator import itemgetter

from intranet.extraction.errors import TooLarge
from intranet.extraction.values import Column, Line, Page

PAGE_LETTERS = 3000
MANY_PARAGRAPHS = 200_000
LONGEST_CELL = 1200  # letters: header and signature cells, not cells that carry the body
MOST_LAYOUT_ROWS = 8
# Words of a header or a signature block: their table is only there to place them.
PLACED = re.compile(
    r"C[ỘÔ]NG\s+H|ĐẢNG\s+CỘNG\s+SẢN|Độc\s+lập|Nơi\s+nhận|\bSố\s*:|\b(?:TM|KT|TL|TUQ)\.|[TK]/[ML]\b"
    r"|,\s*ngày\b|CHỦ TỊCH|Chủ tịch|GIÁM ĐỐC|BÍ THƯ"
)
WIDE = re.compile(r"\t+|\s{6,}")
LONGEST_TYPED = 160
UNSEEN = dict.fromkeys(map(ord, "\ufeff\0\u00ad\u200b\u2060"))
NEW_PAGE = "\f"
TOO_MANY = "Tệp có quá nhiều đoạn văn. Hãy tách nhỏ rồi gửi lại."
BETWEEN_CELLS = " | "


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `breaks` says that a new page starts before it.

    A row of a table is one paragraph whose `parts` are the paragraphs of its cells. `notes` are
    footnotes: they stand at the end of the page.
    """

    text: str
    column: Column = "whole"
    bold: bool = False
    centred: bool = False
    breaks: bool = False
    parts: tuple["Paragraph", ...] = ()
    notes: tuple[str, ...] = ()


Cell = Sequence[Paragraph]


def composed(text: str) -> str:
    """The text in NFC, without signs that show nothing; convert old letters first.

    The soft hyphen is one of these signs, but in TCVN3 it is a letter.
    """
    return unicodedata.normalize("NFC", text.translate(UNSEEN))


def pieces(text: str, bold: bool = False, centred: bool = False) -> Iterator[Paragraph]:
    """The paragraphs of a text in which NEW_PAGE and line ends were marked."""
    for index, part in enumerate(composed(text).split(NEW_PAGE)):
        for place, piece in enumerate(part.split("\n")):
            starts = index > 0 and place == 0
            yield Paragraph(piece.strip(), bold=bold, centred=centred, breaks=starts)


def of_table(rows: Sequence[Sequence[Cell]]) -> Iterator[Paragraph]:
    """A header or signature block is read down its left column, then down its right one; a
    table of data row by row, "cell | cell"."""
    rows = [row for row in rows if row]
    if _is_layout(rows):
        yield from (_placed(paragraph, "left") for row in rows for paragraph in row[0])
        yield from (_placed(paragraph, "right") for row in rows for paragraph in row[-1])
    else:
        yield from chain.from_iterable(map(_row, rows))


def _placed(paragraph: Paragraph, column: Column) -> Paragraph:
    if paragraph.column != "whole":
        return paragraph
    parts = tuple(_placed(part, column) for part in paragraph.parts)
    return replace(paragraph, column=column, parts=parts)


def _row(row: Sequence[Cell]) -> Iterator[Paragraph]:
    texts = [" ".join(" ".join(p.text for p in cell).split()) for cell in row]
    within = tuple(paragraph for cell in row for paragraph in cell)
    if len(row) == 1 or max(map(len, texts)) > LONGEST_CELL:
        yield from within
    elif any(texts):
        notes = tuple(note for paragraph in within for note in paragraph.notes)
        breaks = any(paragraph.breaks for paragraph in within)
        text = BETWEEN_CELLS.join(texts)
        yield Paragraph(text, breaks=breaks, parts=within, notes=notes)


def _is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether few short rows of two cells (or three, the middle one empty) place such words."""
    texts = [["\n".join(p.text for p in cell) for cell in row] for row in rows]
    if not texts or len(texts) > MOST_LAYOUT_ROWS:
        return False
    paired = all(len(row) == 2 or (len(row) == 3 and not row[1].strip()) for row in texts)
    short = all(len(text) <= LONGEST_CELL for row in texts for text in row)
    return paired and short and any(PLACED.search(text) for row in texts for text in row)


def paged(
    paragraphs: Iterable[Paragraph], after: Sequence[str] = ()
) -> tuple[tuple[Page, ...], tuple[Line, ...]]:
    """The pages and the lines of a document; `after` is said at the end of the last page.

    Pages end where a new one starts, else after about 3 000 letters. Raises TooLarge.
    """
    numbered = list(_numbered(paragraphs))
    return tuple(_pages(numbered, after)), tuple(_lines(numbered))


def _numbered(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, Paragraph]]:
    page, letters = 1, 0
    for count, paragraph in enumerate(paragraphs):
        if count >= MANY_PARAGRAPHS:
            raise TooLarge(TOO_MANY)
        if letters and (paragraph.breaks or letters >= PAGE_LETTERS):
            page, letters = page + 1, 0
        letters += len(paragraph.text)
        yield page, paragraph


def _pages(numbered: list[tuple[int, Paragraph]], after: Sequence[str]) -> Iterator[Page]:
    if after:
        last = numbered[-1][0] if numbered else 1
        numbered = [*numbered, (last, Paragraph("", notes=tuple(after)))]
    for number, page in groupby(numbered, key=itemgetter(0)):
        paragraphs = [paragraph for _, paragraph in page]
        body = "\n".join(paragraph.text for paragraph in paragraphs).strip()
        notes = (note for paragraph in paragraphs for note in paragraph.notes)
        yield Page(number, "\n".join([body, *notes]).strip())


def _lines(numbered: Iterable[tuple[int, Paragraph]]) -> Iterator[Line]:
    gap = 0.0
    for page, paragraph in _flat(numbered):
        if not paragraph.text.strip(" \t_-–—─*."):
            gap += 1.0
            continue
        for part in sides(paragraph):
            yield Line(part.text, page, part.column, None, part.bold, part.centred, gap)
        gap = 0.0


def _flat(numbered: Iterable[tuple[int, Paragraph]]) -> Iterator[tuple[int, Paragraph]]:
    for page, paragraph in numbered:
        if paragraph.parts:
            yield from _flat((page, part) for part in paragraph.parts)
        else:
            yield page, paragraph


def sides(paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """Two columns typed with tabs or many blanks are two lines side by side."""
    halves = [side.strip() for side in WIDE.split(paragraph.text) if side.strip()]
    placed = len(halves) == 2 and paragraph.column == "whole" and PLACED.search(paragraph.text)
    if not placed or len(paragraph.text) > LONGEST_TYPED:
        return (paragraph,)
    left, right = halves
    return (
        replace(paragraph, text=left, column="left"),
        replace(paragraph, text=right, column="right"),
    )
