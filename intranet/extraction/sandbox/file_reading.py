"""One file read from beginning to end: its pages, its facts, and what a person must know."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from intranet.extraction.errors import ExtractionError, SecretMark, TooLarge
from intranet.extraction.facts.citations import citations_of
from intranet.extraction.facts.read_facts import read_facts
from intranet.extraction.formats.format_reading import FormatReading
from intranet.extraction.formats.pdf.document import PASTED, read_pdf
from intranet.extraction.formats.pdf.mixed_pages import recognised_lines
from intranet.extraction.formats.registry import read as read_format
from intranet.extraction.formats.sniffing import MEDIA, FileKind, sniff
from intranet.extraction.signatures.file_signatures import signatures_of
from intranet.extraction.values import Extraction, Fact, Facts, Page
from intranet.language.secrecy.examination import Secrecy, examine_file_name, examine_pages

MAX_BYTES = 100 * 2**20
MAX_PAGES = 2000
MAX_LETTERS = 20_000_000
FAILED = "Không đọc được tệp: cấu trúc bất thường. Hãy mở, lưu lại rồi gửi lại."
REVIEW = "Nội dung có chỗ giống dấu chỉ độ mật: hãy xem kỹ trước khi phát hành."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadingOptions:
    """How one file is to be read."""

    max_pages: int
    recognised: Mapping[int, Page]
    forced: Mapping[int, str]
    converted: Path | None
    roots: Path | None


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

    Pages that wait for recognition come back pending, unless `recognised` brings them. `forced`
    says for a page which way a person wants it read: text, ocr or converted:<encoding>.
    `converted` is an old binary file in its new format, `roots` the folder of certificates that
    signatures are trusted by. Works in this process: for files from outside use
    `isolated.extract_isolated`.
    """
    path = Path(path)
    shown = name or path.name
    found = FileKind("unknown", MEDIA["unknown"])
    try:
        _check_size(path, max_bytes)
        found = sniff(path)
        way = ReadingOptions(max_pages, recognised or {}, forced or {}, converted, roots)
        return _extracted(path, shown, found, way)
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


def _extracted(path: Path, name: str, found: FileKind, way: ReadingOptions) -> Extraction:
    reading = _read(path, found.kind, way)
    if sum(len(page.text) for page in reading.pages) > MAX_LETTERS:
        raise TooLarge
    warnings = reading.warnings + _secrecy_warnings(name, reading.pages)
    needs = not any(page.text for page in reading.pages) or any(p.pending for p in reading.pages)
    facts = read_facts(reading.pages, reading.lines) if reading.lines else Facts()
    facts, warnings = _with_pasted(facts, warnings)
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
        needs,
        sha256,
        size,
        citations=citations_of(reading.pages, _value(facts.symbol), _value(facts.issued_on)),
        signatures=signatures_of(path, way.roots),
    )


def _value(fact: Fact | None) -> str | None:
    return fact.value if fact else None


def _read(path: Path, kind: str, way: ReadingOptions) -> FormatReading:
    if kind == "pdf":
        return FormatReading(*read_pdf(path, way.max_pages, way.recognised, way.forced)[:3])
    reading = read_format(path, kind, way.max_pages, converted=way.converted)
    pages = tuple(way.recognised.get(page.number, page) for page in reading.pages)
    if pages == reading.pages:
        return reading
    placed = tuple(line for page in pages if page.words for line in recognised_lines(page))
    return FormatReading(pages, reading.lines + placed, reading.warnings)


def _with_pasted(facts: Facts, warnings: tuple[str, ...]) -> tuple[Facts, tuple[str, ...]]:
    """A number that is a pasted picture makes no draft: its blanks are filled, not with letters."""
    if PASTED not in warnings:
        return facts, warnings
    if not facts.draft:
        return facts, tuple(warning for warning in warnings if warning != PASTED)
    return replace(facts, draft=False), warnings


def _secrecy_warnings(name: str, pages: tuple[Page, ...]) -> tuple[str, ...]:
    """Raises SecretMark when a page bears a secrecy mark; a doubt becomes a warning."""
    recognised = any(page.method == "ocr" for page in pages)
    inside = examine_pages([page.text for page in pages], recognised=recognised)
    verdicts = (examine_file_name(name).verdict, inside.verdict)
    if Secrecy.BLOCK in verdicts:
        raise SecretMark
    return (REVIEW,) if Secrecy.REVIEW in verdicts else ()
