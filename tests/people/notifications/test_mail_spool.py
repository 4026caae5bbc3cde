"""Letters: written with what they tell, to whom they should go, as they should look."""

from email.header import decode_header, make_header
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from config import Settings
from intranet.core.application import Portal
from intranet.core.clock import HOME, now, today
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.people.models import StaffMember
from intranet.people.notifications import mail_spool, notices
from intranet.people.notifications.mail_sending import send_due_mail
from intranet.people.notifications.models import Letter, MailWish, Notice, NoticeChoice
from intranet.people.notifications.notices import forget_directives
from intranet.people.notifications.smtp import as_mail
from tests.making import Make
from tests.people.notifications.mail_case import (
    PORTAL,
    due_again,
    letters,
    person,
    server,
    tell,
    with_mail,
)
from tests.people.notifications.post_office import USER, WORD, PostOffice, open_office

pytestmark = pytest.mark.usefixtures("office")


def test_an_urgent_notice_goes_out_at_once(office: PostOffice, make: Make) -> None:
    reader = person(make)
    tell(reader, endpoint="directives.show", values={"directive_id": 7})
    tasks().drain()
    (mail,) = office.mails
    number = db.session.scalars(select(Notice.id)).one()
    assert str(mail["Subject"]) == "Khẩn: đọc ngay 12/CĐ-UBND"
    assert mail["To"].addresses[0].addr_spec == reader.email
    assert mail["To"].addresses[0].display_name == reader.full_name
    assert mail["From"].addresses[0].display_name == "Thanh tra tỉnh"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == f"<{PORTAL}/tai-khoan#thu-bao>"
    assert f"{PORTAL}/thong-bao/{number}" in mail.get_content()
    assert letters()[0].sent_at is not None
    send_due_mail()
    assert len(office.mails) == 1


def test_a_letter_is_there_if_and_only_if_its_notice_is(app: Flask, make: Make) -> None:
    reader = person(make)
    notices.notify(db.session, [reader.id], key="k", words="Tin", urgent=True)
    db.session.rollback()
    assert letters() == []
    assert tasks().waiting() == 0


def test_nobody_gets_letters_who_has_no_address_or_wants_none(make: Make) -> None:
    without = make.staff()
    tell(without, person(make, mail=MailWish.OFF), person(make, mail=MailWish.DIGEST))
    tell(person(make), urgent=False)
    tell(person(make), mail=False)
    assert letters() == []


def test_without_a_mail_server_no_letters_pile_up(
    app: Flask, settings: Settings, make: Make
) -> None:
    app.provide(settings)
    tell(person(make))
    send_due_mail()
    assert letters() == []


def test_a_letter_waits_for_the_end_of_the_quiet_hours(office: PostOffice, make: Make) -> None:
    reader = person(make)
    hour = now().astimezone(HOME).hour
    quiet = {"quiet_from": hour, "quiet_to": (hour - 1) % 24}
    db.session.execute(update(NoticeChoice).values(quiet))
    tell(reader)
    tasks().drain()
    assert office.mails == []
    begins = letters()[0].not_before.astimezone(HOME)
    assert (begins.hour, begins.minute) == ((hour - 1) % 24, 0)
    assert begins > now()


def test_a_letter_about_what_was_read_meanwhile_is_thrown_away(
    office: PostOffice, make: Make
) -> None:
    reader = person(make)
    tell(reader)
    notices.read(db.session, reader, notices.newest(db.session, reader.id)[0].id)
    db.session.commit()
    tasks().drain()
    assert office.mails == []
    assert letters() == []


def test_whoever_left_meanwhile_gets_no_letter(office: PostOffice, make: Make) -> None:
    reader = person(make)
    tell(reader)
    make.left(reader, today())
    tasks().drain()
    assert office.mails == []
    assert letters() == []


def test_a_hidden_paper_is_in_no_letter(office: PostOffice, make: Make) -> None:
    reader, directive = person(make), make.directive()
    tell(reader, key="đã gửi", values={"directive_id": directive.id})
    tasks().drain()
    tell(reader, key="đang chờ", values={"directive_id": directive.id})
    forget_directives(db.session, [directive.id])
    db.session.commit()
    tasks().drain()
    assert len(office.mails) == 1
    assert [(one.subject, one.text) for one in letters()] == [("", "")]


def test_a_trial_letter_is_sent_and_noted(office: PostOffice, make: Make) -> None:
    admin = make.admin(email="quantri@example.vn")
    mail_spool.write_trial(db.session, admin)
    db.session.commit()
    tasks().drain()
    assert office.subjects == ["Thư thử từ cổng của cơ quan"]


def test_letters_go_over_tls_with_a_password(
    app: Flask, settings: Settings, make: Make, tmp_path: Path
) -> None:
    with open_office(tmp_path) as office:
        office.wants_password = True
        about = {
            "port": office.port, "smtp_security": "starttls", "smtp_user": USER,
            "smtp_password": WORD, "smtp_ca": str(office.certificate),
        }  # fmt: skip
        for wrong, sentence in (
            ({"smtp_ca": ""}, "Chứng thư TLS"),
            ({"smtp_password": "sai"}, "SMTP_PASSWORD"),
            ({"smtp_security": "ssl"}, "SMTP_SECURITY"),
            ({"port": 1}, "SMTP_PORT"),
        ):
            app.provide(with_mail(settings, **{**about, **wrong}))
            tell(person(make), key=sentence)
            due_again()
            send_due_mail()
            assert sentence in server().last_error
        assert office.mails == []
        app.provide(with_mail(settings, **about))
        due_again()
        send_due_mail()
        assert len(office.mails) == 4


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=150
).map(lambda words: " ".join(words.split()))


@given(WORDS, WORDS)
def test_every_subject_arrives_as_it_was_written(subject: str, body: str) -> None:
    settings = Settings(mail_from="Cổng <cong@example.vn>")
    mail = Letter(
        key="k", staff=StaffMember(full_name="Hoàng Thị Mẫu"), recipient="a@example.vn",
        subject=subject, text=body, made_at=now(), urgent=True,
    )  # fmt: skip
    bare = Portal("bare")
    bare.provide(settings)
    with bare.app_context():
        written = as_mail(mail, settings)
    assert str(make_header(decode_header(str(written["Subject"])))) == subject
    assert all(len(line) < 100 for line in written.as_string().splitlines())
    payload = written.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode() == body
