"""Checks of the signatures in a PDF. Loads much: imported only when a file may be signed."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    PdfSignatureStatus,
    SignatureCoverageLevel,
)
from pyhanko_certvalidator import ValidationContext

from intranet.extraction.signatures import certificates, notes
from intranet.extraction.signatures import embedded_signature as signed
from intranet.extraction.signatures.certificates import TrustAnchors
from intranet.extraction.values import FileSignature

MAX_SIGNATURES = 20
COMPARING_SECONDS = 10
# Certificates of Vietnamese officials have both; of some ministries only the second.
USAGE = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
PARTS = (SignatureCoverageLevel.UNCLEAR, SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START)
OLD_KINDS = ("/adbe.pkcs7.sha1", "/adbe.x509.rsa_sha1")
BROKEN = FileSignature("", note=notes.BROKEN)
_Status = PdfSignatureStatus | DocumentTimestampStatus

log = logging.getLogger(__name__)
# An unknown root is an ordinary answer here, not an incident with a traceback.
for library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(library).setLevel(logging.CRITICAL)


def checked_signatures(path: Path, roots: Iterable[Path]) -> tuple[FileSignature, ...]:
    """Every signature of a PDF in the order of signing; see `file_signatures.signatures_of`."""
    anchors = certificates.trust_anchors(roots)
    with path.open("rb") as stream:
        reader = PdfFileReader(stream, strict=False)
        if reader.encrypted:
            reader.decrypt("")
        fields = list(islice(signed.signed_fields(reader), MAX_SIGNATURES + 1))
        until = monotonic() + COMPARING_SECONDS
        checks = [_check(reader, field, anchors, until) for field in fields[:MAX_SIGNATURES]]
        said = [check.said() if check else BROKEN for check in sorted(checks, key=_end)]
        return (*said, FileSignature("", note=notes.TOO_MANY))[: len(fields)]


def _check(
    reader: PdfFileReader, field: Any, anchors: TrustAnchors | None, until: float
) -> "_SignatureCheck | None":
    """None when what stands in the field cannot be read as anybody's signature at all."""
    try:
        embedded = EmbeddedPdfSignature(reader, field, "")
        name, organisation = certificates.holder(embedded.signer_cert)
    except Exception:
        # Whatever a foreign signature holds, the others in the file must still be told of.
        log.info("A signature cannot be taken apart", exc_info=True)
        return None
    return _SignatureCheck(embedded, anchors, name, organisation, until)


def _end(check: "_SignatureCheck | None") -> int:
    """Each signature reaches further into the file than those before it."""
    try:
        parts = check.embedded.byte_range if check else None
        return int(parts[2] + parts[3]) if parts else -1
    except (TypeError, ValueError, IndexError):
        return -1


