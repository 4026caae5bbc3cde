"""What the worker does for the reports."""

from intranet.core.database import db
from intranet.programme.reports import pdf, queries
from intranet.programme.reports.wordings import figures_of


def print_report(number: int) -> None:
    """Make the PDF of a report."""
    snapshot = queries.report_for(db.session, number)
    pdf.keep_pdf(snapshot, figures_of(db.session, snapshot))
    db.session.close()
