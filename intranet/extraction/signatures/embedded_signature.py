"""What a PDF holds of one electronic signature: its field, its time, how much it covers."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from time import monotonic
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

MAX_COMPARED = 40 * 2**20
MAX_REVISIONS = 30
MAX_OBJECTS = 12_000
MAX_PAGES = 3000
HOME = timezone(timedelta(hours=7))
WITHOUT_ZONE = re.compile(r"D:\d{4,14}$")


def signed_fields(reader: PdfFileReader) -> Iterator[Any]:
    """Signature fields with something in them; when the form was lost, those left on pages."""
    fields = [field for _, _, field in enumerate_sig_fields(reader, filled_status=True)]
    yield from fields or _stray_fields(reader.root["/Pages"])


def _stray_fields(pages: Any) -> Iterator[Any]:
    waiting, seen = [pages], 0
    while waiting and seen < MAX_PAGES:
        node, seen = waiting.pop().get_object(), seen + 1
        waiting += reversed(list(node.get("/Kids", ())))
        for mark in node.get("/Annots", ()):
            field = mark.get_object()
            if field.get("/FT") == "/Sig" and "/V" in field:
                yield field


def claimed(embedded: EmbeddedPdfSignature) -> datetime | None:
    """What the signer's machine said, aware; a time without a zone is meant as Vietnam's."""
    try:
        moment = embedded.self_reported_timestamp
    except (ValueError, TypeError, KeyError):
        return None
    if not isinstance(moment, datetime):
        return None
    attributes = embedded.signer_info["signed_attrs"]
    signed = any(attribute["type"].native == "signing_time" for attribute in attributes)
    without_zone = not signed and WITHOUT_ZONE.match(str(embedded.sig_object.get("/M", "")))
    return moment.replace(tzinfo=HOME) if moment.tzinfo is None or without_zone else moment


def iso(moment: datetime | None) -> str | None:
    """The moment in ISO, told in Vietnam's time."""
    return moment.astimezone(HOME).isoformat(timespec="seconds") if moment else None


def only_signed_on(embedded: EmbeddedPdfSignature) -> bool:
    """Whether the only fault of what was added is that the signature allowed no addition."""
    review = DEFAULT_DIFF_POLICY.review_file(
        embedded.reader, embedded.signed_revision, field_mdp_spec=embedded.fieldmdp
    )
    fine = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    return isinstance(review, DiffResult) and review.modification_level in fine


def comparable(embedded: EmbeddedPdfSignature, until: float) -> bool:
    """Whether what was added after signing can be looked through in bounded time and memory."""
    stream, table = embedded.reader.stream, embedded.reader.xrefs
    stream.seek(0, 2)
    if stream.tell() > MAX_COMPARED or table.total_revisions > MAX_REVISIONS:
        return False
    numbers = range(table.total_revisions)
    objects = sum(len(table.explicit_refs_in_revision(number)) for number in numbers)
    return objects <= MAX_OBJECTS and monotonic() < until


def whole(embedded: EmbeddedPdfSignature, coverage: SignatureCoverageLevel | None) -> bool:
    """Whether the signature covers the file to its last byte, but for itself and nothing else."""
    if coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return False
    _, first, second, rest = embedded.byte_range
    stream = embedded.reader.stream
    stream.seek(0, 2)
    if second + rest != stream.tell():
        return False
    stream.seek(first)
    return bool(re.fullmatch(rb"<[0-9A-Fa-f\s]*>", stream.read(second - first)))
