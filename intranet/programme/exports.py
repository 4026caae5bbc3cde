"""What leaves the portal as a file: for a reason, which stands in the audit trail."""

from collections.abc import Callable

from flask import redirect
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from intranet.core import audit
from intranet.core.database import db
from intranet.core.errors import BadInput
from intranet.core.forms import refusal_flashed, tidy

OPEN_XML = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "docx": f"{OPEN_XML}.wordprocessingml.document",
    "xlsx": f"{OPEN_XML}.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
SHORTEST_REASON = 5


class ExportReasonMissing(BadInput):
    """Nobody said why the data leaves the portal."""

    message = _l("Cần ghi lý do xuất (ít nhất 5 ký tự) để lưu vào nhật ký.")


class ExportForm(FlaskForm):
    """Why data leaves the portal; which form is the name of the button."""

    reason = StringField(_l("Lý do xuất"), filters=[lambda text: tidy(text)[:300]])


def exported(
    act: str, write: Callable[[], bytes], name: str, back: str, on: object = None, **detail: object
) -> Response:
    """A file to keep, once the trail says who takes it out of the portal and why.

    Its kind is the end of its name; a refusal, as of a missing reason, is said on the page `back`.
    """
    with refusal_flashed():
        reason = (ExportForm().reason.data or "").strip()
        if len(reason) < SHORTEST_REASON:
            raise ExportReasonMissing
        audit.record(db.session, current_user, act, on=on, reason=reason, **detail)
        content = write()
        db.session.commit()
        answer = Response(content, content_type=MEDIA_TYPES[name.rpartition(".")[2]])
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    return redirect(back)
