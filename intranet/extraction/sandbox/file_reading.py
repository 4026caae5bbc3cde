"""One file read from beginning to end: its pages, its facts, and what a person must know."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from intranet.extraction.errors import UNREADABLE, ExtractionError, SecretMark, TooLarge
from intranet.extraction.facts.citations import citations_of
from intranet.extraction.facts.read_facts import read_facts
from intranet.extraction.formats.format_reading import FormatReading, ReadingOptions
from intranet.extraction.formats.pdf.warnings import PASTED
from intranet.extraction.formats.reader import read_file
from intranet.extraction.formats.sniffing import UNKNOWN, DetectedFormat, sniff
from intranet.extraction.sandbox.child_process import MAX_BYTES, MAX_PAGES
from intranet.extraction.sandbox.secrecy_gate import REVIEW, verdict_of
from intranet.extraction.signatures.file_signatures import signatures_of
from intranet.extraction.values import Extraction, Facts, Page
from intranet.language.secrecy.examination import Secrecy

log = logging.getLogger(__name__)


def extract(
    path: Path | str,
    *,
    name: str | None = None,
    max_bytes: int = MAX_BYTES,
    max_pages: int = MAX_PAGES,
    recognised: Mapping[int, Page] | None = None,
    forced: Mapping[int, str] | None = None,
    converted: Path | None = None,
    roots: Iterable[Path] = (),
) -> Extraction:
    """Everything the file says, or a refusal with its reason in Vietnamese; raises nothing.

    Pages that wait for recognition come back pending, unless `recognised` brings them. `forced`
    says for a page which way a person wants it read: text, ocr or converted:<encoding>.
    `converted` is an old binary file in its new format, `roots` the certificates that signatures
    are trusted by. Works in this process: for files from outside use
    `isolated.extract_isolated`.
    """
    path = Path(path)
    shown = name or path.name
    options = ReadingOptions(max_pages, recognised or {}, forced or {}, converted)
    detected = UNKNOWN
    try:
        _check_size(path, max_bytes)
        detected = sniff(path)
        return _extracted(path, shown, detected, read_file(path, detected.kind, options), roots)
    except ExtractionError as error:
        reason = str(error)
    except (MemoryError, RecursionError):
        reason = TooLarge.message
    except Exception:
        # A foreign file may break any library in any way; whoever sent it must get an answer.
        log.exception("Reading %s failed", shown)
        reason = UNREADABLE
    return Extraction(shown, False, reason, detected.kind, detected.media_type)


def _check_size(path: Path, max_bytes: int) -> None:
    size = path.stat().st_size if path.is_file() else -1
    if size < 0:
        raise ExtractionError("Không tìm thấy tệp. Hãy chọn lại tệp.")
    if size > max_bytes:
        limit = max_bytes // 2**20
        raise TooLarge(f"Tệp lớn hơn {limit} MB. Hãy tách nhỏ hoặc giảm dung lượng rồi gửi lại.")


def _extracted(
    path: Path, name: str, detected: DetectedFormat, reading: FormatReading, roots: Iterable[Path]
) -> Extraction:
    pages = reading.pages
    warnings = reading.warnings + _secrecy_warnings(name, reading)
    facts = read_facts(pages, reading.lines) if reading.lines else Facts()
    if PASTED in warnings and facts.draft:
        # A number that is a pasted picture makes no draft: its blanks are filled, not with letters.
        facts = replace(facts, draft=False)
    elif PASTED in warnings:
        warnings = tuple(warning for warning in warnings if warning != PASTED)
    own_symbol = facts.symbol.value if facts.symbol else None
    own_day = facts.issued_on.value if facts.issued_on else None
    return Extraction(
        name, True, None, detected.kind, detected.media_type, pages, facts, warnings,
        needs_recognition=not any(page.text for page in pages) or any(p.pending for p in pages),
        citations=citations_of(pages, own_symbol, own_day),
        signatures=signatures_of(path, roots),
        pictured=reading.pictured,
    )  # fmt: skip


def _secrecy_warnings(name: str, reading: FormatReading) -> tuple[str, ...]:
    """Raises SecretMark when the file bears a secrecy mark; a doubt becomes a warning."""
    recognised = any(page.method == "ocr" for page in reading.pages)
    texts = [page.text for page in reading.pages]
    verdict = verdict_of(texts, reading.beside, name=name, recognised=recognised)
    if verdict is Secrecy.BLOCK:
        raise SecretMark
    return (REVIEW,) if verdict is Secrecy.REVIEW else ()
