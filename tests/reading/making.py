"""Gives directives to read, and reads them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from intranet.core.clock import HOME, now, today
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember
from intranet.reading.assignments.actions import assign
from intranet.reading.receipts import confirmation
from intranet.reading.receipts.page_views import show_page
from tests.making import Make
from tests.site import Page


def given(
    make: Make, *, deadline: date | None = None, must_confirm: bool = True, **about: Any
) -> Directive:
    """A published directive that its audience was asked to read."""
    directive = make.directive(**about)
    order = ReadingOrder(must_confirm, deadline or today() + timedelta(days=7))
    assign(db.session, directive.published_by, directive.latest, order)
    db.session.commit()
    return directive


def given_days_ago(make: Make, days: int, *, lasting: int, **about: object) -> Directive:
    """A directive given some days ago, to be read within some days from then."""
    start = today() - timedelta(days=days)
    deadline = start + timedelta(days=lasting)
    moment = datetime.combine(start, time(9), HOME)
    return given(make, deadline=deadline, published_at=moment, **about)


def read(staff: StaffMember, directive: Directive, *, pages: int | None = None) -> None:
    """Show the person the first pages (default: all) of the newest version."""
    total, each = (
        pages or directive.latest.file.page_count,
        timedelta(seconds=settings().seconds_a_page),
    )
    begun = now() - total * each
    for page in range(1, total + 1):
        show_page(db.session, staff, directive.latest, page, begun, begun + page * each)
    db.session.commit()


def confirm(staff: StaffMember, directive: Directive) -> None:
    """Read everything and confirm."""
    read(staff, directive)
    confirmation.confirm(db.session, staff, directive.latest)
    db.session.commit()


def nonce_on(page: Page) -> str:
    """What a reader's page carries to prove that its texts were handed out."""
    return next(str(nonce) for one in page.root.iter() if (nonce := one.get("data-nonce")))
