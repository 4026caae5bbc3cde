"""Electronic signatures in a file (chữ ký số): who signed, when, and what holds."""

import logging
import mmap
import zipfile
from pathlib import Path

import pypdfium2

from intranet.extraction.values import Signature

OFFICE = "Tệp có chữ ký số Office, chưa kiểm tra. Hãy mở bản gốc bằng phần mềm đã ký để xem."
UNREADABLE = "Tệp có chữ ký số nhưng không đọc được: cấu trúc chữ ký bất thường."
BROKEN = "Có một chữ ký số hỏng: không đọc được ai ký. Hãy lấy lại bản gốc từ nơi gửi."
OLD_KIND = "Chữ ký kiểu cũ, cổng không kiểm tra được. Hãy mở bản gốc bằng phần mềm đã ký để xem."
UNCHECKED = "Không kiểm tra được chữ ký này: cấu trúc bất thường hoặc thuật toán lạ."
TOO_MANY = "Tệp còn những chữ ký khác, chưa kiểm tra vì quá nhiều."
NOT_INTACT = (
    "Nội dung không còn khớp với chữ ký: tệp đã bị sửa, hoặc được phần mềm khác lưu lại "
    "sau khi ký. Hãy lấy bản gốc từ nơi gửi."
)
PARTIAL = "Chữ ký chỉ bao trùm một phần tệp: phần còn lại không được bảo đảm."
ADDED = "Sau chữ ký này tệp chỉ được ký thêm hoặc điền biểu mẫu."
LOCKED = "Chữ ký này khóa tệp, nhưng về sau tệp vẫn được ký thêm hoặc điền biểu mẫu."
CHANGED = (
    "Sau chữ ký này tệp còn được sửa ngoài phần ký thêm và điền biểu mẫu: "
    "hãy đối chiếu với bản gốc."
)
UNCOMPARED = "Sau chữ ký này tệp còn được ghi thêm; tệp quá lớn nên chưa so được phần ghi thêm."
CLAIMED = "Giờ ký do máy người ký khai, không có dấu thời gian."
STAMP_UNKNOWN = "Dấu thời gian không do nơi mà cơ quan tin cậy cấp."
EXPIRED = "Chứng thư không còn hạn (hoặc chưa có hiệu lực) lúc ký."
EXPIRED_SINCE = "Chứng thư nay đã hết hạn, không có dấu thời gian tin cậy để biết ký khi còn hạn."
UNKNOWN_ROOT = "Chứng thư không dẫn về gốc nào mà cơ quan tin cậy."
NO_ROOTS = "Cơ quan chưa đặt danh sách chứng thư gốc nên chưa biết có tin được không."
TIME_STAMP = "Đây là dấu thời gian của cả tệp, không phải chữ ký của người hay cơ quan."
WEAK = "Chữ ký dùng thuật toán băm cũ (SHA-1 hoặc MD5), dễ bị làm giả."
REVOCATION = "Thu hồi chứng thư: không kiểm tra được khi ngoại tuyến."
ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
IN_PACKAGE = ("_xmlsignatures/", "meta-inf/documentsignatures.xml")
IN_OLE = tuple(name.encode("utf-16-le") for name in ("_xmlsignatures", "_signatures"))

log = logging.getLogger(__name__)


def signatures_of(path: Path, roots: Path | None) -> tuple[Signature, ...]:
    """Every electronic signature of the file in the order of signing; () when there is none.

    Trust is decided by the certificates in the folder `roots` (see `certificates.anchors_of`);
    without one `trusted` is None. Nothing is ever fetched: revocation is not looked at. PDF
    signatures (ISO 32000-2, 12.8) are checked; those of office files are only noticed. Raises
    nothing: what cannot be checked has a note that says so.
    """
    try:
        if not _may_be_signed(path):
            return ()
        if _begins(path, (ZIP, OLE)):
            return (Signature("", note=OFFICE),)
        # Costs a second and 30 MB, which unsigned files need not pay.
        from intranet.extraction.signatures.checks import checked

        return checked(path, roots)
    except (MemoryError, RecursionError):
        return (Signature("", note=UNREADABLE),)
    except Exception:
        # A foreign file may break the library in any way; its text must still be read.
        log.exception("Signatures of %s cannot be read", path.name)
        return (Signature("", note=UNREADABLE),)


def _may_be_signed(path: Path) -> bool:
    """A look that costs milliseconds; says yes too often rather than too seldom."""
    if path.stat().st_size == 0:
        return False
    if _begins(path, (ZIP,)):
        return _package_is_signed(path)
    if _begins(path, (OLE,)):
        return _holds(path, IN_OLE)
    if _begins(path, (PDF,)):
        return _holds(path, (b"/ByteRange",)) or _signature_fields(path)
    return False


def _begins(path: Path, marks: tuple[bytes, ...]) -> bool:
    """PDF readers allow up to 1024 bytes before the mark."""
    with path.open("rb") as stream:
        head = stream.read(1024)
    return any(mark in head if mark == PDF else head.startswith(mark) for mark in marks)


def _holds(path: Path, marks: tuple[bytes, ...]) -> bool:
    with (
        path.open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        return any(content.find(mark) >= 0 for mark in marks)


def _package_is_signed(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return any(name.lower().startswith(IN_PACKAGE) for name in package.namelist())
    except zipfile.BadZipFile:
        return False


def _signature_fields(path: Path) -> bool:
    """Fields of a form that lies in a compressed part of the file."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            return int(pypdfium2.raw.FPDF_GetSignatureCount(document)) > 0
    except pypdfium2.PdfiumError:
        return False
