"""DOCX files: what a reader sees, in the order of the document, cut into pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.docx.numbering import ListCounters, list_counters
from intranet.extraction.formats.docx.runs import made_readable
from intranet.extraction.formats.docx.styles import WordStyles, is_on, word_styles
from intranet.extraction.formats.format_reading import FormatReading, document_reading
from intranet.extraction.formats.xml_package import W, XmlPackage, opened
from intranet.extraction.layout.paragraphs import (
    MANY_PARAGRAPHS,
    NEW_PAGE,
    TOO_MANY,
    Cell,
    Paragraph,
    composed,
    of_table,
    pieces,
)

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
HIDDEN = {"instrText", "delText", "rPr", "sectPr", "pPr", "del", "moveFrom"}
DRAWN = {"drawing", "pict", "AlternateContent", "object"}
CONTAINERS = {
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink")
}
NOTES = ("footnote", "endnote")
FOREIGN_PART = "Tệp chứa phần ghép từ tệp khác, không được mở: hãy kiểm tra bản gốc."


@dataclass
class WordParts:
    """The parts of one Word file that carry text."""

    body: etree._Element
    heads: list[etree._Element] = field(default_factory=list)
    feet: list[etree._Element] = field(default_factory=list)
    notes: dict[str, etree._Element] = field(default_factory=dict)
    styles: WordStyles = field(default_factory=WordStyles)
    numbers: ListCounters = field(default_factory=ListCounters)

    @property
    def roots(self) -> list[etree._Element]:
        """All parts with runs of text."""
        return [self.body, *self.heads, *self.feet, *self.notes.values()]


def read_docx(path: Path) -> FormatReading:
    """The document as it is seen: text in old fonts in Unicode, deleted and hidden text left out.

    Pages end at explicit or rendered page breaks, else after about 3 000 letters. Headers,
    footers and notes are read once. Nothing that lies outside the file or is embedded in it is
    opened. Raises BrokenFile, EncryptedFile or TooLarge.
    """
    with opened(path) as package:
        document = _document(package)
    reason = made_readable(document.roots, document.styles)
    notes = {key: _plain(note) for key, note in document.notes.items()}
    return document_reading(
        _blocks(document.body, document.numbers, notes),
        heads=[part for root in document.heads for part in _blocks(root, document.numbers, {})],
        feet=(part for root in document.feet for part in _blocks(root, ListCounters(), {})),
        reason=reason,
        warnings=(FOREIGN_PART,) if document.body.find(f".//{W}altChunk") is not None else (),
    )


def _document(package: XmlPackage) -> WordParts:
    main = _main(package)
    body = package.root(main).find(f"{W}body")
    if body is None:
        raise BrokenFile
    if next(islice(body.iter(f"{W}p"), MANY_PARAGRAPHS, None), None) is not None:
        raise TooLarge(TOO_MANY)
    related = package.related(main)
    by_kind = dict(related.values())
    theme = package.root_or_none(by_kind.get("theme", ""))
    styles = package.root_or_none(by_kind.get("styles", ""))
    document = WordParts(
        body,
        styles=word_styles(styles, theme),
        numbers=list_counters(package.root_or_none(by_kind.get("numbering", "")), styles),
    )
    _add_margins(document, package, related)
    for kind in NOTES:
        root = package.root_or_none(by_kind.get(f"{kind}s", ""))
        for note in root.iter(f"{W}{kind}") if root is not None else ():
            if note.get(f"{W}type", "normal") == "normal":
                document.notes[f"{kind}{note.get(f'{W}id')}"] = note
    return document


def _main(package: XmlPackage) -> str:
    names = set(package.names)
    if "word/document.xml" in names:
        return "word/document.xml"
    kinds = package.related("").values()
    declared = [name for kind, name in kinds if kind == "officeDocument" and name in names]
    numbered = (n for n in names if n.startswith("word/document") and n.endswith(".xml"))
    return next(iter([*declared, *numbered]), "")


def _add_margins(
    document: WordParts, package: XmlPackage, related: Mapping[str, tuple[str, str]]
) -> None:
    for name, into in (("headerReference", document.heads), ("footerReference", document.feet)):
        wanted = {mark.get(R_ID, "") for mark in document.body.iter(f"{W}{name}")}
        parts = [part for key, (_, part) in related.items() if key in wanted]
        roots = (package.root_or_none(part) for part in dict.fromkeys(parts))
        into.extend(root for root in roots if root is not None)


def _plain(root: etree._Element) -> str:
    return "\n".join(p.text for p in _blocks(root, ListCounters(), {}) if p.text)


def _blocks(
    parent: etree._Element, numbers: ListCounters, notes: Mapping[str, str]
) -> Iterator[Paragraph]:
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, numbers, notes)
        elif child.tag == f"{W}tbl":
            rows = [row for row in child.iter(f"{W}tr") if _inside(row, "tbl") is child]
            yield from of_table([_cells(row, numbers, notes) for row in rows if _is_shown(row)])
        elif child.tag in CONTAINERS:
            yield from _blocks(child, numbers, notes)


def _cells(row: etree._Element, numbers: ListCounters, notes: Mapping[str, str]) -> list[Cell]:
    cells = (cell for cell in row.iter(f"{W}tc") if _inside(cell, "tr") is row)
    return [list(_blocks(cell, numbers, notes)) for cell in cells]


def _is_shown(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is None and not is_on(row.find(f"{W}trPr/{W}hidden"))


def _inside(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{W}{name}"), None)


def _paragraph(
    element: etree._Element, numbers: ListCounters, notes: Mapping[str, str]
) -> Iterator[Paragraph]:
    said = tuple(notes[key] for key in _noted(element) if key in notes)
    text = numbers.before(element, _text(element))
    for paragraph in pieces(text, _is_bold(element), _is_centred(element)):
        yield replace(paragraph, notes=said) if said else paragraph
        said = ()
    for box in _text_boxes(element):
        yield from _blocks(box, numbers, notes)


def _noted(element: etree._Element) -> Iterator[str]:
    for kind in NOTES:
        for mark in element.iter(f"{W}{kind}Reference"):
            yield f"{kind}{mark.get(f'{W}id')}"


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
        elif name == "noBreakHyphen":
            parts.append("-")
        elif (name == "br" and node.get(f"{W}type") == "page") or name == "lastRenderedPageBreak":
            parts.append(NEW_PAGE)
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name not in HIDDEN and name not in DRAWN:
            waiting.extend(reversed(node))
    return composed("".join(parts))


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Each text box once: the fallback repeats what the choice already says."""
    for box in element.iter(f"{W}txbxContent"):
        inside = list(box.iterancestors())
        nested = any(node.tag == f"{W}txbxContent" for node in inside[: inside.index(element)])
        if not nested and not any(node.tag == FALLBACK for node in inside):
            yield box


def _is_bold(element: etree._Element) -> bool:
    runs = [run for run in element.iter(f"{W}r") if run.findtext(f"{W}t", "").strip()]
    strong = [run for run in runs if is_on(run.find(f"{W}rPr/{W}b"))]
    return bool(runs) and len(strong) * 2 > len(runs)


def _is_centred(element: etree._Element) -> bool:
    place = element.find(f"{W}pPr/{W}jc")
    return place is not None and place.get(f"{W}val") == "center"
