"""When the portal handed the pages of a version to somebody: a note that it signs and gets back.

The reader's page carries the note (its nonce) beside the texts, and sends it with every page that
was shown. So nobody can claim to have been shown what was never handed out, and the time that
counts is the portal's own.
"""

from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.receipts.errors import NotHandedOut


def hand_out(staff: StaffMember, version: Version, *, changes: bool = False) -> str:
    """The note that this person is handed all pages of a version now, or the list of changes."""
    return _signer().dumps([staff.id, version.id, changes, now().timestamp()])


def handed_out_at(
    nonce: str, staff: StaffMember, version: Version, *, changes: bool = False
) -> datetime:
    """When these very pages were handed to this person; raises NotHandedOut.

    A note is worth no longer than a session may last.
    """
    try:
        *of_what, moment = _signer().loads(nonce)
    except BadSignature as error:
        raise NotHandedOut from error
    handed = datetime.fromtimestamp(moment, UTC)
    is_old = now() - handed > timedelta(hours=settings().session_hours)
    if is_old or of_what != [staff.id, version.id, changes]:
        raise NotHandedOut
    return handed


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="pages handed out")
