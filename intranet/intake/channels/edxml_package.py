"""Packages of the state's document exchange (edXML, QCVN 102:2016/BTTTT) read with suspicion.

Pure: bytes in, values out. Names are compared without their namespace, since senders differ.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from intranet.core.application import number_in
from intranet.intake.quarantine.refusals import BadPackage, NothingAttached, StatusMessage

HEAD = 4096
ROOT = re.compile(rb"<\s*(?:[\w.-]+:)?edXML\b")
MOST_ELEMENTS, DEEPEST, LONGEST_WORDS = 20_000, 40, 4000
YEAR_FIRST = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
NEW, RECALL, UPDATE, REPLACE = range(4)


class EdxmlReference(NamedTuple):
    """A document that this one answers or concerns: its symbol, day, and who issued it."""

    symbol: str
    issued_on: date | None = None
    organ_id: str = ""


@dataclass(frozen=True)
class EdxmlPackage:
    """What a package says of its document. `business`: 0 new, 1 recall, 2 update, 3 replacement.

    `attached` are its files by name as they were packed: usually a ZIP of one document.
    """

    body: str = ""
    symbol: str = ""
    issued_on: date | None = None
    kind: str = ""
    subject: str = ""
    signer_title: str = ""
    signer: str = ""
    priority: int | None = None
    due_on: date | None = None
    responds: tuple[EdxmlReference, ...] = ()
    to_places: tuple[str, ...] = ()
    business: int = NEW
    business_reason: str = ""
    concerns: tuple[EdxmlReference, ...] = ()
    attached: tuple[tuple[str, bytes], ...] = ()


def is_edxml(head: bytes) -> bool:
    """Whether a file that begins with these bytes is such a package; junk may stand before it."""
    return bool(ROOT.search(head[:HEAD].replace(b"\0", b"")))


def parse(data: bytes) -> EdxmlPackage:
    """What the package says, and its files.

    Raises BadPackage, StatusMessage, NothingAttached.
    """
    root = _tree(data)
    header = root.find(".//{*}MessageHeader")
    files = tuple(_attached(root))
    if header is None:
        raise BadPackage
    if not files:
        raise NothingAttached if root.find(".//{*}StatusCode") is None else StatusMessage
    return _package(root, header, files)


def _package(root: Element, header: Element, files: tuple[tuple[str, bytes], ...]) -> EdxmlPackage:
    identity = _reference(header)
    business = root.find(".//{*}Bussiness")
    asked = Element("Bussiness") if business is None else business
    replaced = asked.iterfind("{*}ReplacementInfoList/{*}ReplacementInfo")
    concerned = (identity_of(_words(element, "DocumentId")) for element in (asked, *replaced))
    return EdxmlPackage(
        body=_words(header, "From", "OrganName"),
        symbol=identity.symbol,
        issued_on=day(_words(header, "PromulgationInfo", "PromulgationDate")) or identity.issued_on,
        kind=_words(header, "DocumentType", "TypeName"),
        subject=_words(header, "Subject"),
        signer_title=_words(header, "SignerInfo", "Position"),
        signer=_words(header, "SignerInfo", "FullName"),
        priority=number_in(_words(header, "OtherInfo", "Priority"), 999),
        due_on=day(_words(header, "DueDate")),
        responds=tuple(map(_reference, header.iterfind("{*}ResponseFor"))),
        to_places=tuple(filter(None, map(_plain, header.iterfind("{*}ToPlaces/{*}Place")))),
        business=number_in(_words(asked, "BussinessDocType"), 999) or NEW,
        business_reason=_words(asked, "BussinessDocReason"),
        concerns=tuple(filter(None, concerned)),
        attached=files,
    )


def _reference(element: Element) -> EdxmlReference:
    number = _words(element, "Code", "CodeNumber")
    notation = _words(element, "Code", "CodeNotation")
    named = identity_of(_words(element, "DocumentId")) or EdxmlReference("")
    written = number if "/" in number else "/".join(filter(None, (number, notation)))
    return EdxmlReference(
        symbol=written if number else named.symbol,
        issued_on=day(_words(element, "PromulgationDate")) or named.issued_on,
        organ_id=_words(element, "OrganId") or named.organ_id,
    )


def identity_of(document_id: str) -> EdxmlReference | None:
    """The document that a DocumentId names: "000.00.00.G22,2015/09/30,7816/VPCP-TTĐT"."""
    parts = [part.strip() for part in document_id.split(",", 2)]
    if len(parts) < 3 or not parts[2]:
        return None
    return EdxmlReference(parts[2], day(parts[1]), parts[0])


def day(written: str) -> date | None:
    """The day of yyyy/mm/dd (with or without a time) or dd/mm/yyyy; None when it is none."""
    for pattern, order in ((YEAR_FIRST, 1), (DAY_FIRST, -1)):
        if match := pattern.match(written.strip()):
            with suppress(ValueError):
                return date(*map(int, match.groups()[::order]))
    return None


def _attached(root: Element) -> Iterator[tuple[str, bytes]]:
    for attachment in root.iterfind(".//{*}AttachmentEncoded/{*}Attachment"):
        coded = attachment.findtext("{*}ContentTransferEncoded", "")
        try:
            data = base64.b64decode("".join(coded.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise BadPackage from error
        if data:
            yield _words(attachment, "AttachmentName"), data


class _Bounded(TreeBuilder):
    """A tree that stops growing: millions of empty elements fit into a small file."""

    def __init__(self) -> None:
        super().__init__()
        self.count = self.depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self.count, self.depth = self.count + 1, self.depth + 1
        if self.count > MOST_ELEMENTS or self.depth > DEEPEST:
            raise BadPackage
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def _tree(data: bytes) -> Element:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
    try:
        parser.feed(data if wide else data[max(data.find(b"<"), 0) :])
        root: Element = parser.close()
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise BadPackage from error
    return root


def _words(element: Element, *path: str) -> str:
    words = element.find("/".join(f"{{*}}{name}" for name in path))
    return "" if words is None else _plain(words)


def _plain(element: Element) -> str:
    return " ".join((element.text or "").split())[:LONGEST_WORDS]
