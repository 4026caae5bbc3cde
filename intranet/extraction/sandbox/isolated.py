"""Reading a file in a process of its own, so that a hostile file can only hurt that process."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from intranet.extraction.errors import SecretMark
from intranet.extraction.formats.sniffing import UNKNOWN
from intranet.extraction.sandbox.child_process import MAX_BYTES, MAX_PAGES, MEMORY_MB, ask_child
from intranet.extraction.sandbox.office_files import converted_copy
from intranet.extraction.sandbox.pictured_marks import BY_THE_WORKER, pictured_verdict
from intranet.extraction.sandbox.secrecy_gate import REVIEW, UNSEEN
from intranet.extraction.serialization import from_parts, page_from
from intranet.extraction.values import Extraction, Page
from intranet.language.secrecy.examination import Secrecy

MOST_ROOTS = 200
TOO_SLOW = "Không đọc được tệp: xử lý quá {seconds} giây. Hãy lưu lại từ phần mềm gốc rồi gửi lại."
SKIPPED_SLOW = "Trang {number} bỏ qua: nhận dạng quá {seconds} giây. Có thể cho đọc lại trang này."
SKIPPED = "Trang {number} bỏ qua: không nhận dạng được hình trang. Hãy xem hình hoặc gõ tay."
DIED = "Không đọc được tệp: nội dung làm bộ đọc dừng đột ngột. Hãy lưu lại rồi gửi lại."


def extract_isolated(
    path: Path | str,
    *,
    name: str | None = None,
    max_bytes: int = MAX_BYTES,
    max_pages: int = MAX_PAGES,
    seconds: float = 120,
    memory_mb: int = MEMORY_MB,
    recognised: Mapping[int, Page] | None = None,
    forced: Mapping[int, str] | None = None,
    roots: Path | None = None,
) -> Extraction:
    """The same as `file_reading.extract`, worked out in a child with limits on time and memory.

    A child that is killed or dies gives a refused extraction with the reason; nothing is raised.
    Old binary files are turned into new ones first, in a child of their own. `roots` is the folder
    of certificates that signatures are trusted by.
    """
    path = Path(path)
    shown = name or path.name
    order = {
        "path": path,
        "name": shown,
        "max_bytes": max_bytes,
        "max_pages": max_pages,
        "recognised": {number: asdict(page) for number, page in (recognised or {}).items()},
        "forced": dict(forced or {}),
        "roots": sorted(roots.iterdir())[:MOST_ROOTS] if roots and roots.is_dir() else (),
    }
    with converted_copy(path) as converted:
        order["converted"] = converted
        answer = ask_child("extraction", order, seconds=seconds, memory_mb=memory_mb)
    reason = DIED if answer is not None else TOO_SLOW.format(seconds=round(seconds))
    try:
        extraction = from_parts(json.loads(answer or ""))
    except (ValueError, TypeError, KeyError):
        return Extraction(shown, False, reason, UNKNOWN.kind, UNKNOWN.media_type)
    return _looked_at(path, extraction) if extraction.accepted else extraction


def _looked_at(path: Path, extraction: Extraction) -> Extraction:
    """The extraction once the pictures of its file were looked through for secrecy marks.

    Where the look did not come to its end a person is told to look.
    """
    if not extraction.pictured:
        return extraction
    verdict = pictured_verdict(path, extraction.kind, BY_THE_WORKER)
    if verdict is Secrecy.BLOCK:
        kind, media_type = extraction.kind, extraction.media_type
        return Extraction(extraction.file, False, SecretMark.message, kind, media_type)
    doubts = {Secrecy.REVIEW: (REVIEW,), None: (UNSEEN,)}.get(verdict, ())
    return replace(extraction, warnings=tuple(dict.fromkeys((*extraction.warnings, *doubts))))


def recognise_isolated(
    path: Path | str, number: int, *, turn: int | None = None, seconds: float = 90
) -> Page:
    """The same as `recognition.recognise`, worked out in a child with limits.

    A page that cannot be read has no text and says why; nothing is raised.
    """
    order = {"path": Path(path), "number": number, "turn": turn}
    answer = ask_child("recognition", order, seconds=seconds, memory_mb=MEMORY_MB, runs=True)
    reason = SKIPPED if answer is not None else SKIPPED_SLOW
    try:
        return page_from(json.loads(answer or ""))
    except (ValueError, TypeError, KeyError):
        reason = reason.format(number=number, seconds=round(seconds))
        return Page(number, "", "ocr", 0.0, score=0.0, reason=reason)


def render_isolated(
    path: Path | str, number: int, width_px: int = 1000, *, seconds: float = 20
) -> bytes | None:
    """PNG of a page like `page_rendering.render_page`, drawn in a child with limits.

    Empty when the kind has no pictures, the page does not exist or cannot be drawn, None when the
    time was over; nothing is raised.
    """
    order = {"path": Path(path), "number": number, "width_px": width_px}
    return ask_child("picture", order, seconds=seconds, memory_mb=1000)
