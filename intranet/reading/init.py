"""How reading takes its place in the portal."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from intranet.core.anchors.anchoring import AnchoredChains
from intranet.core.application import Portal
from intranet.core.task_queue import after_commit
from intranet.directives import hooks, signals, slots
from intranet.directives.models import Version
from intranet.directives.values import ReadingOrder
from intranet.people.hooks import reading_ahead
from intranet.people.models import StaffMember
from intranet.people.notifications.notice_text import register_kind
from intranet.people.signals import holidays_changed, staff_moved
from intranet.people.slots import account_notices
from intranet.reading import (
    panels,
    tasks,
    views_coverage,
    views_directive_coverage,
    views_quiz,
    views_reminders,
    views_waiting_people,
)
from intranet.reading.assignments import (
    change_notices,
    delivery,
    manage_panel,
    newcomers,
    views,
    views_excuses,
    views_order,
)
from intranet.reading.assignments.actions import assign, follow_directive_status
from intranet.reading.blueprint import bp
from intranet.reading.commands import coverage, receipts
from intranet.reading.coverage.heat_map_levels import heat_class
from intranet.reading.coverage.reconcile import reconcile_directive, reconcile_people
from intranet.reading.models import ReceiptStep
from intranet.reading.plan import views as plan_views
from intranet.reading.receipts import views as views_receipts
from intranet.reading.receipts import views_manual_receipts
from intranet.reading.reminders import manual_reminders
from intranet.search import hooks as search

VIEWS = (
    plan_views, views, views_coverage, views_directive_coverage, views_excuses,
    views_manual_receipts, views_order, views_quiz, views_receipts, views_reminders,
    views_waiting_people,
)  # fmt: skip
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The pages of reading; what it shows, answers and does when lower rooms act."""
    app.register_blueprint(bp)
    app.cli.add_command(receipts)
    app.cli.add_command(coverage)
    app.jinja_env.globals.update(heat_class=heat_class)
    register_kind(delivery.KIND, _l("Văn bản cần đọc"), "book")
    register_kind(change_notices.KIND, _l("Thay đổi, thu hồi văn bản"), "arrow-counterclockwise")
    register_kind(manual_reminders.KIND, _l("Nhắc đọc"), "alarm")
    app.service(AnchoredChains).add(ReceiptStep)
    _take_part()


def _take_part() -> None:
    signals.version_published.connect(assign_version)
    signals.directive_status_changed.connect(follow_directive_status)
    signals.audience_changed.connect(reconcile_directive)
    signals.publication_undone.connect(change_notices.follow_undo)
    signals.directive_recalled.connect(change_notices.tell_recalled)
    hooks.order_url.fill(views_order.order_address)
    hooks.read_by_somebody.fill(change_notices.read_by_somebody)
    staff_moved.connect(reconcile_people)
    holidays_changed.connect(follow_calendar)
    slots.beside.register(panels.receipt_panel)
    slots.beside.register(panels.coverage_panel)
    slots.beside.register(manage_panel.manage_panel)
    hooks.recall_effects.fill(manage_panel.recall_effects)
    slots.below_changes.register(panels.changes_panel)
    account_notices.register(panels.account_notice)
    reading_ahead.fill(newcomers.reading_ahead)
    hooks.pages_seen.fill(panels.noted_pages)
    hooks.reading_marks.fill(panels.reading_marks)
    search.unread_entries.fill(panels.unread_entries)


def assign_version(
    session: Session, version: Version, order: ReadingOrder | None, by: StaffMember
) -> None:
    """Give a published version to its audience to read, if its publisher asked for it."""
    if order is not None:
        assign(session, by, version, order)


def follow_calendar(session: Session) -> None:
    """Let the worker count own deadlines anew after the days off have changed."""
    after_commit(session, tasks.reconcile_coverage)
