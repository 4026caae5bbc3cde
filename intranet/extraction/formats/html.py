"""Web pages as text: plain HTML, what Word saves as a web page, and MHT. Nothing is fetched."""

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.font_runs import BREAK, FontPassage, Run
from intranet.extraction.formats.format_reading import FormatReading, passages_reading
from intranet.extraction.formats.text_decoding import unicode_of

LARGEST = 40 * 2**20  # bytes
DECLARED = re.compile(rb"charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
MOST_TAGS, MOST_PARTS = 600_000, 2000
HEAD = 4096
MAIL = re.compile(
    rb"\s*(?:mime-version|from|date|x-ms-[\w-]+|subject|snapshot-content-location)\s*:", re.I
)
UNSEEN_WORDS = """
script style head template noscript iframe object embed applet svg math xml select
option textarea button canvas audio video title meta link del
"""
BLOCKS_WORDS = """
p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre hr tr td th body section
article header footer main address center form fieldset nav aside caption figure
"""
UNSEEN, BLOCKS = frozenset(UNSEEN_WORDS.split()), frozenset(BLOCKS_WORDS.split())
HEADINGS = frozenset(("h1", "h2", "h3", "b", "strong", "th"))
SPACES = re.compile(r"[ \t\r\n\f]+")
FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^;\"',}]+)", re.IGNORECASE)
RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
NEXT_PAGE = re.compile(r"page-break-before\s*:\s*always|break-before\s*:\s*page", re.IGNORECASE)
CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


def read_html(path: Path) -> FormatReading:
    """The text that a browser would show, tables by row; old letters in Unicode.

    The declared encoding is respected, Unicode that is plainly Unicode comes first. Of an MHT
    each page within is read. Raises BrokenFile or TooLarge.
    """
    data = path.read_bytes()
    if len(data) > LARGEST or data.count(b"<") > MOST_TAGS or data.count(b"\n--") > MOST_PARTS:
        raise TooLarge
    webs = [data] if not MAIL.match(data) else list(_webs(data))
    passages: list[FontPassage] = []
    for web in webs:  # each begins a page of ours
        passages += [FontPassage([BREAK])] if passages else []
        passages += HtmlFlow(_root(web)).passages()
    return passages_reading(passages)


def _webs(data: bytes) -> Iterator[bytes]:
    """The pages of an MHT in UTF-8, the text of a mail when it has none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    parts = [part for part in message.walk() if isinstance(part, EmailMessage)]
    for kind in ("text/html", "text/plain"):
        matching = [part for part in parts if part.get_content_type() == kind]
        for part in matching:
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield _plain(content, part.get_content_charset("")).encode()
        if matching:
            return
    raise BrokenFile


def _plain(data: bytes, declared: str = "") -> str:
    """The letters of a page: Unicode when they plainly are, else as declared, else Western."""
    if encoding := unicode_of(data):
        return data.decode(encoding, "replace")
    named = DECLARED.search(data[:HEAD])
    declared = declared or (named[1].decode() if named else "")
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        name = "latin-1"
    return data.decode("latin-1" if name.startswith(("utf", "ascii")) else name, "replace")


def _root(data: bytes) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    text = _plain(data).replace("\0", "")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile from error
    if root is None:
        raise BrokenFile
    return root


@dataclass(frozen=True)
class HtmlStyle:
    """What holds for text at one place."""

    font: str = ""
    bold: bool = False
    centred: bool = False
    kept: bool = False  # white space as it is written


class HtmlFlow:
    """Reads one parsed page."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._fonts = _fonts_of_classes(root)

    def passages(self) -> list[FontPassage]:
        """Paragraphs and tables in their order."""
        return self._blocks(self._root, HtmlStyle(self._fonts.get("body", "")))

    def _blocks(self, element: etree._Element, look: HtmlStyle) -> list[FontPassage]:
        passages = [FontPassage()]
        self._read(element, look, passages)
        return [passage for passage in passages if passage.says_something]

    def _read(self, element: etree._Element, look: HtmlStyle, passages: list[FontPassage]) -> None:
        self._say(element.text, look, passages)
        for child in element:
            name = child.tag.lower() if isinstance(child.tag, str) else ""
            if name and name not in UNSEEN and not _is_hidden(child):
                self._enter(child, name, look, passages)
            self._say(child.tail, look, passages)

    def _enter(
        self, child: etree._Element, name: str, look: HtmlStyle, passages: list[FontPassage]
    ) -> None:
        inner = self._look(child, name, look)
        if NEXT_PAGE.search(child.get("style", "")):
            passages.append(FontPassage([BREAK]))
        if name == "br":
            self._say("\n", replace(look, kept=True), passages)
        elif name == "table":
            passages += [FontPassage(rows=self._rows(child, inner)), FontPassage()]
        elif name in BLOCKS:
            passages.append(FontPassage(centred=inner.centred))
            self._read(child, inner, passages)
            passages.append(FontPassage(centred=look.centred))
        else:
            self._read(child, inner, passages)

    def _rows(self, table: etree._Element, look: HtmlStyle) -> list[list[list[FontPassage]]]:
        return [
            [
                self._blocks(cell, self._look(cell, str(cell.tag), look))
                for cell in row
                if cell.tag in ("td", "th")
            ]
            for row in table.iter("tr")
            if next(row.iterancestors("table"), None) is table and not _is_hidden(row)
        ]

    def _look(self, element: etree._Element, name: str, look: HtmlStyle) -> HtmlStyle:
        style = element.get("style", "")
        own = FAMILY.search(style)
        named = (self._fonts.get(word) for word in (*element.get("class", "").split(), name))
        font = own[1].strip() if own else element.get("face") or next(filter(None, named), "")
        placed = name == "center" or element.get("align", "").lower() == "center"
        centred = placed or bool(CENTRED.search(style))
        aligned = element.get("align") or "text-align" in style.lower()
        return replace(
            look,
            font=font.split(",")[0].strip("\"' ") or look.font,
            bold=look.bold or name in HEADINGS or bool(BOLD.search(style)),
            centred=centred if aligned or centred else look.centred,
            kept=look.kept or name == "pre",
        )

    def _say(self, text: str | None, look: HtmlStyle, passages: list[FontPassage]) -> None:
        if not text:
            return
        if passages[-1].rows:
            passages.append(FontPassage(centred=look.centred))
        passage = passages[-1]
        first = next((run for run in passage.runs if run.text.strip()), None)
        if first is None and text.strip():
            passage.centred = look.centred
        said = text if look.kept else SPACES.sub(" ", text)
        # The first words decide whether a paragraph is bold.
        passage.runs.append(Run(look.font, said, (first or look).bold))


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style", "")))


def _fonts_of_classes(root: etree._Element) -> dict[str, str]:
    """Fonts by class or element, as the style sheet of the page says."""
    fonts: dict[str, str] = {}
    for sheet in root.iter("style"):
        for selectors, rules in RULE.findall(sheet.text or ""):
            family = FAMILY.search(rules)
            for selector in selectors.split(",") if family and "@" not in selectors else ():
                name = selector.strip().rsplit(".", 1)[-1]
                if family and name.replace("-", "").replace("_", "").isalnum():
                    fonts[name] = family[1].strip()
    return fonts
