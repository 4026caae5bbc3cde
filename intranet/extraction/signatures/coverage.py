"""How much of a PDF a signature covers, and what was added behind it."""

import re
from time import monotonic

from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

MAX_COMPARED = 40 * 2**20
MAX_REVISIONS = 30
MAX_OBJECTS = 12_000


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
    hole = stream.read(second - first)
    return bool(re.fullmatch(rb"<[0-9A-Fa-f\s]*>", hole))
