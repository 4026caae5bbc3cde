"""What a person sees of an Office package beside its running text, and what is embedded in it.

Margins, watermarks, WordArt, text boxes, headers of sheets, layouts and masters of slides: looked
through for secrecy marks, whatever the parts are called. Nothing outside the package is opened.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path

import pypdfium2 as pdfium
from lxml import etree

from intranet.extraction.errors import ExtractionError
from intranet.extraction.formats.archives import TORN
from intranet.extraction.formats.docx.document import paragraph_text
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.formats.pdf.page_contents import PdfPage
from intranet.extraction.formats.xml_package import W as WORD
from intranet.extraction.formats.xml_package import XmlPackage, opened

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{ODF}text:1.0}}"
DRAWING = f"{ODF}drawing:1.0}}"
SHEET_NAMES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WHOLE = {f"{WORD}hdr", f"{WORD}ftr", f"{WORD}txbxContent"} | {
    f"{ODF}style:1.0}}{place}{side}"
    for place in ("header", "footer")
    for side in ("", "-left", "-first")
}
PARAGRAPHS = {f"{WORD}p", f"{A}p", f"{TEXT}p", f"{TEXT}h"}
UNSEEN = re.compile(
    r"docProps/|customXml/|META-INF/|.*/_rels/|ppt/(?:slides|notes\w*|handout\w*)/"
    r"|.*/(?:theme/|styles|settings|numbering|fontTable|sharedStrings|calcChain)[^/]*\Z"
)
SHEET = re.compile(r"xl/worksheets/")
DRAWN = re.compile(r".*/(?:diagrams|charts)/")
SHEET_MARGINS = re.compile(rb"(?s)<(?:\w++:)?(?:odd|even|first)(?:Header|Footer)\b[^<>]*+>([^<]*+)")
CODES = re.compile(r'&(?:"[^"]*+"|\d++|K[0-9A-Fa-f]{6}|[A-KM-QS-Za-km-qs-z])')
"""How headers of sheets say fonts, sizes and fields; &L, &C and &R part their places."""
EMBEDDED = (".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".odt", ".ods", ".pdf", ".html", ".htm",
            ".mht", ".txt")  # fmt: skip
TAG = re.compile(r"<[^<>]*+>")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
DEEPEST, MOST_PLACES, MOST_LETTERS = 2, 2000, 1_000_000


def words_beside(path: Path) -> tuple[tuple[str, ...], bool]:
    """The words of each place beside the running text, and of each page of an embedded file.

    And whether there are pictures which can be read. Neither in a file that is no package.
    """
    if not zipfile.is_zipfile(path):
        return (), False
    with opened(path) as package:
        words = tuple(islice(_of_package(package, 1), MOST_PLACES))
        return words, bool(pictures_of(package))


def pictures_of(package: XmlPackage) -> list[str]:
    """The names of the pictures that a package shows; its own little image is none of them."""
    return [
        name
        for name in package.names
        if name.lower().endswith(PICTURES) and not name.lower().startswith(("docprops", "thumb"))
    ]


def words_beside_pages(document: pdfium.PdfDocument, pages: Sequence[PdfPage]) -> tuple[str, ...]:
    """What annotations and form fields of a PDF say, and the words of the files in it."""
    said = chain.from_iterable(page.remarks for page in pages)
    attached = map(words_of_bytes, page_contents.attached_files(document))
    return tuple(islice(chain(said, chain.from_iterable(attached)), MOST_PLACES))


def words_of_bytes(data: bytes, depth: int = 1) -> Iterator[str]:
    """The words of a file within a file, page by page or part by part; none when unreadable."""
    with suppress(ExtractionError, *TORN):
        if data.lstrip().startswith(b"%PDF-"):
            with page_contents.opened(data) as document:
                yield from (page.text for page in page_contents.read_pages(document, MOST_PLACES))
        elif data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                package = XmlPackage(archive)
                yield from _running(package)
                yield from _of_package(package, depth + 1)
        else:
            text = data[:MOST_LETTERS].decode("utf-8", "replace")
            yield html.unescape(TAG.sub("\n", text))


def _of_package(package: XmlPackage, depth: int) -> Iterator[str]:
    for name in package.names:
        # One part beyond measure does not hide the marks of the others.
        with suppress(ExtractionError):
            if name.lower().endswith(EMBEDDED) and depth < DEEPEST:
                yield from words_of_bytes(package.data(name), depth)
            elif SHEET.match(name) and name.endswith(".xml"):
                yield from _sheet_margins(package.data(name))
            elif name.endswith((".xml", ".vml")) and not UNSEEN.match(name):
                yield from _of_part(package.root(name), is_drawn=bool(DRAWN.match(name)))


def _sheet_margins(data: bytes) -> Iterator[str]:
    for margin in SHEET_MARGINS.findall(data):
        words = html.unescape(html.unescape(margin.decode("utf-8", "replace")))
        yield re.sub(r"&[LCR]", "\n", CODES.sub("", words))


def _of_part(root: etree._Element, *, is_drawn: bool) -> Iterator[str]:
    """The words of each place: paragraphs that stand in one margin, box or shape are one text."""
    if is_drawn:
        yield "\n".join(_text(paragraph) for paragraph in root.iter(f"{A}p"))
    if is_drawn or root.find(f".//{ODF}office:1.0}}presentation") is not None:
        return  # slides of OpenDocument are boxes wholly: they are read as pages
    for element in root.iter(etree.Element):
        if element.tag in WHOLE:
            yield "\n".join(_text(paragraph) for paragraph in element.iter(*PARAGRAPHS))
        elif element.tag.endswith("}textpath"):
            yield element.get("string", "")
        elif _is_shape(element):
            yield "\n".join(_text(child) for child in element if child.tag in PARAGRAPHS)


def _is_shape(element: etree._Element) -> bool:
    inside = {child.tag for child in element}
    return f"{A}p" in inside or (
        element.tag.startswith(DRAWING) and bool(inside & {f"{TEXT}p", f"{TEXT}h"})
    )


def _text(paragraph: etree._Element) -> str:
    if paragraph.tag == f"{WORD}p":
        return paragraph_text(paragraph)
    return "".join(
        paragraph.itertext(f"{A}t") if paragraph.tag == f"{A}p" else paragraph.itertext()
    )


def _running(package: XmlPackage) -> Iterator[str]:
    """All paragraphs of each part of an embedded file, and its shared strings."""
    for name in package.names:
        with suppress(ExtractionError):
            if name.endswith(".xml"):
                yield "\n".join(_paragraphs(package.root(name)))


def _paragraphs(root: etree._Element) -> Iterable[str]:
    return ("".join(one.itertext()) for one in root.iter(*PARAGRAPHS, f"{SHEET_NAMES}si"))
