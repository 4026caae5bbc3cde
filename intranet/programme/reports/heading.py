"""What stands at the top and the foot of a report: sender, number and day, title, recipients.

The layout is that of Decree 30/2020; number and day are left to the clerk.
"""

from datetime import date
from typing import TypedDict

from intranet.programme.reports.figures import Figures


class ReportHeading(TypedDict):
    """The parts of an official document around its text, by their names in `printing`."""

    superior: str
    body: str
    symbol: str
    place_and_day: str
    kind: str
    subject: str
    addressed: tuple[str, ...]
    recipients: tuple[str, ...]
    authority: str
    attached_to: str


def heading(figures: Figures, made_on: date) -> ReportHeading:
    """The heading of a report that was made on that day."""
    return ReportHeading(
        superior=f"UBND TỈNH {figures.place.upper()}",
        body=figures.agency.upper(),
        symbol="Số:         /BC-TTr",
        place_and_day=f"{figures.place}, ngày       tháng {made_on:%m} năm {made_on:%Y}",
        kind="BÁO CÁO",
        subject=f"Kết quả triển khai, thực hiện Kế hoạch số ……/KH-TTr\n({figures.period})",
        addressed=(f"UBND tỉnh {figures.place} (qua Sở Khoa học và Công nghệ).",),
        recipients=(
            "Như trên", "Sở Khoa học và Công nghệ", f"Lãnh đạo {figures.agency}",
            "Văn phòng, các phòng nghiệp vụ", "Lưu: VT, VP",
        ),
        authority="CHÁNH THANH TRA",
        attached_to=f"Kèm theo Báo cáo số        /BC-TTr ngày       /{made_on:%m/%Y}"
        f" của {figures.agency}",
    )  # fmt: skip
