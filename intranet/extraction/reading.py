"""One file read from beginning to end: its pages, its facts, and what a person must know."""

import hashlib
import logging
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from intranet.extraction.docx import read_docx
from intranet.extraction.errors import ExtractionError, SecretMark, TooLarge, UnknownKind
from intranet.extraction.facts import read_facts
from intranet.extraction.package import has_macros
from intranet.extraction.pdf_reading import PASTED, read_pdf
from intranet.extraction.sniffing import MEDIA, FileKind, sniff
from intranet.extraction.values import Extraction, Facts, Line, Page
from intranet.language.secrecy import Secrecy, examine, examine_file_name

MAX_BYTES = 100 * 2**20
MAX_PAGES = 2000
MAX_LETTERS = 20_000_000
KEPT_UNREAD = {
    "doc": "Tệp Word đời cũ (.doc)",
    "rtf": "Tệp RTF",
    "odt": "Tệp OpenDocument",
    "xlsx": "Bảng tính",
    "xls": "Bảng tính đời cũ",
    "pptx": "Bài trình chiếu",
    "ppt": "Bài trình chiếu đời cũ",
    "image": "Tệp ảnh",
}
NOT_TAKEN = {
    "html": "Tệp là trang web (HTML), dù tên tệp có thể ghi khác. Hãy lưu thành PDF hoặc DOCX.",
    "text": "Tệp chữ thuần không có thể thức văn bản. Hãy gửi bản PDF hoặc DOCX.",
    "zip": "Tệp nén. Hãy giải nén và gửi từng văn bản.",
}
FAILED = "Không đọc được tệp: cấu trúc bất thường. Hãy mở, lưu lại rồi gửi lại."
NO_TEXT = "Tệp không có nội dung chữ: cần nhận dạng hoặc nhập thông tin bằng tay."
MACROS = "Tệp có chứa macro: chỉ mở bản gốc khi biết rõ nơi gửi."
REVIEW = "Nội dung có chỗ giống dấu chỉ độ mật: hãy xem kỹ trước khi phát hành."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Reading:
    """What the reader of one kind of file gives."""

    pages: tuple[Page, ...] = ()
    lines: tuple[Line, ...] = ()
    warnings: tuple[str, ...] = ()
    needs_recognition: bool = False


def extract(
    path: Path | str,
    *,
    name: str | None = None,
    max_bytes: int = MAX_BYTES,
    max_pages: int = MAX_PAGES,
    recognised: Mapping[int, Page] | None = None,
    forced: Mapping[int, str] | None = None,
    converted: Path | None = None,
    roots: Path | None = None,
) -> Extraction:
    """Everything the file says, or a refusal with its reason in Vietnamese; raises nothing.

    Works in this process: for files from outside use `isolated.extract_isolated`.
    """
    path = Path(path)
    shown = name or path.name
    found = FileKind("unknown", MEDIA["unknown"])
    try:
        _check_size(path, max_bytes)
        found = sniff(path)
        return _extracted(path, shown, found, max_pages)
    except ExtractionError as error:
        return refused(path, shown, str(error), found)
    except (MemoryError, RecursionError):
        return refused(path, shown, TooLarge.message, found)
    except Exception:
        # A foreign file may break any library in any way; whoever sent it must get an answer.
        log.exception("Reading %s failed", shown)
        return refused(path, shown, FAILED, found)


def refused(path: Path, name: str, reason: str, found: FileKind | None = None) -> Extraction:
    """The extraction of a file that is not taken."""
    found = found or FileKind("unknown", MEDIA["unknown"])
    sha256, size = _fingerprint(path)
    return Extraction(name, False, reason, found.kind, found.media_type, sha256=sha256, size=size)


def _check_size(path: Path, max_bytes: int) -> None:
    size = path.stat().st_size if path.is_file() else -1
    if size < 0:
        raise ExtractionError("Không tìm thấy tệp. Hãy chọn lại tệp.")
    if size > max_bytes:
        limit = max_bytes // 2**20
        raise TooLarge(f"Tệp lớn hơn {limit} MB. Hãy tách nhỏ hoặc giảm dung lượng rồi gửi lại.")


def _fingerprint(path: Path) -> tuple[str, int]:
    if not path.is_file():
        return "", 0
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size


def _extracted(path: Path, name: str, found: FileKind, max_pages: int) -> Extraction:
    reading = _read(path, found.kind, max_pages)
    warnings = reading.warnings + _secrecy_warnings(name, reading.pages)
    readable = reading.pages and not reading.needs_recognition
    facts = read_facts(reading.pages, reading.lines) if reading.lines else Facts()
    if PASTED in warnings and not facts.draft:
        warnings = tuple(warning for warning in warnings if warning != PASTED)
    elif PASTED in warnings:
        facts = replace(facts, draft=False)  # its blanks are filled, only not with letters
    if not readable:
        facts = _doubted(facts)
    sha256, size = _fingerprint(path)
    return Extraction(
        name,
        True,
        None,
        found.kind,
        found.media_type,
        reading.pages,
        facts,
        warnings,
        reading.needs_recognition,
        sha256,
        size,
    )


def _read(path: Path, kind: str, max_pages: int) -> _Reading:
    if kind == "pdf":
        return _Reading(*read_pdf(path, max_pages))
    if kind == "docx":
        return _read_word(path)
    if kind in KEPT_UNREAD:
        unread = f"{KEPT_UNREAD[kind]} được lưu nhưng chưa đọc được chữ: cần nhận dạng sau."
        return _Reading(warnings=(unread, *_macro_warning(path, kind)), needs_recognition=True)
    if kind in NOT_TAKEN:
        raise UnknownKind(NOT_TAKEN[kind])
    raise UnknownKind


def _read_word(path: Path) -> _Reading:
    pages, lines = read_docx(path)
    warnings = _macro_warning(path, "docx")
    if sum(len(page.text) for page in pages) > MAX_LETTERS:
        raise TooLarge
    if not any(page.text for page in pages):
        return _Reading(pages, lines, (*warnings, NO_TEXT), True)
    return _Reading(pages, lines, warnings)


def _macro_warning(path: Path, kind: str) -> tuple[str, ...]:
    if kind not in ("docx", "xlsx", "pptx"):
        return ()
    try:
        return (MACROS,) if has_macros(path) else ()
    except zipfile.BadZipFile:
        return ()


def _secrecy_warnings(name: str, pages: tuple[Page, ...]) -> tuple[str, ...]:
    """Raises SecretMark when a page bears a secrecy mark; a doubt becomes a warning."""
    whole = "\n".join(page.text for page in pages)
    verdicts = (examine_file_name(name).verdict, examine(whole).verdict)
    if Secrecy.BLOCK in verdicts:
        raise SecretMark
    return (REVIEW,) if Secrecy.REVIEW in verdicts else ()


def _doubted(facts: Facts) -> Facts:
    """What a bad text layer says is only a hint."""
    lowered = {
        name: replace(fact, confidence=min(fact.confidence, 0.4))
        for name, fact in vars(facts).items()
        if hasattr(fact, "confidence")
    }
    return replace(facts, **lowered)
