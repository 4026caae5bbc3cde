"""The report itself: sentences with figures where they are known and room where they are not."""

from collections.abc import Iterator
from datetime import date, datetime

from flask_babel import force_locale

from intranet.core.clock import local_day
from intranet.directives.words import LEVEL
from intranet.extraction.formats.legacy_office import libreoffice
from intranet.language.bodies.levels import Level
from intranet.printing.cell_text import cell_text
from intranet.printing.official_document import BodyParagraph, OfficialDocument
from intranet.programme.reports import appendices
from intranet.programme.reports.figures import Figures
from intranet.programme.reports.heading import heading
from intranet.programme.reports.models import Snapshot

PLAN = "Kế hoạch số 211/KH-UBND ngày 12/8/2025"
TASKS = (
    ("c", "Phong trào “Bình dân học vụ số”"),
    ("d", "Truyền thông trên mạng xã hội, nền tảng số"),
    ("đ", "Ứng dụng trí tuệ nhân tạo, trợ lý ảo trong hướng dẫn nghiệp vụ"),
    ("e", "Sản xuất tin, bài, ảnh, infographic, video về chuyển đổi số"),
    ("g", "Truyền thông nội dung cốt lõi của Nghị quyết số 57-NQ/TW, mô hình điểm"),
)


def report(snapshot: Snapshot, figures: Figures) -> OfficialDocument:
    """The whole report in the layout of Decree 30/2020."""
    with force_locale("vi"):
        return OfficialDocument(
            **heading(figures, local_day(snapshot.made_at)),
            parts=tuple(_parts(figures)),
            appendices=appendices.appendices(figures, snapshot),
        )


def word(snapshot: Snapshot, figures: Figures) -> bytes:
    """The report as a Word file; the same snapshot gives the same bytes."""
    from intranet.printing.official_document_docx import as_docx  # heavy

    return as_docx(report(snapshot, figures), _moment(snapshot))


def workbook(snapshot: Snapshot, figures: Figures) -> bytes:
    """Its appendices as a workbook; the same snapshot gives the same bytes."""
    from intranet.printing.xlsx_workbook import as_xlsx  # heavy

    return as_xlsx(report(snapshot, figures).appendices, _moment(snapshot))


def _moment(snapshot: Snapshot) -> datetime:
    return snapshot.made_at.replace(microsecond=0)


def can_be_printed() -> bool:
    """Whether this machine has what makes PDFs of Word files."""
    return libreoffice.is_here()


def _day(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def _of(done: int, whole: int) -> str:
    percent = appendices.share(done, whole)
    numbers = f"{cell_text(done)}/{cell_text(whole)}"
    return f"{numbers} ({cell_text(percent)}%)" if percent is not None else "chưa phát sinh"


def _gap(text: str) -> BodyParagraph:
    return BodyParagraph(text, to_fill=True)


def _parts(figures: Figures) -> Iterator[BodyParagraph]:
    yield BodyParagraph(
        f"Thực hiện {PLAN} của UBND tỉnh {figures.place}, {figures.agency} báo cáo kết quả từ ngày "
        f"{_day(figures.since)} đến ngày {_day(figures.until)} (số liệu chốt đến hết ngày "
        f"{_day(figures.as_of)}) như sau:"
    )
    yield from _direction(figures)
    yield from _results(figures)
    yield from _rest()
    yield BodyParagraph(
        f"Trên đây là báo cáo kết quả triển khai, thực hiện Kế hoạch ({figures.period}), "
        f"{figures.agency} trân trọng báo cáo./."
    )


def _direction(figures: Figures) -> Iterator[BodyParagraph]:
    levels = ", ".join(
        f"{LEVEL[level]} {cell_text(figures.levels[level.name])}"
        for level in Level
        if level.name in figures.levels
    )
    came = f" (trong đó: {levels})" if levels else ""
    yield BodyParagraph("I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", 1)
    yield BodyParagraph(
        f"Trong kỳ, cơ quan tiếp nhận và phổ biến {cell_text(figures.received)} văn bản chỉ đạo"
        f"{came}; giao đọc {cell_text(len(figures.directives))} văn bản (Phụ lục II)."
    )
    yield _gap("Ban hành kế hoạch, phân công nhiệm vụ:")
    yield _gap("Kiểm tra, đôn đốc:")


def _results(figures: Figures) -> Iterator[BodyParagraph]:
    yield BodyParagraph("II. KẾT QUẢ THỰC HIỆN", 1)
    yield BodyParagraph("1. Thực hiện mục tiêu", 2)
    yield BodyParagraph(
        f"Văn bản giao đọc trong kỳ: {_of(figures.done, figures.required)} lượt người phải quán "
        f"triệt đã hoàn thành; tính chung mọi văn bản còn giao đọc: "
        f"{_of(figures.whole_done, figures.whole_required)} (Phụ lục I, II, III)."
    )
    yield BodyParagraph("2. Thực hiện nhiệm vụ", 2)
    yield BodyParagraph(
        f"a) Cập nhật, chia sẻ văn bản chỉ đạo: {_of(figures.prompt, figures.received)} văn bản "
        f"đến được chia sẻ trong {figures.prompt_days} ngày làm việc từ ngày đến."
    )
    yield _gap("Đăng Trang thông tin điện tử:")
    yield _met(figures)
    for letter, task in TASKS:
        yield _gap(f"{letter}) {task}:")
    yield BodyParagraph("3. Kinh phí", 2)
    yield _gap("")


def _met(figures: Figures) -> BodyParagraph:
    if not figures.meetings:
        return _gap("b) Lồng ghép trong họp, hội nghị, sinh hoạt chuyên đề:")
    present = sum(meeting.present for meeting in figures.meetings)
    invited = sum(meeting.invited for meeting in figures.meetings)
    return BodyParagraph(
        f"b) Lồng ghép trong họp, hội nghị, sinh hoạt chuyên đề: "
        f"{cell_text(len(figures.meetings))} buổi, {_of(present, invited)} lượt người phải dự "
        "đã có mặt (Phụ lục IV)."
    )


def _rest() -> Iterator[BodyParagraph]:
    yield BodyParagraph("III. ĐÁNH GIÁ CHUNG", 1)
    yield _gap("1. Ưu điểm:")
    yield _gap("2. Tồn tại, hạn chế:")
    yield _gap("3. Nguyên nhân (khách quan, chủ quan):")
    yield BodyParagraph("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM KỲ TỚI", 1)
    yield _gap("")
    yield BodyParagraph("V. KIẾN NGHỊ, ĐỀ XUẤT", 1)
    yield _gap("")
