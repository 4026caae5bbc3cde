"""DOCX files: what a reader sees, in the order of the document, cut into pages."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.docx.numbering import ListCounters, list_counters
from intranet.extraction.formats.docx.styles import WordStyles, is_on, value_of, word_styles
from intranet.extraction.formats.font_runs import FontPassage, Run
from intranet.extraction.formats.format_reading import FormatReading, passages_reading
from intranet.extraction.formats.xml_package import FALLBACK, R_ID, W, XmlPackage, opened
from intranet.extraction.layout import paragraphs

HIDDEN = {"instrText", "delText", "rPr", "sectPr", "pPr", "del", "moveFrom"}
DRAWN = {"drawing", "pict", "AlternateContent", "object"}
SIGNS = {
    "tab": "\t", "ptab": "\t", "cr": "\n", "lastRenderedPageBreak": paragraphs.NEW_PAGE,
    "noBreakHyphen": "-", "softHyphen": "\u00ad",
}  # fmt: skip
"""What elements say that are signs of the text; in TCVN3 the soft hyphen is the letter ư."""
CONTAINERS = {
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink")
}
MARGINS = ("header", "footer")
NOTES = ("footnote", "endnote")
SIGN_FONTS = re.compile(r"Symbol|Wingdings|Webdings|Marlett")
FONT = f"{W}font"
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{2,4}")
PRIVATE = 0xF000
FOREIGN_PART = "Tệp chứa phần ghép từ tệp khác, không được mở: hãy kiểm tra bản gốc."


def read_docx(path: Path) -> FormatReading:
    """The document as it is seen: text in old fonts in Unicode, deleted and hidden text left out.

    Pages end at explicit or rendered page breaks, else after about 3 000 letters. Headers,
    footers and notes are read once. Nothing that lies outside the file or is embedded in it is
    opened. Raises BrokenFile, EncryptedFile or TooLarge.
    """
    with opened(path) as package:
        main = _main(package)
        body, related = _body(package.root(main)), package.related(main)
        reader = _reader(package, dict(related.values()))
        margins = [_margins(package, related, body.iter(f"{W}{name}Reference")) for name in MARGINS]
    heads = [passage for root in margins[0] for passage in reader.passages(root)]
    bare = WordReader(reader.styles)
    return passages_reading(
        list(reader.passages(body)),
        heads=heads,
        feet=[passage for root in margins[1] for passage in bare.passages(root)],
        warnings=(FOREIGN_PART,) if body.find(f".//{W}altChunk") is not None else (),
    )


def _main(package: XmlPackage) -> str:
    names = set(package.names)
    if "word/document.xml" in names:
        return "word/document.xml"
    kinds = package.related("").values()
    declared = [name for kind, name in kinds if kind == "officeDocument" and name in names]
    numbered = (n for n in names if n.startswith("word/document") and n.endswith(".xml"))
    return next(iter([*declared, *numbered]), "")


def _body(document: etree._Element) -> etree._Element:
    body = document.find(f"{W}body")
    if body is None:
        raise BrokenFile
    if next(islice(body.iter(f"{W}p"), paragraphs.MANY_PARAGRAPHS, None), None) is not None:
        raise TooLarge(paragraphs.TOO_MANY)
    return body


def _margins(
    package: XmlPackage,
    related: Mapping[str, tuple[str, str]],
    references: Iterable[etree._Element],
) -> list[etree._Element]:
    wanted = {mark.get(R_ID, "") for mark in references}
    names = dict.fromkeys(name for key, (_, name) in related.items() if key in wanted)
    return [root for name in names if (root := package.root_or_none(name)) is not None]


@dataclass
class WordReader:
    """Walks through the parts of one Word file and gathers their passages."""

    styles: WordStyles
    numbers: ListCounters = field(default_factory=ListCounters)
    notes: dict[str, list[FontPassage]] = field(default_factory=dict)

    def passages(self, parent: etree._Element) -> Iterator[FontPassage]:
        """The paragraphs and tables in order."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                if rows := list(self._rows(child)):
                    yield FontPassage(rows=rows)
            elif child.tag in CONTAINERS:
                yield from self.passages(child)

    def _rows(self, table: etree._Element) -> Iterator[list[list[FontPassage]]]:
        for row in _own(table, "tr"):
            hidden = is_on(row.find(f"{W}trPr/{W}hidden"))
            if row.find(f"{W}trPr/{W}del") is None and not hidden:
                yield [list(self.passages(cell)) for cell in _own(row, "tc")]

    def _paragraph(self, element: etree._Element) -> Iterator[FontPassage]:
        marks = (
            f"{kind}{mark.get(f'{W}id')}"
            for kind in NOTES
            for mark in element.iter(f"{W}{kind}Reference")
        )
        notes = [note for mark in marks for note in self.notes.get(mark, ())]
        centred = value_of(element, "pPr/jc") == "center"
        passage = FontPassage(list(self._runs(element)), centred, notes)
        if any(run.text.strip() for run in passage.runs):
            passage.number = self.numbers.before(element)
        passage.join_marks()
        yield passage
        for box in _text_boxes(element):
            yield from self.passages(box)

    def _runs(self, element: etree._Element) -> Iterator[Run]:
        """Its runs that are not hidden; a symbol in a font of its own is one too."""
        style = value_of(element, "pPr/pStyle")
        by_run = groupby(_signs(element), lambda said: (said[0].getparent(), said[0].get(FONT)))
        for (run, font), said in by_run:
            look = self.styles.of_run(run, style)
            if not look.hidden:
                text, bold = "".join(part for _, part in said), is_on(run.find(f"{W}rPr/{W}b"))
                yield Run(font or look.font, text, bold, look.capitals)


def _reader(package: XmlPackage, names: Mapping[str, str]) -> WordReader:
    theme, named, numbering, *noted = (
        package.root_or_none(names.get(kind, ""))
        for kind in ("theme", "styles", "numbering", *(f"{kind}s" for kind in NOTES))
    )
    bare = WordReader(word_styles(named, theme))
    notes = {
        f"{kind}{note.get(f'{W}id')}": [each for each in bare.passages(note) if each.says_something]
        for kind, root in zip(NOTES, noted, strict=True)
        for note in (root.iter(f"{W}{kind}") if root is not None else ())
        if note.get(f"{W}type", "normal") == "normal"
    }
    return WordReader(bare.styles, list_counters(numbering, named), notes)


def _own(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table, or cells of a row, that do not stand in another one inside it."""
    for child in parent.iter(f"{W}{name}"):
        if next(child.iterancestors(parent.tag), None) is parent:
            yield child


def paragraph_text(element: etree._Element) -> str:
    """The words of a paragraph as they are seen, drawn boxes left out."""
    return paragraphs.composed("".join(text for _, text in _signs(element)))


def _signs(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What the elements of a paragraph say, each of them with it, drawn boxes left out."""
    waiting = list(reversed(element))
    while waiting:
        node = waiting.pop()
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if name == "t":
            yield node, node.text or ""
        elif name == "sym":
            yield node, _symbol(node)
        elif name == "br":
            yield node, paragraphs.NEW_PAGE if node.get(f"{W}type") == "page" else "\n"
        elif name in SIGNS:
            yield node, SIGNS[name]
        elif name not in HIDDEN and name not in DRAWN:
            waiting.extend(reversed(node))


def _symbol(node: etree._Element) -> str:
    """The letter that is named by its code; fonts of signs show another picture instead."""
    code = node.get(f"{W}char", "")
    if SIGN_FONTS.match(node.get(FONT, "")) or not HEXADECIMAL.fullmatch(code):
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
