"""Reports that stay as they were made."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import exc, select, text

from intranet.core import hash_chain
from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.extraction.formats.legacy_office import libreoffice
from intranet.extraction.formats.pdf import page_contents
from intranet.people.models import StaffMember
from intranet.programme.reports import actions, appendices, pdf, queries, report_text
from intranet.programme.reports.errors import DayAhead, DayBeforePeriod, PeriodReversed
from intranet.programme.reports.figures import canonical, from_text
from intranet.programme.reports.models import Snapshot
from intranet.programme.reports.queries import figures_of
from intranet.reading.coverage import queries as coverage
from tests.making import Make
from tests.programme.making import acts, ago, asked, confirmed, report, wanted
from tests.site import Site


@pytest.mark.parametrize("day", [0, 3, 6])
def test_every_figure_of_a_report_is_that_of_the_coverage_pages(
    make: Make, leader: StaffMember, people: list[StaffMember], day: int
) -> None:
    first, second = asked(make, 10), asked(make, 5, audience=[people[0].department])
    confirmed(first, people[0], 8)
    confirmed(first, people[3], 2)
    confirmed(second, people[1], 4)
    figures = figures_of(db.session, report(leader, day))
    cells = coverage.unit_counts(db.session, leader, day=ago(day))
    assert cells
    for line in figures.directives:
        own = [cell for cell in cells if cell.assignment_id == line.assignment_id]
        for name in ("required", "opened", "confirmed", "done", "in_time"):
            assert getattr(line, name) == sum(getattr(cell, name) for cell in own), name
    for unit in figures.units:
        own = [cell for cell in cells if cell.department_id == unit.department_id]
        assert unit.required == sum(cell.required for cell in own)
        assert unit.done == sum(cell.done for cell in own)
    whole = coverage.total_counts(db.session, leader, day=ago(day))
    assert (figures.whole_done, figures.whole_required) == (whole.done, whole.required)
    assert sum(unit.required for unit in figures.units) == figures.required


def both_files(made: Snapshot) -> tuple[bytes, bytes]:
    figures = figures_of(db.session, made)
    return report_text.word(made, figures), report_text.workbook(made, figures)


def test_asked_again_a_report_is_the_same_to_the_byte_whatever_came_after(
    make: Make, leader: StaffMember, people: list[StaffMember]
) -> None:
    directive = asked(make, 5)
    first = report(leader)
    files = (
        report_text.word(first, figures_of(db.session, first)),
        report_text.workbook(first, figures_of(db.session, first)),
    )
    confirmed(directive, people[0], 1)
    asked(make, 2)
    directive.subject, directive.symbol = "trích yếu đã sửa", "99/KH-UBND"
    db.session.commit()
    again = report(leader)
    assert again.id == first.id
    assert (
        report_text.word(again, figures_of(db.session, again)),
        report_text.workbook(again, figures_of(db.session, again)),
    ) == files


def test_made_again_from_the_facts_of_now_it_is_another_one_and_says_what_changed(
    make: Make, leader: StaffMember, people: list[StaffMember]
) -> None:
    directive = asked(make, 5)
    first = report(leader, as_of=1)
    assert actions.make_again(db.session, leader, first).id == first.id
    confirmed(directive, people[0], 2)  # told late: it was done before the day of the figures
    second = actions.make_again(db.session, leader, first)
    db.session.commit()
    assert (second.id, second.edition) == (first.id + 1, 2)
    told = queries.changes(db.session, second, figures_of(db.session, second))
    assert ("", "whole_done", 0, 1) in {(o.where, o.name, o.before, o.after) for o in told}
    assert any(one.where == directive.symbol and one.name == "confirmed" for one in told)
    assert report(leader, as_of=1).id == second.id


def test_nobody_changes_or_removes_the_figures_of_a_report(make: Make, leader: StaffMember) -> None:
    asked(make, 5)
    report(leader)
    for act in ("UPDATE report_snapshot SET figures = '{}'", "DELETE FROM report_snapshot"):
        with pytest.raises(exc.DatabaseError, match="insert-only"):
            db.session.execute(text(act))
        db.session.rollback()
    assert hash_chain.verify(db.session, Snapshot).broken_at is None


def test_the_text_of_the_figures_gives_the_figures_back(make: Make, leader: StaffMember) -> None:
    asked(make, 5)
    made = report(leader)
    assert canonical(from_text(made.figures)) == made.figures


def test_a_report_of_days_that_cannot_be_is_refused(leader: StaffMember) -> None:
    good = wanted()
    for wrong, error in (
        (replace(good, as_of=ago(-1)), DayAhead),
        (replace(good, as_of=ago(31)), DayBeforePeriod),
        (replace(good, until=ago(40)), PeriodReversed),
    ):
        with pytest.raises(error):
            actions.make_report(db.session, leader, wrong)


def test_a_share_of_nothing_is_a_dash_and_only_all_is_a_hundred() -> None:
    assert appendices.share(0, 0) is None
    assert appendices.share(1999, 2000) == 99.9
    assert appendices.share(7, 7) == 100


def test_the_word_file_leaves_number_and_day_to_the_clerk_and_says_on_what_it_rests(
    make: Make, leader: StaffMember, people: list[StaffMember]
) -> None:
    directive = asked(make, 5, audience=people)
    confirmed(directive, people[0], 4)
    made = report(leader)
    paper = Document(io.BytesIO(report_text.word(made, figures_of(db.session, made))))
    said = "\n".join(one.text for one in paper.paragraphs)
    for words in (
        "BÁO CÁO",
        "I. CÔNG TÁC",
        "V. KIẾN NGHỊ",
        "Phụ lục II",
        "Phụ lục IV",
        "1/4 (25,0%)",
    ):
        assert words in said, words
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert any("Số:" in cell and "/BC-TTr" in cell for cell in cells)
    assert any(made.sha256 in cell for cell in cells)
    assert any(from_text(made.figures).chain_head in cell for cell in cells)
    assert directive.symbol in cells
    sums = next(one for one in paper.tables if one.rows[-1].cells[1].text == "Cộng").rows
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in sums][-2:] == [
        True, None,
    ]  # fmt: skip


def test_the_paper_is_vietnamese_whoever_makes_it(make: Make, site: Site) -> None:
    leader = make.leader(locale="en")
    asked(make, 5)
    site.sign_in(leader)
    site.post("programme.make", {"period": "nam", "year": str(today().year)})
    made = db.session.scalars(select(Snapshot)).one()
    assert made.period == f"Năm {today().year}"
    reason = {"form": "docx", "reason": "họp giao ban"}
    answer = site.post("programme.export", reason, number=made.id)
    paper = Document(io.BytesIO(answer.get_data()))
    assert paper.tables[3].rows[1].cells[5].text == "UBND tỉnh"


def test_what_is_taken_out_is_noted_with_its_reason(make: Make, site: Site) -> None:
    site.sign_in(make.leader())
    asked(make, 5)
    made = report(make.leader())
    refused = site.post("programme.export", {"form": "xlsx", "reason": "x"}, number=made.id)
    assert refused.status_code == 302
    assert acts("report.exported") == []
    taken = site.post("programme.export", {"form": "xlsx", "reason": "báo cáo quý"}, number=made.id)
    book = load_workbook(io.BytesIO(taken.get_data()))
    assert "Phụ lục II" in book.sheetnames
    (noted,) = acts("report.exported")
    assert (noted.detail["reason"], noted.detail["form"]) == ("báo cáo quý", "xlsx")
    assert noted.thing_id == made.id


@pytest.mark.libreoffice
@pytest.mark.skipif(not libreoffice.is_here(), reason="LibreOffice is not on this machine")
def test_the_worker_prints_the_report_the_same_each_time(make: Make, site: Site) -> None:
    leader = make.leader()
    asked(make, 5)
    made = report(leader)
    site.sign_in(leader)
    reason = {"form": "pdf", "reason": "gửi Sở KHCN"}
    assert site.post("programme.export", reason, number=made.id).status_code == 302
    tasks().drain()
    first = site.post("programme.export", reason, number=made.id).get_data()
    assert first.startswith(b"%PDF")
    pdf.place_of(report_text.word(made, figures_of(db.session, made))).unlink()
    pdf.keep_pdf(made, figures_of(db.session, made))
    assert pdf.pdf_of(made, figures_of(db.session, made)) == first


@pytest.mark.libreoffice
@pytest.mark.skipif(not libreoffice.is_here(), reason="LibreOffice is not on this machine")
def test_on_paper_wide_tables_lie_across_and_sheets_are_numbered_from_the_second(
    make: Make, leader: StaffMember, tmp_path: Path
) -> None:
    for day in range(1, 20):
        asked(make, day, subject="Về việc " + "đẩy mạnh chuyển đổi số " * 9)
    made = report(leader)
    pdf.keep_pdf(made, figures_of(db.session, made))
    file = tmp_path / "bao-cao.pdf"
    file.write_bytes(pdf.pdf_of(made, figures_of(db.session, made)))
    with page_contents.opened(file) as document:
        sheets = page_contents.read_pages(document, 30)
    first, *others = sheets
    assert "/BC-TTr" in first.text
    assert [one.text.split()[0] for one in others] == [str(n + 2) for n in range(len(others))]
    listed = [one for one in sheets if one.width > one.height and "/KH-UBND" in one.text]
    assert len(listed) > 1
    assert all("(%)" in one.text for one in listed)  # each has the head of the table
    after = sheets[listed[-1].number]
    assert " III " in after.text  # units follow: the sums do not stand on a sheet alone
    assert made.sha256[:20] in sheets[-1].text


def test_the_form_says_what_is_wrong(make: Make, site: Site) -> None:
    site.sign_in(make.leader())
    answer = site.post("programme.make", {"period": "tu-chon", "year": "2026", "since": "1/1/2026"})
    assert answer.status_code == 400
    assert "cần cả ngày đầu và ngày cuối" in answer.get_data(as_text=True)
    ahead = {"period": "nam", "year": str(date.today().year + 1)}
    answer = site.post("programme.make", ahead)
    assert answer.status_code in (302, 400)
