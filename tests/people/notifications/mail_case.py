"""What the tests of letters need: people with addresses, urgent news, the spool, a full disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text, update

from config import Settings
from intranet.core.clock import now
from intranet.core.database import db
from intranet.people.models import StaffMember
from intranet.people.notifications import notices
from intranet.people.notifications.models import Letter, MailServer, MailWish, NoticeChoice
from tests.making import Make
from tests.people.notifications.post_office import HOST

PORTAL = "https://cong.example.vn"


def with_mail(settings: Settings, port: int, **more: Any) -> Settings:
    """The settings with a mail server on this machine."""
    about = {
        "smtp_host": HOST, "smtp_port": port, "smtp_security": "none",
        "mail_from": "cong@example.vn", "portal_address": PORTAL + "/", **more,
    }  # fmt: skip
    return Settings(**{**vars(settings), **about})


def person(make: Make, *, mail: MailWish = MailWish.URGENT, hour: int = 7) -> StaffMember:
    """Somebody with an address and no quiet hours."""
    staff = make.staff()
    staff.email = f"{staff.username}@example.vn"
    db.session.add(
        NoticeChoice(staff_id=staff.id, mail=mail, digest_hour=hour, quiet_from=0, quiet_to=0)
    )
    db.session.commit()
    return staff


def tell(*people: StaffMember, key: str = "tin:1", **more: Any) -> None:
    """Tell these people something urgent, and commit."""
    about = {"words": "Khẩn: đọc ngay %(symbol)s", "gaps": {"symbol": "12/CĐ-UBND"}, **more}
    about.setdefault("urgent", True)
    notices.notify(db.session, [one.id for one in people], key=key, **about)
    db.session.commit()


def letters() -> list[Letter]:
    """The whole spool."""
    db.session.rollback()
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def server() -> MailServer:
    """What is known of the mail server."""
    db.session.rollback()
    return db.session.get_one(MailServer, 1, populate_existing=True)


def due_again() -> None:
    """Let every pause be over."""
    db.session.execute(update(Letter).values(next_at=now()))
    db.session.execute(update(MailServer).values(next_at=None, busy_until=None))
    db.session.commit()


def the_minute_is_over() -> None:
    """What has gone out went out long ago."""
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    db.session.execute(update(Letter).where(Letter.sent_at.is_not(None)).values(sent_at=long_ago))
    db.session.commit()


@contextmanager
def full_disk(column: str) -> Iterator[None]:
    """SQLite refuses an update of this column of letters, as it does on a full disk."""
    raised = "SELECT RAISE(ABORT, 'database or disk is full')"
    trigger = f"CREATE TRIGGER full BEFORE UPDATE OF {column} ON letter BEGIN {raised}; END"
    db.session.execute(text(trigger))
    db.session.commit()
    yield
    db.session.rollback()
    db.session.execute(text("DROP TRIGGER full"))
    db.session.commit()
    due_again()
