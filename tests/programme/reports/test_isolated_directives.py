"""A paper found to be secret leaves the reports, its number stays used."""

from sqlalchemy import select

from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.intake.quarantine import isolation
from intranet.intake.quarantine.erasure import erase_files
from intranet.people.models import StaffMember
from intranet.programme.incoming_register.models import ArrivalNumber
from intranet.programme.incoming_register.register import number_arrivals
from intranet.programme.reports import pdf, report_text
from intranet.programme.reports.models import ReportWording
from intranet.programme.reports.queries import figures_of
from tests.making import Make
from tests.programme.making import asked, report, texts


def test_what_is_isolated_later_is_not_named_any_more(make: Make, leader: StaffMember) -> None:
    directive = asked(make, 5, subject="Nội dung sau này thành mật")
    made = report(leader)
    before = figures_of(db.session, made)
    plain = report_text.workbook(made, before)
    assert "thành mật" not in made.figures
    isolation.ask(db.session, leader, [directive.latest.file_id])
    db.session.commit()
    bare = figures_of(db.session, made)
    assert [one.is_hidden for one in bare.directives] == [True]
    assert bare.required == before.required
    assert texts(plain) - texts(report_text.workbook(made, bare)) >= {directive.symbol}
    isolation.order(db.session, leader, [directive.latest.file_id])
    db.session.commit()
    assert db.session.query(ReportWording).count() == 0


def test_what_was_printed_before_is_dropped(make: Make, leader: StaffMember) -> None:
    directive = asked(make, 5)
    made = report(leader)
    place = pdf.place_of(report_text.word(made, figures_of(db.session, made)))
    place.parent.mkdir(parents=True)
    place.write_bytes(b"%PDF")
    found = isolation.ask(db.session, leader, [directive.latest.file_id])
    db.session.commit()
    erase_files(found, storage(), settings().instance)
    assert not place.exists()


def test_its_number_of_arrival_is_never_given_again(make: Make, leader: StaffMember) -> None:
    directive = asked(make, 5)
    number_arrivals(db.session)
    isolation.order(db.session, leader, [directive.latest.file_id])
    db.session.commit()
    assert db.session.scalars(select(ArrivalNumber.number)).all() == [1]
