"""What leaves the portal as a file: for a reason, which stands in the audit trail."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import StringField

from intranet.core import audit
from intranet.core.errors import BadInput
from intranet.core.forms import tidy
from intranet.people.models import StaffMember

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
SHORTEST_REASON = 5


class ExportReasonMissing(BadInput):
    """Nobody said why the data leaves the portal."""

    message = _l("Cần ghi lý do xuất (ít nhất 5 ký tự) để lưu vào nhật ký.")


class ExportForm(FlaskForm):
    """Why data leaves the portal; which form is the name of the button."""

    reason = StringField(_l("Lý do xuất"), filters=[lambda text: tidy(text)[:300]])


def note_export(
    session: Session, by: StaffMember, act: str, reason: str, on: object = None, **detail: object
) -> audit.AuditEntry:
    """The line of the trail that says who took what out of the portal, and why.

    Raises ExportReasonMissing.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise ExportReasonMissing
    return audit.record(session, by, act, on=on, reason=reason.strip(), **detail)


def download(content: bytes, media_type: str, name: str) -> Response:
    """A file to keep."""
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
