"""DOCX files: what a reader sees, in the order of the document, cut into pages."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.docx import styles
from intranet.extraction.formats.docx.numbering import ListCounters, list_counters
from intranet.extraction.formats.format_reading import FormatReading, document_reading
from intranet.extraction.formats.xml_package import FALLBACK, R_ID, W, XmlPackage, opened
from intranet.extraction.layout import paragraphs
from intranet.extraction.layout.paragraphs import Paragraph

HIDDEN = {"instrText", "delText", "rPr", "sectPr", "pPr", "del", "moveFrom"}
DRAWN = {"drawing", "pict", "AlternateContent", "object"}
CONTAINERS = {
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink")
}
MARGINS = ("header", "footer")
NOTES = ("footnote", "endnote")
SIGN_FONTS = re.compile(r"Symbol|Wingdings|Webdings|Marlett")
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{2,4}")
PRIVATE = 0xF000
FOREIGN_PART = "Tệp chứa phần ghép từ tệp khác, không được mở: hãy kiểm tra bản gốc."


@dataclass
class WordParts:
    """The parts of one Word file that carry text."""

    body: etree._Element
    heads: list[etree._Element]
    feet: list[etree._Element]
    notes: dict[str, etree._Element]
    looks: styles.WordStyles
    numbers: ListCounters


def read_docx(path: Path) -> FormatReading:
    """The document as it is seen: text in old fonts in Unicode, deleted and hidden text left out.

    Pages end at explicit or rendered page breaks, else after about 3 000 letters. Headers,
    footers and notes are read once. Nothing that lies outside the file or is embedded in it is
    opened. Raises BrokenFile, EncryptedFile or TooLarge.
    """
    with opened(path) as package:
        parts = _parts(package)
    roots = [parts.body, *parts.heads, *parts.feet, *parts.notes.values()]
    reason = styles.made_readable(roots, parts.looks)
    notes = {key: _plain(note) for key, note in parts.notes.items()}
    return document_reading(
        _blocks(parts.body, parts.numbers, notes),
        heads=[block for root in parts.heads for block in _blocks(root, parts.numbers, {})],
        feet=(block for root in parts.feet for block in _blocks(root, ListCounters(), {})),
        reason=reason,
        warnings=(FOREIGN_PART,) if parts.body.find(f".//{W}altChunk") is not None else (),
    )


def _parts(package: XmlPackage) -> WordParts:
    main = _main(package)
    body = package.root(main).find(f"{W}body")
    if body is None:
        raise BrokenFile
    if next(islice(body.iter(f"{W}p"), paragraphs.MANY_PARAGRAPHS, None), None) is not None:
        raise TooLarge(paragraphs.TOO_MANY)
    related = package.related(main)
    by_kind = dict(related.values())
    theme, named, numbering, *noted = (
        package.root_or_none(by_kind.get(kind, ""))
        for kind in ("theme", "styles", "numbering", *(f"{kind}s" for kind in NOTES))
    )
    heads, feet = (_margins(package, related, body.iter(f"{W}{name}Reference")) for name in MARGINS)
    return WordParts(
        body,
        heads,
        feet,
        {
            f"{kind}{note.get(f'{W}id')}": note
            for kind, root in zip(NOTES, noted, strict=True)
            for note in (root.iter(f"{W}{kind}") if root is not None else ())
            if note.get(f"{W}type", "normal") == "normal"
        },
        styles.word_styles(named, theme),
        list_counters(numbering, named),
    )


def _main(package: XmlPackage) -> str:
    names = set(package.names)
    if "word/document.xml" in names:
        return "word/document.xml"
    kinds = package.related("").values()
    declared = [name for kind, name in kinds if kind == "officeDocument" and name in names]
    numbered = (n for n in names if n.startswith("word/document") and n.endswith(".xml"))
    return next(iter([*declared, *numbered]), "")


def _margins(
    package: XmlPackage,
    related: Mapping[str, tuple[str, str]],
    references: Iterable[etree._Element],
) -> list[etree._Element]:
    wanted = {mark.get(R_ID, "") for mark in references}
    names = dict.fromkeys(name for key, (_, name) in related.items() if key in wanted)
    return [root for name in names if (root := package.root_or_none(name)) is not None]


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
            yield from paragraphs.of_table(
                [
                    [
                        list(_blocks(cell, numbers, notes))
                        for cell in row.iter(f"{W}tc")
                        if _inside(cell, "tr") is row
                    ]
                    for row in rows
                    if row.find(f"{W}trPr/{W}del") is None
                    and not styles.is_on(row.find(f"{W}trPr/{W}hidden"))
                ]
            )
        elif child.tag in CONTAINERS:
            yield from _blocks(child, numbers, notes)


def _inside(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iterancestors(f"{W}{name}"), None)


def _paragraph(
    element: etree._Element, numbers: ListCounters, notes: Mapping[str, str]
) -> Iterator[Paragraph]:
    marks = (
        f"{kind}{mark.get(f'{W}id')}"
        for kind in NOTES
        for mark in element.iter(f"{W}{kind}Reference")
    )
    said = tuple(notes[mark] for mark in marks if mark in notes)
    text = numbers.before(element, paragraph_text(element))
    centred = styles.value_of(element, "pPr/jc") == "center"
    for paragraph in paragraphs.pieces(text, _is_bold(element), centred):
        yield replace(paragraph, notes=said) if said else paragraph
        said = ()
    for box in _text_boxes(element):
        yield from _blocks(box, numbers, notes)


def paragraph_text(element: etree._Element) -> str:
    """The words of a paragraph as they are seen, drawn boxes left out."""
    parts: list[str] = []
    waiting = list(reversed(element))
    while waiting:
        node = waiting.pop()
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if name == "t":
            parts.append(node.text or "")
        elif name in ("tab", "ptab"):
            parts.append("\t")
        elif name == "sym":
            parts.append(_symbol(node))
        elif name == "noBreakHyphen":
            parts.append("-")
        elif (name == "br" and node.get(f"{W}type") == "page") or name == "lastRenderedPageBreak":
            parts.append(paragraphs.NEW_PAGE)
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name not in HIDDEN and name not in DRAWN:
            waiting.extend(reversed(node))
    return paragraphs.composed("".join(parts))


def _symbol(node: etree._Element) -> str:
    """The letter that is named by its code; fonts of signs show another picture instead."""
    code = node.get(f"{W}char", "")
    if SIGN_FONTS.match(node.get(f"{W}font", "")) or not HEXADECIMAL.fullmatch(code):
        return ""
    number = int(code, 16)
    return chr(number - PRIVATE if PRIVATE <= number < PRIVATE + 256 else number)


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Each text box once: the fallback repeats what the choice already says."""
    for box in element.iter(f"{W}txbxContent"):
        inside = list(box.iterancestors())
        nested = any(node.tag == f"{W}txbxContent" for node in inside[: inside.index(element)])
        if not nested and not any(node.tag == FALLBACK for node in inside):
            yield box


def _is_bold(element: etree._Element) -> bool:
    runs = [run for run in element.iter(f"{W}r") if run.findtext(f"{W}t", "").strip()]
    strong = sum(styles.is_on(run.find(f"{W}rPr/{W}b")) for run in runs)
    return strong * 2 > len(runs)
