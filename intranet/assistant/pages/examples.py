"""Examples of questions, made from what a person may see: nothing else is hinted at."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from intranet.directives.audience.visibility import visible
from intranet.directives.models import Directive
from intranet.directives.words import TYPE
from intranet.people.models import StaffMember


def examples_for(session: Session, staff: StaffMember) -> Sequence[str]:
    """Four questions that can be asked as they stand."""
    newest = visible(staff).where(Directive.symbol != "").order_by(Directive.id.desc()).limit(1)
    last = session.scalar(newest)
    if last is None:
        return [_("Văn bản nào tôi chưa đọc?")]
    kind = str(TYPE[last.kind]).lower() if last.kind else _("văn bản")
    year = last.issued_on.year if last.issued_on else last.received_on.year
    return [
        _("Văn bản nào tôi chưa đọc?"),
        _("Có bao nhiêu %(kind)s của %(body)s năm %(year)s?", kind=kind,
          body=last.issuing_body.name, year=year),
        _("Ai ban hành %(symbol)s?", symbol=last.symbol),
        _("%(symbol)s còn hiệu lực không?", symbol=last.symbol),
    ]  # fmt: skip
