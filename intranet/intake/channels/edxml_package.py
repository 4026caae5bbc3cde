"""Packages of the state's document exchange (edXML, QCVN 102:2016/BTTTT) read with suspicion.

Pure: bytes in, values out. Names are compared without their namespace, since senders differ.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from intranet.intake.quarantine.refusals import BadPackage, NothingAttached, StatusMessage

HEAD = 4096
ROOT = re.compile(rb"<\s*(?:[\w.-]+:)?edXML\b")
MOST_ELEMENTS, DEEPEST, LONGEST_WORDS = 20_000, 40, 4000
YEAR_FIRST = re.compile(r"\s*(\d{4})[/-](\d{1,2})[/-](\d{1,2})")
DAY_FIRST = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
NEW, RECALL, UPDATE, REPLACE = range(4)


@dataclass(frozen=True)
class EdxmlReference:
    """A document that this one answers or concerns: its symbol, day, and who issued it."""

    symbol: str
    issued_on: date | None = None
    organ_id: str = ""


@dataclass(frozen=True)
class EdxmlAttachment:
    """A file of the package as it was packed: usually a ZIP of one document."""

    name: str
    data: bytes


@dataclass(frozen=True)
class EdxmlPackage:
    """What a package says of its document. `business`: 0 new, 1 recall, 2 update, 3 replacement."""

    body: str = ""
    symbol: str = ""
    issued_on: date | None = None
    kind: str = ""
    subject: str = ""
    competence: str = ""
    signer_title: str = ""
    signer: str = ""
    priority: int | None = None
    due_on: date | None = None
    responds: tuple[EdxmlReference, ...] = ()
    to_places: tuple[str, ...] = ()
    business: int = NEW
    business_reason: str = ""
    concerns: tuple[EdxmlReference, ...] = ()
    attached: tuple[EdxmlAttachment, ...] = ()


def is_edxml(head: bytes) -> bool:
    """Whether a file that begins with these bytes is such a package; junk may stand before it."""
    return bool(ROOT.search(head[:HEAD].replace(b"\0", b"")))


def parse(data: bytes) -> EdxmlPackage:
    """What the package says, and its files.

    Raises BadPackage, StatusMessage, NothingAttached.
    """
    root = _tree(data)
    header = _find(root, "MessageHeader")
    files = tuple(_attached(root))
    if header is None:
        raise BadPackage
    if not files:
        status = _find(root, "StatusCode") is not None
        raise StatusMessage if status else NothingAttached
    return _package(root, header, files)


def _package(root: Element, header: Element, files: tuple[EdxmlAttachment, ...]) -> EdxmlPackage:
    identity = _reference(header)
    business = _find(root, "Bussiness")
    return EdxmlPackage(
        body=_words(header, "From", "OrganName"),
        symbol=identity.symbol,
        issued_on=day(_words(header, "PromulgationInfo", "PromulgationDate")) or identity.issued_on,
        kind=_words(header, "DocumentType", "TypeName"),
        subject=_words(header, "Subject"),
        competence=_words(header, "SignerInfo", "Competence"),
        signer_title=_words(header, "SignerInfo", "Position"),
        signer=_words(header, "SignerInfo", "FullName"),
        priority=_number(_words(header, "OtherInfo", "Priority")),
        due_on=day(_words(header, "DueDate")),
        responds=tuple(map(_reference, _children(header, "ResponseFor"))),
        to_places=tuple(filter(None, map(_plain, _children(_child(header, "ToPlaces"), "Place")))),
        business=_number(_words(business, "BussinessDocType")) or NEW,
        business_reason=_words(business, "BussinessDocReason"),
        concerns=tuple(_concerned(business)),
        attached=files,
    )


def _concerned(business: Element | None) -> Iterator[EdxmlReference]:
    """The documents that a recall, update or replacement is about."""
    if business is None:
        return
    replaced = _children(_child(business, "ReplacementInfoList"), "ReplacementInfo")
    for element in (business, *replaced):
        if reference := identity_of(_words(element, "DocumentId")):
            yield reference


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
    parts: Sequence[str] = ()
    if match := YEAR_FIRST.match(written):
        parts = match.groups()
    elif match := DAY_FIRST.match(written):
        parts = match.groups()[::-1]
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def _attached(root: Element) -> Iterator[EdxmlAttachment]:
    for attachment in _children(_find(root, "AttachmentEncoded"), "Attachment"):
        coded = _child(attachment, "ContentTransferEncoded")
        coded_text = "".join((coded.text or "").split()) if coded is not None else ""
        try:
            data = base64.b64decode(coded_text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise BadPackage from error
        if data:
            yield EdxmlAttachment(_words(attachment, "AttachmentName"), data)


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


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(element: Element | None, name: str) -> list[Element]:
    return [child for child in element if _name(child) == name] if element is not None else []


def _child(element: Element | None, name: str) -> Element | None:
    return next(iter(_children(element, name)), None)


def _find(root: Element, name: str) -> Element | None:
    return next((element for element in root.iter() if _name(element) == name), None)


def _words(element: Element | None, *path: str) -> str:
    for name in path:
        element = _child(element, name)
    return _plain(element) if element is not None else ""


def _plain(element: Element) -> str:
    return " ".join((element.text or "").split())[:LONGEST_WORDS]


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else None
