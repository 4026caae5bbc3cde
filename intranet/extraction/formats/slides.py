"""Slides: each is a page with its words, its tables by row, its diagrams and its notes.

Read from the parts themselves: the fonts of runs are at hand, torn pictures and charts do not
matter, and nothing but text is unpacked.
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.font_runs import convert_elements
from intranet.extraction.formats.format_reading import FormatReading, judged
from intranet.extraction.formats.xml_package import FALLBACK, R_ID, XmlPackage, opened
from intranet.extraction.layout.paragraphs import BETWEEN_CELLS, composed
from intranet.extraction.values import Line, Page

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


MAIN = "ppt/presentation.xml"
MOST_SLIDES = 2000
NOTED = ("notesSlide", "diagramData")
CHANGING = ("sldNum", "dt", "ftr", "hdr")  # the number of the slide, its date, running margins
HIDDEN = "Bài trình chiếu có trang ẩn, đã đọc cả các trang này: {numbers}."


def read_slides(path: Path) -> FormatReading:
    """The slides in their order, hidden ones too (they are named); links are not followed.

    Raises BrokenFile, EncryptedFile or TooLarge.
    """
    with opened(path) as package:
        slides = list(_slides(package))
    paragraphs = (p for roots, _ in slides for root in roots for p in root.iter(f"{A}p"))
    reason = convert_elements([(t, _font(t)) for t in p.iter(f"{A}t")] for p in paragraphs)
    pages, lines = [], []
    for number, (roots, _) in enumerate(slides, 1):
        told = [line for root in roots for line in _lines(root) if line]
        pages.append(judged(Page(number, "\n".join(told)), reason))
        lines += [Line(text, number) for text in told]
    hidden = [str(number) for number, (_, is_hidden) in enumerate(slides, 1) if is_hidden]
    warnings = (HIDDEN.format(numbers=", ".join(hidden[:20])),) if hidden else ()
    return FormatReading(tuple(pages), tuple(lines), warnings)


def _slides(package: XmlPackage) -> Iterator[tuple[list[etree._Element], bool]]:
    """The XML of each slide with its diagrams and notes, and whether the slide is hidden."""
    names = _names(package)
    if not names and package.root_or_none(MAIN) is None:
        raise BrokenFile
    if len(names) > MOST_SLIDES:
        raise TooLarge(f"Bài trình chiếu có hơn {MOST_SLIDES} trang. Hãy tách nhỏ rồi gửi lại.")
    for name in names:
        root = package.root_or_none(name)
        if root is None:
            continue
        related = package.related(name).values()
        noted = (package.root_or_none(part) for kind, part in related if kind in NOTED)
        roots = [root, *(note for note in noted if note is not None)]
        yield roots, root.get("show", "1") in ("0", "false")


def _names(package: XmlPackage) -> list[str]:
    """The parts of the slides in the order of the presentation; by number when it is torn."""
    root, related = package.root_or_none(MAIN), package.related(MAIN)
    if root is not None:
        wanted = [mark.get(R_ID, "") for mark in root.iter(f"{P}sldId")]
        named = [related[key][1] for key in wanted if key in related]
        if named:
            return named
    numbered = [n for n in package.names if n.startswith("ppt/slides/slide") and n.endswith(".xml")]
    return sorted(numbered, key=lambda name: (len(name), name))


def _font(text: etree._Element) -> str:
    latin = text.find(f"../{A}rPr/{A}latin")
    return latin.get("typeface", "") if latin is not None else ""


def _lines(root: etree._Element) -> Iterator[str]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{A}p":
            yield from (composed(part).strip() for part in _text(node).split("\n"))
        elif node.tag == f"{A}tbl":
            yield from (_row(row) for row in node.iter(f"{A}tr"))
        elif node.tag != FALLBACK and not _is_changing(node):
            waiting.extend(reversed(node))


def _row(row: etree._Element) -> str:
    cells = (" ".join(_text(p) for p in cell.iter(f"{A}p")) for cell in row.iter(f"{A}tc"))
    told = [" ".join(composed(cell).split()) for cell in cells]
    return BETWEEN_CELLS.join(told) if any(told) else ""


def _is_changing(node: etree._Element) -> bool:
    place = node.find(f"{P}nvSpPr/{P}nvPr/{P}ph") if node.tag == f"{P}sp" else None
    return place is not None and place.get("type") in CHANGING


def _text(paragraph: etree._Element) -> str:
    nodes = paragraph.iter(f"{A}t", f"{A}br")
    return "".join("\n" if node.tag == f"{A}br" else node.text or "" for node in nodes)
