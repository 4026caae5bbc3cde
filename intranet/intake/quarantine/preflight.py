"""What happens to an arriving file before anything of it is kept."""

import unicodedata

from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.current_settings import settings
from intranet.core.storage import Received
from intranet.extraction.errors import SecretMark
from intranet.extraction.sandbox.preflight import Preflight, preflight
from intranet.intake.quarantine.antivirus import scan
from intranet.intake.quarantine.isolation import awaits_erasure
from intranet.intake.quarantine.refusals import Refused
from intranet.people.models import StaffMember

UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
NAMELESS = "van-ban"


def safe_file_name(name: str) -> str:
    """The name of a file as it may be kept and shown: one line, no signs that turn or end text."""
    plain = unicodedata.normalize("NFC", name)
    signs = (" " if unicodedata.category(sign) in UNSHOWN else sign for sign in plain)
    return " ".join("".join(signs).split())[-255:] or NAMELESS


def run_preflight(session: Session, by: StaffMember, received: Received, name: str) -> Preflight:
    """What the file is, when it may be taken in.

    Looked at before the database is asked, so that nobody waits for a lock meanwhile; and before
    the file reaches the store: a secret mark must leave nothing (Law 117/2025/QH15, art. 5).
    Raises Refused; the audit line then has neither name nor hash.
    """
    try:
        scan(received.path, settings().clamd_socket)
        seen = preflight(received.path, name=name, seconds=settings().extraction_seconds)
        if seen.reason:
            raise Refused(seen.reason, seen.rule)
        if awaits_erasure(session, received.sha256):
            raise Refused(SecretMark.message, "isolated")
    except Refused as refusal:
        audit.record(session, by, "file.refused", rule=refusal.rule, size=received.size)
        raise
    return seen
