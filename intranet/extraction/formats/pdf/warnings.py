"""What a person must know of a PDF as a whole, said in Vietnamese."""

import re
from collections.abc import Mapping, Sequence

import pypdfium2 as pdfium

from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.layout.page_quality import PageQuality
from intranet.extraction.values import Box, Line, Page

TALLEST, WIDEST = 0.06, 0.2  # of the page
HEADER_ENDS = 0.35
FILLED_IN = re.compile(r"^\W{0,3}Số\b|,\s*ngày\b")
SCANS = "Tệp là ảnh quét ({pages}): cần nhận dạng chữ trước khi tìm kiếm được."
SOME_SCANS = "Có trang là ảnh quét ({pages}): chữ trên các trang này chưa tìm kiếm được."
GARBLED = "Lớp chữ của tệp ({pages}) không đọc được thành tiếng Việt: cần nhận dạng lại."
FOREIGN = "Nội dung không giống tiếng Việt: hãy kiểm tra có đúng tệp cần gửi không."
RECOGNISED = "Chữ do máy quét nhận dạng, có thể sai: hãy đối chiếu với hình trang."
SKIPPED = "Có trang chưa nhận dạng được ({pages}): hãy cho đọc lại hoặc gõ tay."
PASTED = "Số hoặc ngày là hình dán, không đọc được thành chữ: hãy nhập theo hình trang."
ATTACHED = (
    "Tệp PDF mang theo tệp khác bên trong: hãy mở bản gốc xem các tệp đó trước khi phát hành."
)
BLANK = "Tệp không có chữ nào: cần nhận dạng hoặc nhập thông tin bằng tay."


def warnings_of(
    document: pdfium.PdfDocument,
    pages: Sequence[Page],
    lines: Sequence[Line],
    scores: Mapping[int, PageQuality],
) -> tuple[str, ...]:
    """The warnings of a file whose pages were judged as `scores` say."""
    pasted = (
        *((PASTED,) if _has_pasted_number(document, lines) else ()),
        *((ATTACHED,) if document.count_attachments() else ()),
    )
    waiting = [page.number for page in pages if page.pending]
    if not waiting and not any(page.text.strip() for page in pages):
        return (BLANK, *pasted)
    empty = [number for number in waiting if scores[number].score == 0.0]
    scans = sorted(empty + [number for number in waiting if scores[number].mixed])
    garbled = [number for number in waiting if number not in scans]
    # Pages that wanted recognition, were taken up and gave nothing.
    skipped = [
        page.number
        for page in pages
        if scores[page.number].choice == "ocr" and not page.pending and not page.text.strip()
    ]
    whole = 1 in scans or 2 * len(scans) >= len(pages)
    return (
        *_said(SCANS if whole else SOME_SCANS, scans, len(pages)),
        *_said(GARBLED, garbled, len(pages)),
        *_said(SKIPPED, skipped, len(pages)),
        *_whole(pages, scores),
        *pasted,
    )


def _whole(pages: Sequence[Page], scores: Mapping[int, PageQuality]) -> tuple[str, ...]:
    written = [page for page in pages if page.text.strip() and not page.pending]
    read = sum(page.method == "ocr" for page in written)
    foreign = sum(scores[page.number].foreign for page in written)
    return (
        *((RECOGNISED,) if 2 * read >= len(pages) else ()),
        *((FOREIGN,) if 2 * foreign >= len(written) > 0 else ()),
    )


def _said(warning: str, numbers: list[int], total: int) -> tuple[str, ...]:
    if len(numbers) == total:
        named = f"cả {total} trang" if total > 1 else "1 trang"
    else:
        named = f"trang {', '.join(map(str, numbers[:8]))}" + " …" * (len(numbers) > 8)
    return (warning.format(pages=named),) if numbers else ()


def _has_pasted_number(document: pdfium.PdfDocument, lines: Sequence[Line]) -> bool:
    """Whether a small picture lies on the number line or the date line of the first page.

    Such a document reads like a draft but is signed: a person must type what the picture shows.
    """
    blanks = [line.box for line in lines if line.box and FILLED_IN.search(line.text)]
    places = [box for box in blanks if box.page == 1 and box.y0 < HEADER_ENDS]
    pictures = page_contents.picture_boxes(document, 1) if places else ()
    return any(_covers(picture, place) for picture in pictures for place in places)


def _covers(picture: Box, line: Box) -> bool:
    small = 0 < picture.y1 - picture.y0 < TALLEST and 0 < picture.x1 - picture.x0 < WIDEST
    middle = (picture.y0 + picture.y1) / 2
    half = (line.y1 - line.y0) / 2
    across = picture.x0 < line.x1 + WIDEST / 2 and picture.x1 > line.x0
    return small and across and line.y0 - half < middle < line.y1 + half
