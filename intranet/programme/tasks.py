"""What the worker does for the reports."""

from intranet.core.database import db
from intranet.programme.reports import pdf, queries


def print_report(number: int) -> None:
    """Make the PDF of a report."""
    snapshot = queries.report_for(db.session, number)
    pdf.keep_pdf(snapshot, queries.figures_of(db.session, snapshot))
    db.session.close()
