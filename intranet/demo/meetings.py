"""Six invented thematic meetings: four behind us, two to come."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from docx import Document
from sqlalchemy import select

from intranet.core.clock import HOME, now, today
from intranet.demo.seeding import Office
from intranet.directives.models import Directive
from intranet.intake.channels import originals
from intranet.intake.processing.tasks import read_at_once
from intranet.meetings.models import (
    AgendaItem,
    Attendance,
    Invitation,
    Material,
    Meeting,
    Presence,
    Reply,
)
from intranet.people.models import StaffMember
from intranet.people.roles import Role

HALL = "Phòng họp tầng 2"


@dataclass(frozen=True)
class MeetingTheme:
    """One meeting: days from today, title, agenda (title, presenter's unit, minutes), papers."""

    days: int
    title: str
    agenda: tuple[tuple[str, str, int], ...]
    directives: tuple[str, ...]
    notes: tuple[str, ...] = ()


OPENING = ("Khai mạc, thông qua chương trình", "Chủ trì", 10)
CLOSING = ("Kết luận, giao nhiệm vụ", "Chủ trì", 20)
THEMES = (
    MeetingTheme(-110, "Quán triệt Nghị quyết số 57-NQ/TW và kế hoạch của cơ quan",
          (OPENING, ("Nội dung cốt lõi của Nghị quyết", "Văn phòng", 45),
           ("Thảo luận: mỗi phòng chọn một việc làm ngay", "Toàn thể", 40), CLOSING),
          ("57-NQ/TW", "48/KH-TTr")),
    MeetingTheme(-76, "Phong trào “Bình dân học vụ số”: kỹ năng số cho mỗi công chức",
          (OPENING, ("Năm kỹ năng số phải có", "Văn phòng", 40),
           ("Thực hành trên nền tảng học trực tuyến", "Phòng Nghiệp vụ 3", 50), CLOSING),
          ("118/KH-UBND",), ("Năm kỹ năng số của công chức thanh tra",)),
    MeetingTheme(-45, "Tiếp công dân, xử lý đơn theo mô hình chính quyền hai cấp",
          (OPENING, ("Điểm mới trong quy định tiếp công dân của tỉnh", "Phòng Nghiệp vụ 2", 35),
           ("Ba tình huống thường gặp và cách xử lý", "Phòng Nghiệp vụ 5", 45), CLOSING),
          ("2087/QĐ-UBND", "1127/QĐ-UBND"), ("Ba tình huống xử lý đơn thường gặp",)),
    MeetingTheme(-24, "Bảo vệ dữ liệu cá nhân và an ninh mạng trong hoạt động thanh tra",
          (OPENING, ("Những việc không được làm với dữ liệu của đối tượng thanh tra",
                     "Phòng Nghiệp vụ 6", 40), ("Hỏi và đáp", "Toàn thể", 30), CLOSING),
          ("1659/UBND-KGVX",)),
    MeetingTheme(4, "Một năm thực hiện Nghị quyết số 57-NQ/TW tại cơ quan",
          (OPENING, ("Kết quả, hạn chế và việc phải làm năm 2027", "Văn phòng", 40),
           ("Dùng dữ liệu trong lập kế hoạch thanh tra: kinh nghiệm từ hai cuộc thanh tra",
            "Phòng Nghiệp vụ 2", 30), ("Thảo luận theo ba câu hỏi gợi ý", "Toàn thể", 60), CLOSING),
          ("57-NQ/TW", "211/KH-UBND", "48/KH-TTr"),
          ("Đối chiếu dữ liệu trước thanh tra", "Câu hỏi gợi ý thảo luận")),
    MeetingTheme(25, "Chống chồng chéo trong kế hoạch thanh tra năm 2027",
          (OPENING, ("Rà soát danh mục dự kiến của các phòng", "Phòng Nghiệp vụ 1", 45), CLOSING),
          ("2521/UBND-NC",)),
)  # fmt: skip
NOTES = {
    "Năm kỹ năng số của công chức thanh tra": (
        "Tìm văn bản chỉ đạo trong kho của cơ quan trước khi hỏi đồng nghiệp.",
        "Ký số và kiểm tra chữ ký số trên tệp nhận được.",
        "Làm việc với bảng tính: lọc, đối chiếu, tổng hợp số liệu của đối tượng thanh tra.",
        "Nhận biết thư giả mạo, đường dẫn lạ và cách báo cho người phụ trách an ninh mạng.",
        "Dùng trợ lý ảo để gợi ý đề cương, không đưa thông tin vụ việc vào công cụ bên ngoài.",
    ),
    "Ba tình huống xử lý đơn thường gặp": (
        "Đơn vừa tố cáo vừa khiếu nại: tách nội dung, hướng dẫn người viết đơn làm hai đơn riêng.",
        "Đơn gửi vượt cấp sau khi xã đã trả lời: kiểm tra thời hạn, chuyển đúng nơi trong 05 ngày.",
        "Nhiều người cùng ký một đơn: mời cử người đại diện, lập biên bản tiếp công dân.",
    ),
    "Đối chiếu dữ liệu trước thanh tra": (
        "Trước khi công bố quyết định thanh tra, đoàn thu thập dữ liệu sẵn có của các sở, ngành.",
        "Bảng đối chiếu giữa số liệu thu ngân sách và danh sách dự án được miễn, giảm cho thấy nơi "
        "cần tập trung, rút ngắn thời gian thanh tra trực tiếp từ 30 xuống 22 ngày làm việc.",
        "Điều kiện để nhân rộng: danh mục dữ liệu dùng chung, người phụ trách ở mỗi phòng.",
    ),
    "Câu hỏi gợi ý thảo luận": (
        "Việc nào trong kế hoạch của phòng đã dùng dữ liệu số thay cho báo cáo giấy?",
        "Khó khăn lớn nhất khi học kỹ năng số là gì, cơ quan cần giúp gì?",
        "Năm 2027 mỗi phòng đề xuất một sáng kiến nào?",
    ),
}


def seed_meetings(office: Office, made: Sequence[Directive]) -> int:
    """The number of meetings made, with materials, answers and the lists of those behind us."""
    dice = random.Random(2027)
    people = office.session.scalars(
        select(StaffMember).where(StaffMember.role != Role.ADMIN).order_by(StaffMember.id)
    ).all()
    by_symbol = {directive.symbol: directive for directive in made}
    for theme in THEMES:
        meeting = _meeting(office, theme)
        _materials(office, meeting, theme, by_symbol)
        office.session.add_all(_attendance(office, meeting, people, dice))
        office.session.commit()
    return len(THEMES)


def _meeting(office: Office, theme: MeetingTheme) -> Meeting:
    day = today() + timedelta(days=theme.days)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    start = datetime.combine(day, time(14, 0), HOME)
    length = timedelta(minutes=sum(minutes for _title, _who, minutes in theme.agenda))
    meeting = Meeting(
        title=theme.title, starts_at=start, ends_at=start + length, place=HALL,
        chair="Lãnh đạo Thanh tra tỉnh", secretary=office.clerk.full_name,
        called_by=office.clerk, called_at=min(now(), start - timedelta(days=10)),
        invitations=[Invitation()],
    )  # fmt: skip
    meeting.agenda = [
        AgendaItem(position=place, title=title, presenter=who, minutes=minutes)
        for place, (title, who, minutes) in enumerate(theme.agenda)
    ]
    office.session.add(meeting)
    office.session.flush()
    return meeting


def _materials(
    office: Office, meeting: Meeting, theme: MeetingTheme, by_symbol: dict[str, Directive]
) -> None:
    point = meeting.agenda[1]
    for symbol in theme.directives:
        if directive := by_symbol.get(symbol):
            _add(meeting, point, title=directive.symbol, directive=directive)
    for title in theme.notes:
        file = originals.store_original(
            office.session, office.clerk, io.BytesIO(_note(title)), f"{title}.docx",
            office.store, office.settings,
        )  # fmt: skip
        read_at_once(office.session, file.id, office.store, office.settings)
        _add(meeting, meeting.agenda[-2], title=title, file=file)
    office.session.flush()


def _add(meeting: Meeting, point: AgendaItem, **what: object) -> None:
    place = len(meeting.materials)
    meeting.materials.append(
        Material(agenda_item=point, position=place, added_at=now(), changed_at=now(), **what)
    )


def _note(title: str) -> bytes:
    document = Document()
    document.core_properties.created = datetime(2026, 1, 1)
    document.add_heading(title, level=1)
    for number, words in enumerate(NOTES[title], 1):
        document.add_paragraph(f"{number}. {words}")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _attendance(
    office: Office, meeting: Meeting, people: Sequence[StaffMember], dice: random.Random
) -> list[Attendance]:
    behind = meeting.starts_at < now()
    rows = []
    for staff in people:
        comes = dice.random()
        if not behind and comes < 0.3:
            continue
        excused = comes > 0.93
        row = Attendance(
            meeting_id=meeting.id, staff_id=staff.id, replied_at=meeting.called_at,
            reply=Reply.EXCUSED if excused else Reply.COMING,
            reason="Đi công tác theo kế hoạch" if excused else "",
        )  # fmt: skip
        if behind:
            row.presence = _presence(excused, dice)
            row.noted_by_id, row.noted_at = office.clerk.id, meeting.ends_at
        rows.append(row)
    return rows


def _presence(excused: bool, dice: random.Random) -> Presence:
    if excused:
        return Presence.EXCUSED
    return Presence.ABSENT if dice.random() < 0.02 else Presence.PRESENT