@dataclass(frozen=True)
class _SignatureCheck:
    """One readable signature and the roots that it is held against.

    Later additions to the file are looked through until the clock (monotonic) says `until`.
    """

    embedded: EmbeddedPdfSignature
    anchors: TrustAnchors | None
    name: str
    organisation: str
    until: float

    def said(self) -> FileSignature:
        """All answers together; who signed and a note when they cannot be given."""
        try:
            return self._signature()
        except Exception:
            # Old kinds, unknown algorithms and damage: said, never guessed.
            log.info("A signature cannot be checked", exc_info=True)
            told = signed.iso(signed.claimed(self.embedded))
            old = self.embedded.sig_object.get("/SubFilter") in OLD_KINDS
            note = notes.OLD_KIND if old else notes.UNCHECKED
            return FileSignature(self.name, self.organisation, told, note=note)

    def _signature(self) -> FileSignature:
        """Raises whatever the library finds wrong with the structure."""
        if self.embedded.sig_object_type == "/DocTimeStamp":
            return self._document_time_stamp()
        stamped = self._stamped_at()
        told = stamped or signed.claimed(self.embedded)
        moment = told or datetime.now(UTC)
        status = self._status(moment, compare=signed.comparable(self.embedded, self.until))
        time_stands = bool(status.timestamp_validity and status.timestamp_validity.trusted)
        said = self._notes(status, moment, stamped is not None, time_stands)
        in_time = time_stands or certificates.valid_at(self.embedded.signer_cert, datetime.now(UTC))
        # A claimed time proves nothing once the certificate has run out.
        trusted = _known(status) and in_time
        return replace(self._answer(status, told, said, trusted), timestamped=stamped is not None)

    def _answer(
        self, status: _Status, told: datetime | None, said: Iterable[str], trusted: bool
    ) -> FileSignature:
        return FileSignature(
            self.name,
            self.organisation,
            signed.iso(told),
            timestamped=True,
            intact=status.intact and status.valid,
            whole=signed.whole(self.embedded, status.coverage),
            trusted=trusted if self.anchors else None,
            note=" ".join(said),
        )

    def _status(self, moment: datetime, *, compare: bool) -> PdfSignatureStatus:
        contexts = self._context(moment), self._context(moment)
        status: PdfSignatureStatus = validate_pdf_signature(
            self.embedded, *contexts, key_usage_settings=USAGE, skip_diff=not compare
        )
        return status

    def _context(self, moment: datetime) -> ValidationContext:
        anchors = self.anchors or TrustAnchors()
        return ValidationContext(
            trust_roots=list(anchors.roots),
            other_certs=list(anchors.between),
            moment=moment,
            allow_fetching=False,
            # SHA-1 is still met on documents of 2025: told in a note, not refused.
            weak_hash_algos={"md2", "md5"},
        )

    def _stamped_at(self) -> datetime | None:
        """The time of a time stamp token that belongs to this very signature."""
        status = self._status(datetime.now(UTC), compare=False)
        token = status.timestamp_validity
        return token.timestamp if token and token.intact and token.valid else None

    def _notes(
        self, status: PdfSignatureStatus, moment: datetime, stamped: bool, time_stands: bool
    ) -> Iterator[str]:
        yield from self._notes_of_content(status)
        if not stamped:
            yield notes.CLAIMED
        elif self.anchors and not time_stands:
            yield notes.STAMP_UNKNOWN
        yield from self._notes_of_certificate(status, moment, time_stands)
        if status.md_algorithm in ("sha1", "md5", "md2"):
            yield notes.WEAK
        yield notes.REVOCATION

    def _notes_of_content(self, status: _Status) -> Iterator[str]:
        if not (status.intact and status.valid):
            yield notes.NOT_INTACT
        elif status.coverage in PARTS:
            yield notes.PARTIAL
        elif not signed.whole(self.embedded, status.coverage):
            if status.docmdp_ok is None:
                yield notes.UNCOMPARED
            elif status.docmdp_ok:
                yield notes.ADDED
            else:
                yield notes.LOCKED if signed.only_signed_on(self.embedded) else notes.CHANGED

    def _notes_of_certificate(
        self, status: PdfSignatureStatus, moment: datetime, time_stands: bool
    ) -> Iterator[str]:
        certificate = self.embedded.signer_cert
        in_time = time_stands or certificates.valid_at(certificate, datetime.now(UTC))
        if not certificates.valid_at(certificate, moment):
            yield notes.EXPIRED
        elif self.anchors and not in_time:
            yield notes.EXPIRED_SINCE
        elif self.anchors and not _known(status):
            yield notes.UNKNOWN_ROOT
        if self.anchors is None:
            yield notes.NO_ROOTS

    def _document_time_stamp(self) -> FileSignature:
        content = self.embedded.signed_data["encap_content_info"]["content"]
        moment: datetime = content.parsed["gen_time"].native
        skip = not signed.comparable(self.embedded, self.until)
        status = validate_pdf_timestamp(self.embedded, self._context(moment), skip_diff=skip)
        said = [*self._notes_of_content(status), notes.TIME_STAMP, notes.REVOCATION]
        return self._answer(status, moment, said, _known(status))


def _known(status: _Status) -> bool:
    """Whether the certificate leads to a root of ours; says nothing about the content."""
    return status.valid and status.trust_problem_indic is None
