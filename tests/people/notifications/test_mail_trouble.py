"""Letters in bad times: sent once, lost by no dead server, full disk or clock."""

from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError

from config import Settings
from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.people.notifications import notices
from intranet.people.notifications.mail_sending import send_due_mail
from intranet.people.notifications.models import Letter, MailServer
from tests.making import Make
from tests.people.notifications.mail_case import (
    due_again,
    full_disk,
    letters,
    person,
    server,
    tell,
    the_minute_is_over,
    with_mail,
)
from tests.people.notifications.post_office import PostOffice

pytestmark = pytest.mark.usefixtures("office")


def test_a_dead_server_costs_nothing_but_time(office: PostOffice, make: Make) -> None:
    office.greeting = "421 too busy"
    reader = person(make)
    for n in range(3):
        tell(reader, key=f"tin:{n}")
    tasks().drain()
    assert [(one.attempts, one.sent_at) for one in letters()] == [(0, None)] * 3
    assert server().failing_since is not None
    assert "421" in server().last_error
    send_due_mail()  # the pause is not over: nobody knocks
    assert server().failures == 1
    for _time in range(4):
        due_again()
        send_due_mail()
    assert server().failures == 5
    office.greeting = "220 ready"
    due_again()
    send_due_mail()
    assert len(office.mails) == 3
    assert server().failing_since is None


def test_a_dead_server_is_left_in_peace_for_longer_and_longer(
    office: PostOffice, make: Make
) -> None:
    office.greeting = "421 too busy"
    tell(person(make))
    pauses = []
    for _time in range(4):
        send_due_mail()
        next_at = server().next_at
        assert next_at is not None
        pauses.append(next_at - now())
        due_again()
    assert pauses[3] > 3 * pauses[0]


def test_a_recipient_the_server_will_never_take_is_noted(office: PostOffice, make: Make) -> None:
    wrong, right = person(make), person(make)
    office.recipients[wrong.email] = "550 5.1.1 no such mailbox"
    tell(wrong, right)
    tasks().drain()
    refused, sent = letters()
    assert refused.failed_at is not None
    assert "550 5.1.1 no such mailbox" in refused.last_error
    assert sent.sent_at is not None
    due_again()
    send_due_mail()
    assert len(office.mails) == 1


def test_a_letter_the_server_wants_later_is_tried_with_growing_pauses(
    office: PostOffice, make: Make
) -> None:
    reader = person(make)
    office.recipients[reader.email] = "451 greylisted"
    tell(reader)
    tasks().drain()
    pauses = []
    for _time in range(3):
        pauses.append(letters()[0].next_at - now())
        due_again()
        send_due_mail()
    assert pauses == sorted(pauses)
    assert pauses[2] > 3 * pauses[0]
    assert "451" in letters()[0].last_error
    del office.recipients[reader.email]
    due_again()
    send_due_mail()
    assert len(office.mails) == 1
    assert letters()[0].last_error == ""


def test_a_line_cut_in_the_middle_loses_no_letter(office: PostOffice, make: Make) -> None:
    tell(person(make), person(make))
    office.drops_in_data = 1
    tasks().drain()
    assert office.mails == []
    due_again()
    send_due_mail()
    assert len(office.mails) == 2


def test_a_letter_that_is_refused_as_such_does_not_hold_up_the_next(
    office: PostOffice, make: Make
) -> None:
    office.data = "554 looks like spam"
    tell(person(make), person(make))
    tasks().drain()
    assert all("554" in one.last_error for one in letters())
    assert all(one.failed_at for one in letters())


def test_a_sender_that_is_not_taken_is_the_servers_matter(office: PostOffice, make: Make) -> None:
    office.sender = "550 not from you"
    tell(person(make))
    tasks().drain()
    assert letters()[0].attempts == 0
    assert "MAIL_FROM" in server().last_error


def test_no_more_letters_go_out_in_a_minute_than_allowed(
    settings: Settings, office: PostOffice, app: Flask, make: Make
) -> None:
    app.provide(with_mail(settings, office.port, letters_a_minute=2))
    tell(*[person(make) for _n in range(3)])
    tasks().drain()
    send_due_mail()
    assert len(office.mails) == 2
    the_minute_is_over()
    send_due_mail()
    assert len(office.mails) == 3


def test_two_carriers_at_once_send_each_letter_once(
    app: Flask, office: PostOffice, make: Make
) -> None:
    tell(*[person(make) for _n in range(4)])
    office.seconds = 0.05
    db.session.rollback()

    def run() -> None:
        with app.app_context():
            send_due_mail()

    threads = [Thread(target=run) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    due_again()
    send_due_mail()
    assert len(office.mails) == 4
    assert len({mail["Message-ID"] for mail in office.mails}) == 4


def test_nothing_is_sent_that_could_not_be_noted_before(office: PostOffice, make: Make) -> None:
    tell(person(make))
    with full_disk("attempts"), pytest.raises(DatabaseError):
        send_due_mail()
    assert office.mails == []
    send_due_mail()
    assert len(office.mails) == 1


def test_a_letter_whose_going_was_not_noted_goes_again_under_the_same_name(
    office: PostOffice, make: Make
) -> None:
    tell(person(make))
    with full_disk("sent_at"), pytest.raises(DatabaseError):
        send_due_mail()
    send_due_mail()
    first, second = office.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


def tell_much(number: int) -> None:
    """More than fits on the last free page."""
    for n in range(500):
        notices.notify(db.session, [number], key=f"tin:{n}", words="Tin " * 200, urgent=True)


def test_a_full_disk_tells_either_all_or_nothing(make: Make) -> None:
    reader = person(make)
    db.session.execute(text("PRAGMA max_page_count = 1"))
    with pytest.raises(DatabaseError, match="full"):
        tell_much(reader.id)
    db.session.rollback()
    assert letters() == []
    assert db.session.scalar(notices.unread_query(reader.id)) == 0
    db.session.execute(text("PRAGMA max_page_count = 1000000"))
    tell(reader)
    assert len(letters()) == 1


def test_a_clock_that_jumps_back_delays_letters_and_doubles_none(
    office: PostOffice, make: Make
) -> None:
    tell(person(make), person(make))
    tasks().drain()
    ahead = now() + timedelta(days=300)
    db.session.execute(update(Letter).values(sent_at=ahead, next_at=ahead, made_at=ahead))
    db.session.execute(update(MailServer).values(busy_until=ahead, next_at=ahead))
    db.session.commit()
    tell(person(make), key="sau")
    tasks().drain()
    assert len(office.mails) == 3
