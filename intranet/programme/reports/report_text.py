"""The report itself; its sentences stand in `templates/programme/report_body.txt`.

The layout is that of Decree 30/2020; number and day are left to the clerk.
"""

from collections.abc import Iterator
from datetime import datetime

from flask import current_app
from flask_babel import force_locale

from intranet.core.clock import local_day
from intranet.directives.words import LEVEL
from intranet.language.bodies.levels import Level
from intranet.printing.official_document import BodyParagraph, OfficialDocument, cell_text
from intranet.programme.reports import appendices
from intranet.programme.reports.figures import Figures
from intranet.programme.reports.models import Snapshot

MARKS = {"# ": (1, False), "## ": (2, False), "…": (0, True)}
"""How a line of the text begins: (level of the heading, whether it is to be filled in)."""


def report(snapshot: Snapshot, figures: Figures) -> OfficialDocument:
    """The whole report: sender, number and day, title, text, recipients, appendices."""
    made_on = local_day(snapshot.made_at)
    with force_locale("vi"):
        return OfficialDocument(
            superior=f"UBND TỈNH {figures.place.upper()}",
            body=figures.agency.upper(),
            symbol="Số:         /BC-TTr",
            place_and_day=f"{figures.place}, ngày       tháng {made_on:%m} năm {made_on:%Y}",
            kind="BÁO CÁO",
            subject=f"Kết quả triển khai, thực hiện Kế hoạch số ……/KH-TTr\n({figures.period})",
            addressed=(f"UBND tỉnh {figures.place} (qua Sở Khoa học và Công nghệ).",),
            parts=tuple(_paragraphs(figures)),
            recipients=(
                "Như trên", "Sở Khoa học và Công nghệ", f"Lãnh đạo {figures.agency}",
                "Văn phòng, các phòng nghiệp vụ", "Lưu: VT, VP",
            ),
            authority="CHÁNH THANH TRA",
            attached_to=f"Kèm theo Báo cáo số        /BC-TTr ngày       /{made_on:%m/%Y}"
            f" của {figures.agency}",
            appendices=appendices.appendices(figures, snapshot),
        )  # fmt: skip


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


def _paragraphs(figures: Figures) -> Iterator[BodyParagraph]:
    text = current_app.jinja_env.get_template("programme/report_body.txt").render(
        figures=figures,
        levels=", ".join(
            f"{LEVEL[level]} {cell_text(figures.levels[level.name])}"
            for level in Level
            if level.name in figures.levels
        ),
        present=sum(meeting.present for meeting in figures.meetings),
        invited=sum(meeting.invited for meeting in figures.meetings),
        day=appendices.day_text,
        number=cell_text,
        of=_of,
    )
    for line in text.replace("\n  ", " ").splitlines():
        mark = next((mark for mark in MARKS if line.startswith(mark)), "")
        level, to_fill = MARKS.get(mark, (0, False))
        yield BodyParagraph(line.removeprefix(mark).strip(), level, to_fill)


def _of(done: int, whole: int) -> str:
    percent = appendices.share(done, whole)
    numbers = f"{cell_text(done)}/{cell_text(whole)}"
    return f"{numbers} ({cell_text(percent)}%)" if percent is not None else "chưa phát sinh"
