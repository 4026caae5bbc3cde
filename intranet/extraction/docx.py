"""DOCX files: paragraphs and tables in the order of the document, cut into pages."""

import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.values import Column, Line, Page

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LARGEST_PART = 64 * 2**20  # bytes unpacked; the longest law takes about 5 MB
DENSEST = 400  # times smaller when packed; real papers stay below 60
PAGE_LETTERS = 3000
MANY_PARAGRAPHS = 200_000
SHORT_CELL = 400  # letters: header and signature cells, not cells that carry the body
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
    body = _part(path)
    paragraphs = list(_limited(_blocks(body, "whole")))
    numbered = list(_numbered(paragraphs))
    return _pages(numbered), tuple(_lines(numbered))


def has_macros(path: Path) -> bool:
    """Whether the package carries a macro project."""
    with zipfile.ZipFile(path) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())


def _part(path: Path) -> etree._Element:
    try:
        with zipfile.ZipFile(path) as archive:
            data = _unpacked(archive, _main(archive))
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, EOFError) as error:
        raise BrokenFile from error
    except (zipfile.zlib.error, ValueError) as error:  # type: ignore[attr-defined]
        raise BrokenFile from error
    return _parsed(data)


def _main(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    return next((n for n in names if n.startswith("word/document") and n.endswith(".xml")), "")


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    entry = archive.getinfo(name)
    dense = entry.file_size > 2**20 and entry.file_size > DENSEST * max(entry.compress_size, 1)
    if entry.file_size > LARGEST_PART or dense:
        raise TooLarge("Tệp nén bất thường (nội dung phình quá lớn). Hãy lưu lại rồi gửi lại.")
    with archive.open(entry) as stream:
        data = stream.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise TooLarge
    return data


def _parsed(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise BrokenFile("Tệp DOCX chứa khai báo lạ (DTD), không an toàn. Hãy lưu lại từ Word.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data.replace(STRICT[1:-1].encode(), W[1:-1].encode()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile from error
    body = root.find(f"{W}body")
    if body is None:
        raise BrokenFile
    return body


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
    """Two cells side by side are the two columns of a header, or a signature block: rows that
    continue them are read down the left column first, then down the right one."""
    rows = [_cells(row) for row in table.iter(f"{W}tr") if _inside(row, "tbl") is table]
    if rows and all(len(row) == 2 for row in rows) and len(rows) <= 6 and _is_short(table):
        for index, column in enumerate(("left", "right")):
            for row in rows:
                yield from _blocks(row[index], column)  # type: ignore[arg-type]
        return
    for row in rows:
        for cell in row:
            yield from _blocks(cell, "whole")


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row.iter(f"{W}tc") if _inside(cell, "tr") is row]


def _inside(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{W}{name}"), None)


def _is_short(table: etree._Element) -> bool:
    cells = ("".join(cell.itertext(f"{W}t")) for cell in table.iter(f"{W}tc"))
    return all(len(text) <= 2 * SHORT_CELL for text in cells)


def _paragraph(element: etree._Element, column: Column) -> Iterator[Paragraph]:
    text, breaks = _text(element)
    pieces = unicodedata.normalize("NFC", text).split("\n")
    bold, centred = _is_bold(element), _is_centred(element)
    for index, piece in enumerate(pieces):
        yield Paragraph(piece.strip(), column, bold, centred, breaks and index == 0)
    for box in _text_boxes(element):
        yield from _blocks(box, column)


def _text(element: etree._Element) -> tuple[str, bool]:
    """Visible text of one paragraph without its text boxes, and whether a page starts in it."""
    parts: list[str] = []
    breaks = False
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
            breaks = True
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name not in HIDDEN and name not in ("drawing", "pict", "AlternateContent", "object"):
            waiting.extend(reversed(node))
    return "".join(parts), breaks


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
        line = Line(paragraph.text, page, paragraph.column)
        yield replace(line, bold=paragraph.bold, centred=paragraph.centred, gap=gap)
        gap = 0.0
