"""What reading shows on the pages of lower rooms, and what it answers when they ask."""

from collections.abc import Sequence

from flask import g, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select

from intranet.core.clock import local_day
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.office_settings import office
from intranet.directives.hooks import PagesSeen, ReadingMark
from intranet.directives.models import Directive, Version
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, has, may
from intranet.reading.assignments import my_reading
from intranet.reading.assignments.my_reading import ToRead, UnreadCount
from intranet.reading.coverage.counts import add_up
from intranet.reading.coverage.queries import open_assignment_of, unit_counts
from intranet.reading.page_ranges import page_ranges
from intranet.reading.receipts import page_views
from intranet.reading.receipts.handing_out import hand_out
from intranet.reading.retention import first_retained_day, proposal
from intranet.reading.words import STEP


def noted_pages(directive: Directive, version: Version) -> PagesSeen:
    """The pages this person has seen of a version, where they are noted."""
    mine = _my_reading(directive)
    if mine is None or mine.version_id != version.id:
        return PagesSeen()
    url = url_for("reading.seen", directive_id=directive.id, version_id=version.id)
    if mine.done and mine.seen >= mine.pages:
        pages = frozenset(range(1, mine.pages + 1))
    else:
        pages = page_views.shown_pages(db.session, current_user, version.id) - {page_views.CHANGES}
    nonce = hand_out(current_user, version)
    return PagesSeen(url, sorted(pages), settings().seconds_a_page, nonce)


def unread_query(staff: StaffMember) -> Select[int, int, int] | None:
    """What `note_unread` wants to know; None for one who does not read, or when it is known."""
    if "unread_count" in g or not may(staff.role, Permission.READ):
        return None
    return my_reading.unread_query(staff, office().due_soon_days)


def note_unread(number: int, late: int, pressing: int) -> None:
    """Keep the number beside "Cần đọc" for the rest of the page."""
    g.unread_count = UnreadCount(number, late, pressing)


def unread_count(staff: StaffMember) -> UnreadCount:
    """The number beside "Cần đọc", asked once a page."""
    if (query := unread_query(staff)) is not None:
        note_unread(*db.session.execute(query).one())
    counted: UnreadCount = g.get("unread_count", UnreadCount(0, 0))
    return counted


def reading_marks(directive_ids: Sequence[int]) -> dict[int, ReadingMark]:
    """How far I am with each of these directives; those not given to me to read are left out."""
    rows = my_reading.reading_of(db.session, current_user, directive_ids)
    return {row.directive.id: _mark(row) for row in rows}


def unread_entries(staff: StaffMember) -> frozenset[str]:
    """What this person was asked to read and has not, by the names of the search index."""
    unread = my_reading.unread_directives(db.session, staff)
    return frozenset(f"directive:{number}" for number in unread)


def _mark(row: ToRead) -> ReadingMark:
    if row.confirmed_at:
        day = f"{local_day(row.confirmed_at):%d/%m/%Y}"
        return ReadingMark("confirmed", _("Tôi đã xác nhận %(day)s", day=day))
    if row.overdue:
        return ReadingMark("overdue", _("Quá hạn %(n)s ngày", n=row.days_late))
    return ReadingMark(row.step.value, str(STEP[row.step]))


def account_notice(_staff: StaffMember) -> str:
    """What is left to read, on the page of the own account."""
    if not may(current_user.role, Permission.READ):
        return ""
    return render_template("reading/account_notice.html", left=unread_count(current_user))


def _my_reading(directive: Directive) -> ToRead | None:
    # How far I am with a directive, asked once a page; None when it was not given to me.
    known: dict[int, ToRead | None] = g.setdefault("my_reading", {})
    if directive.id not in known:
        rows = my_reading.reading_of(db.session, current_user, [directive.id])
        known[directive.id] = rows[0] if rows else None
    return known[directive.id]


def receipt_panel(directive: Directive, version: Version) -> str:
    """What I have to do with this directive, and the button that confirms it."""
    mine = _my_reading(directive)
    if mine is None:
        return ""
    current, of_mine = mine.version_id == version.id, (db.session, current_user, version)
    missing = page_views.missing_pages(*of_mine) if current and not mine.done else []
    return render_template(
        "reading/receipt_panel.html",
        mine=mine,
        directive=directive,
        version=version,
        missing=page_ranges(missing),
        next=_next_to_read(directive) if mine.done or not mine.assignment.must_confirm else None,
        before=page_views.confirmed_before(*of_mine) if current else None,
    )


def _next_to_read(directive: Directive) -> ToRead | None:
    # What I have to read next, the most pressing first; the sidebar has asked whether anything is.
    if not unread_count(current_user).number:
        return None
    left = my_reading.left_to_read(db.session, current_user, 2)
    return next((row for row in left if row.directive.id != directive.id), None)


def changes_panel(directive: Directive, version: Version, before: Version, shown: bool) -> str:
    """Confirming what a new version changed, for who has confirmed the version before it."""
    mine = _my_reading(directive)
    if mine is None or mine.done or mine.version_id != version.id or not shown:
        return ""
    if page_views.confirmed_before(db.session, current_user, version) != before:
        return ""
    return render_template(
        "reading/changes_panel.html",
        mine=mine, directive=directive, version=version, before=before,
        nonce=hand_out(current_user, version, changes=True),
        ready=not page_views.missing_pages(db.session, current_user, version),
    )  # fmt: skip


def coverage_panel(directive: Directive, version: Version) -> str:
    """How many have confirmed, for those who may watch."""
    if not has(current_user, Permission.WATCH):
        return ""
    mine = _my_reading(directive)
    assignment = mine.assignment if mine else open_assignment_of(db.session, directive)
    if assignment is None:
        return ""
    counts = add_up(unit_counts(db.session, current_user, [assignment.id]))
    if not counts.required:
        return ""
    return render_template(
        "reading/coverage_panel.html", counts=counts, directive=directive, version=version
    )


def retention_panel() -> str:
    """What is older than the retention time, and the command that retires it."""
    before = first_retained_day()
    return render_template(
        "reading/retention.html",
        before=before, years=office().retention_years, proposed=proposal(db.session, before),
    )  # fmt: skip
