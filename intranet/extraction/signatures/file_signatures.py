"""Electronic signatures in a file (chữ ký số): who signed, when, and what holds."""

import logging
import mmap
import zipfile
from collections.abc import Iterable
from pathlib import Path

from intranet.extraction.signatures.notes import OFFICE, UNREADABLE
from intranet.extraction.values import FileSignature

ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
HEAD = 1024  # bytes that PDF readers allow before the mark
IN_PACKAGE = ("_xmlsignatures/", "meta-inf/documentsignatures.xml")
IN_OLE = tuple(name.encode("utf-16-le") for name in ("_xmlsignatures", "_signatures"))

log = logging.getLogger(__name__)


def signatures_of(path: Path, roots: Iterable[Path] = ()) -> tuple[FileSignature, ...]:
    """Every electronic signature of the file in the order of signing; () when there is none.

    Trust is decided by the certificates in the files `roots` (see `certificates.trust_anchors`);
    without any `trusted` is None. Nothing is ever fetched: revocation is not looked at. PDF
    signatures (ISO 32000-2, 12.8) are checked; those of office files are only noticed. Raises
    nothing: what cannot be checked has a note that says so.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        if not _may_be_signed(path, head):
            return ()
        if head.startswith((ZIP, OLE)):
            return (FileSignature("", note=OFFICE),)
        # A heavy library: costs a second and 30 MB, which unsigned files need not pay.
        from intranet.extraction.signatures.checks import checked_signatures

        return checked_signatures(path, roots)
    except Exception as error:
        # A foreign file may break the library in any way; its text must still be read.
        if not isinstance(error, MemoryError | RecursionError):
            log.exception("Signatures of %s cannot be read", path.name)
        return (FileSignature("", note=UNREADABLE),)


def _may_be_signed(path: Path, head: bytes) -> bool:
    """A look that costs milliseconds; says yes too often rather than too seldom."""
    if head.startswith(ZIP):
        return _package_is_signed(path)
    if head.startswith(OLE):
        return _holds(path, IN_OLE)
    return PDF in head and (_holds(path, (b"/ByteRange",)) or _signature_fields(path))


def _holds(path: Path, marks: tuple[bytes, ...]) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(mark) >= 0 for mark in marks)


def _package_is_signed(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return any(name.lower().startswith(IN_PACKAGE) for name in package.namelist())
    except zipfile.BadZipFile:
        return False


def _signature_fields(path: Path) -> bool:
    """Fields of a form that lies in a compressed part of the file."""
    # A heavy library: only PDF files need it.
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path.read_bytes()) as document:
            return int(pypdfium2.raw.FPDF_GetSignatureCount(document)) > 0
    except pypdfium2.PdfiumError:
        return False
