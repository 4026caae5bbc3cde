"""The appendices of a report, from its figures."""

from datetime import date

from intranet.directives.words import LEVEL
from intranet.language.bodies.levels import Level
from intranet.printing.cell_text import cell_text
from intranet.printing.official_document import Appendix, Cell, ColumnAlign, TableColumn
from intranet.programme.reports.figures import DirectiveLine, Figures
from intranet.programme.reports.models import Snapshot

C, R = ColumnAlign.CENTRE, ColumnAlign.RIGHT
NUMBERED = ("TT", 0.9, C)
Columns = tuple[TableColumn, ...]
HIDDEN = ("", "", "", "Văn bản đang cách ly", "")
GOAL, REACHED, UNDER_WAY = 100.0, "Đạt", "Đang thực hiện"


def share(done: int, required: int) -> float | None:
    """Per cent, cut after one place so that only all is 100; None where nothing is to count."""
    return done * 1000 // required / 10 if required else None


def _columns(*columns: tuple[str, float] | tuple[str, float, ColumnAlign]) -> Columns:
    return tuple(TableColumn(*column) for column in columns)


def day_text(day: str) -> str:
    """An ISO day as 02/01/2026."""
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def _date(day: str) -> Cell:
    return date.fromisoformat(day) if day else ""


def goals(figures: Figures) -> Appendix:
    """Phụ lục I: the two targets of the plan that the portal itself counts."""
    informed = share(figures.done, figures.required)
    whole = share(figures.whole_done, figures.whole_required)
    prompt = share(figures.prompt, figures.received)
    year = figures.until[:4]
    rows: tuple[tuple[Cell, ...], ...] = (
        (1, "Công chức, người lao động được quán triệt văn bản được giao", year, "100%", informed,
         whole, whole, _judged(whole), "Phụ lục II, III"),
        (2, "Văn bản chỉ đạo được chia sẻ kịp thời trong hệ thống thông tin của cơ quan", year,
         "100%", prompt, None, prompt, _judged(prompt), "Sổ đăng ký văn bản đến"),
    )  # fmt: skip
    columns = _columns(
        NUMBERED, ("Chỉ tiêu", 6.5), ("Năm", 1.4, C), ("Mục tiêu", 1.8, C),
        ("Kết quả kỳ báo cáo (%)", 2.4, R), ("Lũy kế (%)", 1.9, R),
        ("Tỷ lệ đạt (%)", 1.9, R), ("Đánh giá", 2.6, C),
        ("Nguồn số liệu", 3.4),
    )  # fmt: skip
    notes = (
        f"Kỳ báo cáo: {_part(figures.done, figures.required)} lượt phải quán triệt của văn bản "
        f"giao đọc trong kỳ; lũy kế: {_part(figures.whole_done, figures.whole_required)} lượt của "
        f"mọi văn bản còn giao đọc; kịp thời: {_part(figures.prompt, figures.received)} văn bản "
        "đến.",
    )
    return Appendix("Phụ lục I", "CHỈ TIÊU", columns, rows, notes)


def _part(done: int, whole: int) -> str:
    return f"{cell_text(done)} trên {cell_text(whole)}"


def _judged(percent: float | None) -> str | None:
    if percent is None:
        return None
    return REACHED if percent >= GOAL else UNDER_WAY


def directives(figures: Figures) -> Appendix:
    """Phụ lục II: how each directive of the period was read."""
    columns = _columns(
        ("TT", 0.8, C), ("Số, ký hiệu", 2.5), ("Ngày", 2, C),
        ("Cơ quan ban hành", 2.2), ("Trích yếu", 4.1), ("Cấp", 1.3, C),
        ("Ngày đến", 2, C), ("Ngày phổ biến", 2, C), ("Hạn đọc", 2, C),
        ("Số người phải quán triệt", 1.3, R), ("Đã xem", 1.1, R),
        ("Đã xác nhận", 1.1, R), ("Qua sinh hoạt", 1.1, R),
        ("Tỷ lệ (%)", 1.1, R), ("Đúng hạn (%)", 1.1, R),
    )  # fmt: skip
    rows = [_directive(n, line) for n, line in enumerate(figures.directives, 1)]
    if rows:
        rows.append(_whole(figures))
    return Appendix(
        "Phụ lục II", "TÌNH HÌNH QUÁN TRIỆT VĂN BẢN", columns, tuple(rows),
        (_as_of(figures),), bold_last=bool(rows),
    )  # fmt: skip


def _directive(number: int, line: DirectiveLine) -> tuple[Cell, ...]:
    level = str(LEVEL[Level[line.level]])
    described = (line.symbol, _date(line.issued_on), line.body, line.subject, level)
    return (
        number, *(HIDDEN if line.is_hidden else described), _date(line.received_on),
        _date(line.published_on), _date(line.deadline), line.required, line.opened,
        line.confirmed, line.in_meeting, share(line.done, line.required),
        share(line.in_time, line.required),
    )  # fmt: skip


