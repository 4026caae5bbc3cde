"""Reading a PDF: the text layer where it can be trusted, a plain reason where it cannot."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from intranet.extraction import pdf
from intranet.extraction.errors import TooLarge
from intranet.extraction.layout import lines_of
from intranet.extraction.pasted import has_pasted_number
from intranet.extraction.pdf import PICTURE_SHARE, Sheet
from intranet.extraction.tables import with_tables
from intranet.extraction.values import Line, Method, Page
from intranet.language.legacy import DECODERS, Encoding, detect
from intranet.language.syllables import vietnamese_share

MAX_LETTERS = 20_000_000
FEW_LETTERS = 60  # on a page under a picture this is a page number or a stamp, not its text
BANNER_LETTERS = 700
ENOUGH_WORDS = 20
GOOD_SHARE = 0.6
FIRST_PAGES = 3
MOST_PLACED = 60  # pages; placing letters costs far more than reading them
# A page with one of these may carry signature, number or day of the paper.
TELLING = re.compile(
    r"Nơi\s+nhận|\b(?:TM|KT|TL|TUQ)\.|\b[TK]/[MTL]\b|VBHN|thông\s+qua\s+ngày"
    r"|\b(?:CHỦ TỊCH|CHỦ NHIỆM|BỘ TRƯỞNG|GIÁM ĐỐC|BÍ THƯ|CHÁNH|THỦ TƯỚNG|TRƯỞNG BAN)\b"
)
# What a signing tool or a gazette prints over a scanned page.
BANNER = re.compile(
    r"Người ký|Ký bởi|Digitally signed|Thời gian ký|Ngày ký|Email:|Cơ quan:|CỔNG THÔNG TIN"
    r"|VĂN BẢN ĐẾN|Kèm theo văn bản|Giờ ký",
    re.I,
)
SCANS = "Tệp là ảnh quét ({pages}): cần nhận dạng chữ trước khi tìm kiếm được."
SOME_SCANS = "Có trang là ảnh quét ({pages}): chữ trên các trang này chưa tìm kiếm được."
GARBLED = "Lớp chữ của tệp không đọc được thành tiếng Việt: cần nhận dạng lại."
FOREIGN = "Nội dung không giống tiếng Việt: hãy kiểm tra có đúng tệp cần gửi không."
RECOGNISED = "Chữ do máy quét nhận dạng, có thể sai: hãy đối chiếu với hình trang."
PASTED = "Số hoặc ngày là hình dán, không đọc được thành chữ: hãy nhập theo hình trang."
BLANK = "Tệp không có chữ nào: cần nhận dạng hoặc nhập thông tin bằng tay."

Reading = tuple[tuple[Page, ...], tuple[Line, ...], tuple[str, ...], bool]


def read_pdf(
    path: Path,
    max_pages: int,
    recognised: Mapping[int, Page] | None = None,
    forced: Mapping[int, str] | None = None,
) -> Reading:
    """Pages, lines of the pages that carry facts, warnings, and whether recognition is needed.

    A page whose letters must be recognised is `pending`, unless it is among the `recognised`.
    `forced` names the way ("text", "converted", "ocr") that a person chose for a page.
    """
    recognised, forced = recognised or {}, forced or {}
    with pdf.opened(path) as document:
        sheets = pdf.read_sheets(document, max_pages)
        if sum(len(sheet.text) for sheet in sheets) > MAX_LETTERS:
            raise TooLarge("Tệp chứa quá nhiều chữ. Hãy tách nhỏ rồi gửi lại.")
        scans = [sheet.number for sheet in sheets if is_scan(sheet)]
        encodings = {sheet.number: detect(sheet.text).encoding for sheet in sheets}
        pages = tuple(_page(x, encodings[x.number], x.number in scans) for x in sheets)
        warnings, needs = _judged(pages, scans)
        lines = _lines(document, pages, encodings)
        if has_pasted_number(document, lines):
            warnings = (*warnings, PASTED)
        ruled = {x.number for x in sheets if x.ruled and encodings[x.number] is Encoding.UNICODE}
        return with_tables(path, pages, ruled), lines, warnings, needs


def is_scan(sheet: Sheet) -> bool:
    """Whether the page is a picture of paper whose text layer is missing or only a banner."""
    if sheet.pictured < PICTURE_SHARE:
        return False
    letters = len(re.sub(r"\W", "", sheet.text))
    if letters < FEW_LETTERS:
        return True
    return letters < BANNER_LETTERS and bool(BANNER.search(sheet.text))


def _page(sheet: Sheet, encoding: Encoding, scanned: bool) -> Page:
    text = _decoded(sheet.text, encoding)
    share = vietnamese_share(text)
    trust = share.ratio if share.counted >= ENOUGH_WORDS else 1.0
    confidence = min(trust, 0.2) if scanned else trust
    # Text that lies under a picture of the whole page was recognised by the scanner.
    method: Method = "ocr" if sheet.pictured >= PICTURE_SHARE else "text"
    return Page(sheet.number, text, method, round(confidence, 2), sheet.width, sheet.height)


def _decoded(text: str, encoding: Encoding) -> str:
    return DECODERS[encoding](text) if encoding in DECODERS else text


def _judged(pages: Sequence[Page], scans: list[int]) -> tuple[tuple[str, ...], bool]:
    """The warnings a person must see, and whether the text layer is of no use."""
    written = [page for page in pages if page.text.strip()]
    if not written and not scans:
        return (BLANK,), True
    if scans and (scans[0] == 1 or 2 * len(scans) >= len(pages)):
        return (SCANS.format(pages=_named(scans, len(pages))),), True
    warnings: tuple[str, ...] = ()
    if scans:
        warnings = (SOME_SCANS.format(pages=_named(scans, len(pages))),)
    under_pictures = [page.number for page in pages if page.method == "ocr"]
    if 2 * len(under_pictures) >= len(pages):
        warnings = (*warnings, RECOGNISED)
    doubtful = [page for page in written if page.confidence < GOOD_SHARE]
    if 2 * len(doubtful) < len(written):
        return warnings, False
    if any(page.number in under_pictures for page in doubtful) or _accented(doubtful):
        return (*warnings, GARBLED), True
    return (*warnings, FOREIGN), False


def _accented(pages: Sequence[Page]) -> bool:
    """Letters beyond ASCII in words that are no syllables: a damaged layer, not English."""
    text = "".join(page.text for page in pages)
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter > "\x7f" for letter in letters) * 12 > len(letters)


def _named(numbers: Sequence[int], total: int) -> str:
    if len(numbers) == total:
        return f"cả {total} trang" if total > 1 else "1 trang"
    shown = ", ".join(str(number) for number in numbers[:8])
    return f"trang {shown}" + (" …" if len(numbers) > 8 else "")


def _lines(
    document: pdfium.PdfDocument, pages: Sequence[Page], encodings: Mapping[int, Encoding]
) -> tuple[Line, ...]:
    """Placed lines of the pages that may carry facts; old letters are converted line by line."""
    placed: list[Line] = []
    for page in _chosen(pages):
        shape = page.width / page.height if page.height else 0.7
        lines = lines_of(pdf.glyphs(document, page.number), page.number, shape)
        encoding = encodings[page.number]
        placed += [replace(line, text=_decoded(line.text, encoding)) for line in lines]
    return tuple(placed)


def _chosen(pages: Sequence[Page]) -> list[Page]:
    """The first pages and the telling ones with their followers: marks and name may be parted."""
    telling = {page.number for page in pages if TELLING.search(page.text)}
    chosen = [
        page
        for page in pages
        if page.text.strip()
        and (page.number <= FIRST_PAGES or {page.number, page.number - 1} & telling)
    ]
    half = MOST_PLACED // 2
    return chosen if len(chosen) <= MOST_PLACED else chosen[:half] + chosen[-half:]
