"""Web pages as text: plain HTML, what Word saves as a web page, and MHT. Nothing is fetched."""

import codecs
import email
import email.policy
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

from lxml import etree

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.font_runs import FontRuns
from intranet.extraction.formats.format_reading import FormatReading, document_reading
from intranet.extraction.formats.html.flow import HtmlFlow, HtmlPassage
from intranet.extraction.formats.text_decoding import unicode_of
from intranet.extraction.layout.paragraphs import Cell, Paragraph, of_table, pieces

LARGEST = 40 * 2**20  # bytes
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
MOST_TAGS, MOST_PARTS = 600_000, 2000
HEAD = 4096
MAIL = re.compile(
    rb"\s*(?:mime-version|from|date|x-ms-[\w-]+|subject|snapshot-content-location)\s*:", re.I
)


def read_html(path: Path) -> FormatReading:
    """The text that a browser would show, tables by row; old letters in Unicode.

    The declared encoding is respected, Unicode that is plainly Unicode comes first. Of an MHT
    each page within is read. Raises BrokenFile or TooLarge.
    """
    data = path.read_bytes()
    if len(data) > LARGEST or data.count(b"<") > MOST_TAGS or data.count(b"\n--") > MOST_PARTS:
        raise TooLarge
    webs = [data] if not MAIL.match(data) else list(_webs(data))
    passages = [list(_passages(web)) for web in webs]
    runs = [run for web in passages for passage in web for run in passage.all_runs()]
    fonts = FontRuns(runs)
    paragraphs = (paragraph for web in passages for paragraph in _page(web, fonts))
    return document_reading(paragraphs, reason=fonts.reason)


def _page(passages: Sequence[HtmlPassage], fonts: FontRuns) -> Iterator[Paragraph]:
    """The paragraphs of one web page; the first begins a page of ours."""
    first = True
    for passage in passages:
        for paragraph in _finished(passage, fonts):
            yield replace(paragraph, breaks=True) if first else paragraph
            first = False


def _finished(passage: HtmlPassage, fonts: FontRuns) -> Iterator[Paragraph]:
    if passage.rows:
        rows: list[list[Cell]] = [
            [[done for part in cell for done in _finished(part, fonts)] for cell in row]
            for row in passage.rows
        ]
        yield from of_table(rows)
        return
    text = "".join(fonts.unicode(font, text) for font, text in passage.runs)
    yield from pieces(text, passage.bold, passage.centred)


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
    encoding = unicode_of(data)
    if encoding:
        return data.decode(encoding, "replace")
    named = DECLARED.search(data[:HEAD])
    declared = declared or (named[1].decode() if named else "")
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        name = "latin-1"
    return data.decode("latin-1" if name.startswith(("utf", "ascii")) else name, "replace")


def _passages(data: bytes) -> Iterator[HtmlPassage]:
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
    yield from HtmlFlow(root).passages()
