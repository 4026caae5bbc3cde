"""How a person chooses to be told: letters, their hour, and hours of quiet."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from intranet.core.audit import AuditEntry
from intranet.core.clock import HOME, now
from intranet.core.database import db
from intranet.people.notifications.models import MailWish
from intranet.people.notifications.notice_choices import after_quiet, choice_of, in_quiet, usual
from tests.making import Make
from tests.people.notifications.test_notices import of, tell
from tests.site import Page, Site


def test_a_person_chooses_letters_and_hours(site: Site, make: Make) -> None:
    reader = make.staff()
    hours = {"digest_hour": "9", "quiet_from": "18", "quiet_to": "5"}
    site.sign_in(reader).post("people.notice_choose", {"mail": "digest", **hours})
    chosen = choice_of(db.session, reader.id)
    assert (chosen.mail, chosen.digest_hour, chosen.quiet_from) == (MailWish.DIGEST, 9, 18)
    acts = db.session.scalars(select(AuditEntry.act)).all()
    assert acts.count("notices.chosen") == 1
    site.post("people.notice_choose", {"mail": "digest", **hours})
    assert db.session.scalars(select(AuditEntry.act)).all().count("notices.chosen") == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"mail": "urgent", "digest_hour": "22"}, "nằm trong giờ yên lặng"),
        ({"mail": "fax", "digest_hour": "7"}, "Chưa lưu được"),
        ({"mail": "urgent", "digest_hour": "24"}, "Chưa lưu được"),
        ({"mail": "urgent", "digest_hour": ""}, "Chưa lưu được"),
    ],
)
def test_a_wrong_choice_is_told_and_nothing_is_kept(
    site: Site, make: Make, sent: dict[str, str], sentence: str
) -> None:
    reader = make.staff()
    hours = {"quiet_from": "20", "quiet_to": "6"}
    answer = site.sign_in(reader).post("people.notice_choose", {**hours, **sent})
    assert answer.status_code == 400
    assert sentence in Page(answer).text
    assert choice_of(db.session, reader.id).digest_hour == 7


def test_quiet_hours_may_cross_midnight() -> None:
    choice = usual(1)
    assert [hour for hour in range(24) if in_quiet(choice, hour)] == [*range(6), *range(20, 24)]
    night = datetime(2026, 11, 23, 22, 15, tzinfo=HOME)
    assert after_quiet(choice, night) == datetime(2026, 11, 24, 6, tzinfo=HOME)
    early = night.replace(hour=5)
    assert after_quiet(choice, early) == datetime(2026, 11, 23, 6, tzinfo=HOME)
    noon = night.replace(hour=12)
    assert after_quiet(choice, noon) == noon
    choice.quiet_from = choice.quiet_to
    assert not any(in_quiet(choice, hour) for hour in range(24))


def test_an_old_pile_is_not_mailed_to_whoever_begins_to_take_letters(
    site: Site, make: Make
) -> None:
    reader = make.staff()
    hours = {"digest_hour": "7", "quiet_from": "20", "quiet_to": "6"}
    site.sign_in(reader).post("people.notice_choose", {"mail": "off", **hours})
    tell(reader)
    site.post("people.notice_choose", {"mail": "urgent", **hours})
    assert of(reader)[0].mailed_at is not None
    assert of(reader)[0].at > now() - timedelta(minutes=5)
