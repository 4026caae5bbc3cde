"""DOCX files: paragraphs and tables in the order of the document, cut into pages."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import TooLarge
from intranet.extraction.package import W, body_of_package
from intranet.extraction.values import Column, Line, Page

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
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
NEW_PAGE = "\f"
HIDDEN = {"instrText", "delText", "rPr", "sectPr", "pPr", "footnoteReference"}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `breaks` says that a new page starts before it."""

    text: str
    column: Column = "whole"
    bold: bool = False
    centred: bool = False
    breaks: bool = False


def read_docx(path: Path) -> tuple[tuple[Page, ...], tuple[Line, ...]]:
    """The pages and the lines of a document.

    Pages end at explicit or rendered page breaks, else after about 3 000 letters. Raises
    BrokenFile or TooLarge.
    """
    body = body_of_package(path)
    paragraphs = list(_limited(_blocks(body, "whole")))
    numbered = list(_numbered(paragraphs))
    return _pages(numbered), tuple(_lines(numbered))


def _limited(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    for count, paragraph in enumerate(paragraphs):
        if count >= MANY_PARAGRAPHS:
            raise TooLarge("Tệp có quá nhiều đoạn văn. Hãy tách nhỏ rồi gửi lại.")
        yield paragraph


def _blocks(parent: etree._Element, column: Column) -> Iterator[Paragraph]:
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, column)
        elif child.tag == f"{W}tbl":
            yield from _table(child)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
            yield from _blocks(child, column)


def _table(table: etree._Element) -> Iterator[Paragraph]:
    """A header or signature block is read down its left column, then down its right one; a
    table of data row by row."""
    rows = [_cells(row) for row in table.iter(f"{W}tr") if _inside(row, "tbl") is table]
    if _is_layout(rows):
        for row in rows:
            yield from _blocks(row[0], "left")
        for row in rows:
            yield from _blocks(row[-1], "right")
        return
    for row in rows:
        for cell in row:
            yield from _blocks(cell, "whole")


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter(f"{W}tc") if _inside(cell, "tr") is row]


def _inside(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{W}{name}"), None)


def _is_layout(rows: list[list[etree._Element]]) -> bool:
    """Whether few short rows of two cells (or three, the middle one empty) place such words."""
    texts = [["".join(cell.itertext(f"{W}t")) for cell in row] for row in rows]
    if not texts or len(texts) > MOST_LAYOUT_ROWS:
        return False
    paired = all(len(row) == 2 or (len(row) == 3 and not row[1].strip()) for row in texts)
    short = all(len(text) <= LONGEST_CELL for row in texts for text in row)
    return paired and short and any(PLACED.search(text) for row in texts for text in row)


def _paragraph(element: etree._Element, column: Column) -> Iterator[Paragraph]:
    text = unicodedata.normalize("NFC", _text(element))
    bold, centred = _is_bold(element), _is_centred(element)
    for index, part in enumerate(text.split(NEW_PAGE)):
        for place, piece in enumerate(part.split("\n")):
            starts = index > 0 and place == 0
            yield Paragraph(piece.strip(), column, bold, centred, breaks=starts)
    for box in _text_boxes(element):
        yield from _blocks(box, column)


def _text(element: etree._Element) -> str:
    """Visible text of one paragraph without its text boxes, new pages marked."""
    parts: list[str] = []
    waiting = list(reversed(element))
    while waiting:
        node = waiting.pop()
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if name == "t":
            parts.append(node.text or "")
        elif name in ("tab", "ptab"):
            parts.append("\t")
        elif name in ("noBreakHyphen", "softHyphen"):
            parts.append("-" if name == "noBreakHyphen" else "")
        elif (name == "br" and node.get(f"{W}type") == "page") or name == "lastRenderedPageBreak":
            parts.append(NEW_PAGE)
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name not in HIDDEN and name not in ("drawing", "pict", "AlternateContent", "object"):
            waiting.extend(reversed(node))
    return "".join(parts)


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Each text box once: the fallback repeats what the choice already says."""
    for box in element.iter(f"{W}txbxContent"):
        inside = list(box.iterancestors())
        nested = any(node.tag == f"{W}txbxContent" for node in inside)
        if not nested and not any(node.tag == FALLBACK for node in inside):
            yield box


def _is_bold(element: etree._Element) -> bool:
    runs = [run for run in element.iter(f"{W}r") if run.findtext(f"{W}t", "").strip()]
    strong = [run for run in runs if _is_on(run.find(f"{W}rPr/{W}b"))]
    return bool(runs) and len(strong) * 2 > len(runs)


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "none")


def _is_centred(element: etree._Element) -> bool:
    place = element.find(f"{W}pPr/{W}jc")
    return place is not None and place.get(f"{W}val") == "center"


def _numbered(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, Paragraph]]:
    page, letters = 1, 0
    for paragraph in paragraphs:
        if letters and (paragraph.breaks or letters >= PAGE_LETTERS):
            page, letters = page + 1, 0
        letters += len(paragraph.text)
        yield page, paragraph


def _pages(numbered: list[tuple[int, Paragraph]]) -> tuple[Page, ...]:
    texts: dict[int, list[str]] = {}
    for number, paragraph in numbered:
        texts.setdefault(number, []).append(paragraph.text)
    return tuple(Page(number, "\n".join(texts[number]).strip()) for number in sorted(texts))


def _lines(numbered: Iterable[tuple[int, Paragraph]]) -> Iterator[Line]:
    gap = 0.0
    for page, paragraph in numbered:
        if not paragraph.text.strip(" \t_-–—─*."):
            gap += 1.0
            continue
        for part in _sides(paragraph):
            line = Line(part.text, page, part.column, None, part.bold, part.centred, gap)
            yield line
        gap = 0.0


def _sides(paragraph: Paragraph) -> tuple[Paragraph, ...]:
    """Two columns typed with tabs or many blanks are two lines side by side."""
    sides = [side.strip() for side in WIDE.split(paragraph.text) if side.strip()]
    placed = len(sides) == 2 and paragraph.column == "whole" and PLACED.search(paragraph.text)
    if not placed or len(paragraph.text) > LONGEST_TYPED:
        return (paragraph,)
    left, right = sides
    return (
        replace(paragraph, text=left, column="left"),
        replace(paragraph, text=right, column="right"),
    )