def _whole(figures: Figures) -> tuple[Cell, ...]:
    names = ("required", "opened", "confirmed", "in_meeting")
    sums = [sum(getattr(line, name) for line in figures.directives) for name in names]
    in_time = sum(line.in_time for line in figures.directives)
    required = figures.required
    return (
        "", "Cộng", "", "", "", "", "", "", "", *sums, share(figures.done, required),
        share(in_time, required),
    )  # fmt: skip


def units(figures: Figures) -> Appendix:
    """Phụ lục III: the same readings by unit."""
    columns = _columns(
        NUMBERED, ("Đơn vị", 5.6), ("Quân số", 1.7, R),
        ("Số lượt phải đọc", 2.2, R), ("Đã hoàn thành", 2.2, R),
        ("Tỷ lệ (%)", 1.8, R), ("Quá hạn", 1.8, R),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (n, line.name, line.staff, line.required, line.done, share(line.done, line.required),
         line.overdue)
        for n, line in enumerate(figures.units, 1)
    ]  # fmt: skip
    if rows:
        staff = sum(line.staff for line in figures.units)
        overdue = sum(line.overdue for line in figures.units)
        rows.append(
            ("", "Cộng", staff, figures.required, figures.done,
             share(figures.done, figures.required), overdue)
        )  # fmt: skip
    title = "TÌNH HÌNH QUÁN TRIỆT THEO ĐƠN VỊ"
    notes = (_as_of(figures),)
    return Appendix("Phụ lục III", title, columns, tuple(rows), notes, bold_last=bool(rows))


def meetings(figures: Figures) -> Appendix:
    """Phụ lục IV: thematic meetings of the period; what the portal does not know stays blank."""
    columns = _columns(
        NUMBERED, ("Thời gian", 2.6, C), ("Chuyên đề", 6), ("Chủ trì", 3),
        ("Báo cáo viên", 3.4), ("Phải dự", 1.4, R), ("Có mặt", 1.4, R),
        ("Vắng có lý do", 1.5, R), ("Tỷ lệ (%)", 1.5, R),
        ("Số ý kiến", 1.4, R), ("Kết luận", 3),
    )  # fmt: skip
    rows = tuple(
        (n, _moment(line.at), line.title, line.chair, line.presenters, line.invited, line.present,
         line.excused, share(line.present, line.invited), "", "")
        for n, line in enumerate(figures.meetings, 1)
    )  # fmt: skip
    notes = () if rows else ("Trong kỳ không có buổi sinh hoạt chuyên đề, hội nghị nào.",)
    return Appendix("Phụ lục IV", "SINH HOẠT CHUYÊN ĐỀ, HỘI NGHỊ", columns, rows, notes)


def _moment(at: str) -> str:
    day, clock = at.split("T")
    return f"{clock.replace(':', 'h')}, {day_text(day)}"


def rules(figures: Figures, snapshot: Snapshot) -> Appendix:
    """The last sheet: as of when, by which rule, and the chain on which the figures rest."""
    lines = (
        ("Số liệu chốt đến", f"hết ngày {day_text(figures.as_of)}"),
        ("Kỳ báo cáo", f"từ ngày {day_text(figures.since)} đến hết ngày {day_text(figures.until)}"),
        ("Văn bản trong Phụ lục II, III", "văn bản được giao đọc trong kỳ, đến ngày chốt số liệu"),
        ("Số người phải quán triệt", "người được phổ biến tính đến ngày chốt, trừ người "
         "vắng mặt hoặc được miễn mà chưa đọc"),
        ("Đã xem", "đã mở văn bản; không tính là đã quán triệt"),
        ("Tỷ lệ", "số người đã xác nhận trên cổng, tại cuộc họp hoặc trên giấy (văn bản chỉ để "
         "biết: đã đọc hết) trên số người phải quán triệt"),
        ("Đúng hạn", "số người hoàn thành không muộn hơn hạn của mình trên số người phải "
         "quán triệt"),
        ("Kịp thời", f"phổ biến không quá {figures.prompt_days} ngày làm việc từ ngày đến"),
        ("Dấu —", "không có gì để tính"),
        ("Bản số liệu", f"số {snapshot.id}, lập lần {snapshot.edition}"),
        ("Mã đầu chuỗi biên nhận", f"{figures.chain_head} (dòng {figures.chain_row})"),
        ("SHA-256 của số liệu", snapshot.sha256),
    )  # fmt: skip
    rows = tuple((n, *pair) for n, pair in enumerate(lines, 1))
    columns = _columns(NUMBERED, ("Nội dung", 4.5), ("Thuyết minh", 11))
    return Appendix("Thuyết minh số liệu", "NGÀY CHỐT, QUY TẮC VÀ CĂN CỨ KIỂM CHỨNG", columns, rows)


def _as_of(figures: Figures) -> str:
    return f"Số liệu chốt đến hết ngày {day_text(figures.as_of)}; quy tắc tính ở trang cuối."


def appendices(figures: Figures, snapshot: Snapshot) -> tuple[Appendix, ...]:
    """All of them in order."""
    return (
        goals(figures), directives(figures), units(figures), meetings(figures),
        rules(figures, snapshot),
    )  # fmt: skip
