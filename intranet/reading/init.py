"""How reading takes its place in the portal."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from config import Settings
from intranet.core.application import Portal
from intranet.core.tasks import TaskQueue, after_commit
from intranet.directives import hooks as directives
from intranet.directives.signals import audience_widened, version_published
from intranet.directives.slots import below_changes, beside
from intranet.people.notifications.notice_text import register_kind
from intranet.people.signals import holidays_changed, staff_moved
from intranet.people.slots import account_notices
from intranet.reading import panels, slots, tasks, views_coverage, views_quiz
from intranet.reading.assignments import notices, views_excuses
from intranet.reading.blueprint import bp
from intranet.reading.commands import coverage, receipts
from intranet.reading.coverage.heat_map import curve_data, shade
from intranet.reading.receipts import views, views_manual_receipts, views_proof
from intranet.reading.reminders import manual_reminders
from intranet.reading.reminders import views as views_reminders
from intranet.reading.signals import assignment_made
from intranet.search import hooks as search

VIEWS = (
    views, views_coverage, views_excuses, views_manual_receipts, views_proof, views_quiz,
    views_reminders,
)  # fmt: skip
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The pages of reading; what it shows, answers and does when lower rooms act."""
    app.register_blueprint(bp)
    app.cli.add_command(receipts)
    app.cli.add_command(coverage)
    soon = app.service(Settings).due_soon_days
    app.jinja_env.globals.update(
        shade=shade, curve_data=curve_data, due_soon_days=soon, coverage_slots=slots
    )
    register_kind(notices.KIND, _l("Văn bản cần đọc"), "book")
    register_kind(manual_reminders.KIND, _l("Nhắc đọc"), "alarm")
    _take_part()
    _register_tasks(app.service(TaskQueue))


def _take_part() -> None:
    version_published.connect(panels.assign_version)
    staff_moved.connect(panels.follow_staff)
    audience_widened.connect(panels.follow_audience)
    holidays_changed.connect(panels.follow_calendar)
    assignment_made.connect(deliver_soon)
    beside.register(panels.receipt_panel)
    beside.register(panels.coverage_panel)
    below_changes.register(panels.changes_panel)
    account_notices.register(panels.account_notice)
    directives.pages_seen.fill(panels.noted_pages)
    search.reading_marks.fill(panels.reading_marks)
    search.unread_entries.fill(panels.unread_entries)


def _register_tasks(queue: TaskQueue) -> None:
    queue.register(tasks.deliver)
    queue.register(tasks.settle_everything)
    queue.register(tasks.sweep_deliveries, every_minute=True)
    queue.register(tasks.begin_day, every_minute=True)
    queue.register(tasks.check_receipts, every_minute=True)
    queue.register(tasks.remind_today, every_minute=True)


def deliver_soon(session: Session, assignment_id: int) -> None:
    """Let the worker put an assignment into the lists of its people, once it is committed."""
    after_commit(session, tasks.deliver, assignment_id)
