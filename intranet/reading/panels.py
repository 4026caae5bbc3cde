"""What reading shows on the pages of lower rooms, and what it does when they act."""

from collections.abc import Sequence

from flask import g, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session

from intranet.core.clock import local_day
from intranet.core.database import db
from intranet.core.settings import settings
from intranet.core.tasks import after_commit
from intranet.directives.hooks import PagesSeen
from intranet.directives.models import Directive, Version
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember
from intranet.people.permissions import has
from intranet.people.roles import Permission, may
from intranet.reading.assignments import actions
from intranet.reading.assignments.my_reading_queries import (
    ToRead,
    UnreadCount,
    left_to_read,
    my_list,
    my_reading,
    open_count,
    pages_seen,
)
from intranet.reading.coverage import queries
from intranet.reading.coverage.completion_rate import CompletionRate
from intranet.reading.page_ranges import ranges
from intranet.reading.receipts.page_views import confirmed_before, missing_pages
from intranet.reading.tasks import settle_everything
from intranet.search.hooks import ReadingMark


def assign_version(
    session: Session, version: Version, order: ReadingOrder | None, by: StaffMember
) -> None:
    """Give a published version to its audience to read, if its publisher asked for it."""
    if order is not None:
        actions.assign(session, by, version, order)


def follow_staff(session: Session, staff_ids: frozenset[int]) -> None:
    """Settle what people who joined, moved, left or are away have to read, with the same commit."""
    actions.reconcile_people(session, sorted(staff_ids))


def follow_audience(session: Session, directive: Directive, _by: StaffMember) -> None:
    """Ask those whom a wider audience adds."""
    actions.reconcile_directive(session, directive)


def follow_calendar(session: Session) -> None:
    """Let the worker count own deadlines anew after the days off have changed."""
    after_commit(session, settle_everything)


def noted_pages(directive: Directive, version: Version) -> PagesSeen:
    """The pages this person has seen of a version, where they are noted."""
    mine = _mine(directive)
    if mine is None or mine.version_id != version.id:
        return PagesSeen()
    url = url_for("reading.seen", directive_id=directive.id, version_id=version.id)
    pages = pages_seen(db.session, current_user, version.id)
    return PagesSeen(url, sorted(pages), settings().seconds_a_page)


def rail_count(staff: StaffMember) -> UnreadCount:
    """The number beside "Cần đọc"."""
    if "open_count" not in g:
        g.open_count = open_count(db.session, staff, settings().due_soon_days)
    found: UnreadCount = g.open_count
    return found


def reading_marks(directive_ids: Sequence[int]) -> dict[int, ReadingMark]:
    """How far I am with each of these directives; those not given to me to read are left out."""
    found = my_list(db.session, current_user, only=directive_ids)
    return {one.directive.id: _mark(one) for one in found}


def unread_entries(staff: StaffMember) -> frozenset[str]:
    """What this person was asked to read and has not, by the names of the search index."""
    return frozenset(f"directive:{number}" for number in left_to_read(db.session, staff))


def _mark(one: ToRead) -> ReadingMark:
    if one.confirmed_at:
        day = f"{local_day(one.confirmed_at):%d/%m/%Y}"
        return ReadingMark("confirmed", _("Tôi đã xác nhận %(day)s", day=day))
    if one.overdue:
        return ReadingMark("overdue", _("Quá hạn %(n)s ngày", n=-(one.days_left or 0)))
    words = {"delivered": _("Chưa xem"), "opened": _("Đã xem"), "read_through": _("Đã đọc hết")}
    return ReadingMark(one.step.value, words[one.step.value])


def account_notice(_staff: StaffMember) -> str:
    """What is left to read, on the page of the own account."""
    if not may(current_user.role, Permission.READ):
        return ""
    return render_template("reading/notice.html", left=rail_count(current_user))


def _mine(directive: Directive) -> ToRead | None:
    """How far I am with a directive, asked once a page."""
    known: dict[int, ToRead | None] = g.setdefault("my_reading", {})
    if directive.id not in known:
        known[directive.id] = my_reading(db.session, current_user, directive)
    return known[directive.id]


def receipt_panel(directive: Directive, version: Version) -> str:
    """What I have to do with this directive, and the button that confirms it."""
    mine = _mine(directive)
    if mine is None:
        return ""
    current = mine.version_id == version.id
    asked = current and not mine.done
    return render_template(
        "reading/receipt.html",
        mine=mine,
        directive=directive,
        version=version,
        missing=ranges(missing_pages(db.session, current_user, version)) if asked else [],
        before=confirmed_before(db.session, current_user, version) if current else None,
    )


def changes_panel(directive: Directive, version: Version, before: Version, shown: bool) -> str:
    """Confirming what a new version changed, for who has confirmed the version before it."""
    mine = _mine(directive)
    if mine is None or mine.done or mine.version_id != version.id or not shown:
        return ""
    if confirmed_before(db.session, current_user, version) != before:
        return ""
    return render_template(
        "reading/confirm_changes.html",
        mine=mine, directive=directive, version=version, before=before,
        ready=not missing_pages(db.session, current_user, version),
    )  # fmt: skip


def coverage_panel(directive: Directive, version: Version) -> str:
    """How many have confirmed, for those who may watch."""
    if not has(current_user, Permission.WATCH):
        return ""
    assignment = queries.assignment_of(db.session, directive)
    if assignment is None:
        return ""
    found = queries.cells(db.session, current_user, assignment.id)
    share = CompletionRate(sum(one.done for one in found), sum(one.required for one in found))
    if not share.total:
        return ""
    opened = sum(one.opened for one in found)
    return render_template(
        "reading/coverage_panel.html",
        share=share, opened=opened, directive=directive, version=version,
    )  # fmt: skip
