"""What stands at the top and the foot of a report: sender, number and day, title, recipients.

The layout is that of Decree 30/2020; number and day are left to the clerk.
"""

from datetime import date

from intranet.printing.official_document import OfficialDocument
from intranet.programme.reports.figures import Figures


def heading(figures: Figures, made_on: date) -> OfficialDocument:
    """A report that was made on that day, still without its text and appendices."""
    return OfficialDocument(
        superior=f"UBND TỈNH {figures.place.upper()}",
        body=figures.agency.upper(),
        symbol="Số:         /BC-TTr",
        place_and_day=f"{figures.place}, ngày       tháng {made_on:%m} năm {made_on:%Y}",
        kind="BÁO CÁO",
        subject=f"Kết quả triển khai, thực hiện Kế hoạch số ……/KH-TTr\n({figures.period})",
        addressed=(f"UBND tỉnh {figures.place} (qua Sở Khoa học và Công nghệ).",),
        parts=(),
        recipients=(
            "Như trên", "Sở Khoa học và Công nghệ", f"Lãnh đạo {figures.agency}",
            "Văn phòng, các phòng nghiệp vụ", "Lưu: VT, VP",
        ),
        authority="CHÁNH THANH TRA",
        attached_to=f"Kèm theo Báo cáo số        /BC-TTr ngày       /{made_on:%m/%Y}"
        f" của {figures.agency}",
    )  # fmt: skip
