"""What a person must know of a PDF as a whole, said in Vietnamese."""

from collections.abc import Mapping, Sequence

from intranet.extraction.layout.page_quality import PageQuality
from intranet.extraction.values import Page

SCANS = "Tệp là ảnh quét ({pages}): cần nhận dạng chữ trước khi tìm kiếm được."
SOME_SCANS = "Có trang là ảnh quét ({pages}): chữ trên các trang này chưa tìm kiếm được."
GARBLED = "Lớp chữ của tệp ({pages}) không đọc được thành tiếng Việt: cần nhận dạng lại."
FOREIGN = "Nội dung không giống tiếng Việt: hãy kiểm tra có đúng tệp cần gửi không."
RECOGNISED = "Chữ do máy quét nhận dạng, có thể sai: hãy đối chiếu với hình trang."
SKIPPED = "Có trang chưa nhận dạng được ({pages}): hãy cho đọc lại hoặc gõ tay."
PASTED = "Số hoặc ngày là hình dán, không đọc được thành chữ: hãy nhập theo hình trang."
BLANK = "Tệp không có chữ nào: cần nhận dạng hoặc nhập thông tin bằng tay."


def warnings_of(pages: Sequence[Page], scores: Mapping[int, PageQuality]) -> tuple[str, ...]:
    """The warnings of a file whose pages were judged as `scores` say."""
    waiting = [page.number for page in pages if page.pending]
    if not waiting and not any(page.text.strip() for page in pages):
        return (BLANK,)
    scans = [number for number in waiting if scores[number].score == 0.0]
    garbled = [number for number in waiting if number not in scans and not scores[number].mixed]
    mixed = [number for number in waiting if scores[number].mixed]
    return (
        *_scan_warning(scans + mixed, len(pages)),
        *_said(GARBLED, garbled, len(pages)),
        *_said(SKIPPED, _skipped(pages, scores), len(pages)),
        *_whole(pages, scores),
    )


def _scan_warning(scans: list[int], total: int) -> tuple[str, ...]:
    whole = 1 in scans or 2 * len(scans) >= total
    return _said(SCANS if whole else SOME_SCANS, sorted(scans), total)


def _skipped(pages: Sequence[Page], scores: Mapping[int, PageQuality]) -> list[int]:
    """Pages that wanted recognition, were taken up and gave nothing."""
    return [
        page.number
        for page in pages
        if scores[page.number].choice == "ocr" and not page.pending and not page.text.strip()
    ]


def _whole(pages: Sequence[Page], scores: Mapping[int, PageQuality]) -> tuple[str, ...]:
    written = [page for page in pages if page.text.strip() and not page.pending]
    if not written:
        return ()
    foreign = [page for page in written if scores[page.number].foreign]
    read = [page for page in written if page.method == "ocr"]
    return (
        *((RECOGNISED,) if 2 * len(read) >= len(pages) else ()),
        *((FOREIGN,) if 2 * len(foreign) >= len(written) else ()),
    )


def _said(warning: str, numbers: list[int], total: int) -> tuple[str, ...]:
    return (warning.format(pages=_named(numbers, total)),) if numbers else ()


def _named(numbers: Sequence[int], total: int) -> str:
    if len(numbers) == total:
        return f"cả {total} trang" if total > 1 else "1 trang"
    shown = ", ".join(str(number) for number in numbers[:8])
    return f"trang {shown}" + (" …" if len(numbers) > 8 else "")
