"""What the worker does for the reports."""

from intranet.core.database import db
from intranet.core.tasks import LATER, TaskQueue
from intranet.programme.reports import pdf, queries
from intranet.programme.reports.wordings import figures_of


def register(queue: TaskQueue) -> None:
    """Make the tasks of this room known."""
    queue.register(print_report, priority=LATER)


def print_report(number: int) -> None:
    """Make the PDF of a report."""
    snapshot = queries.report_for(db.session, number)
    pdf.keep_pdf(snapshot, figures_of(db.session, snapshot))
    db.session.close()
