"""What follows when the text of an original has changed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.signals import directive_changed
from intranet.intake.signals import file_read
from intranet.core.clock import now
from intranet.core.tasks import after_commit
from intranet.directives.models import Directive, StoredFile, Version


def text_changed(session: Session, file: StoredFile) -> None:
    """Whoever shows or finds the text of this original learns that it is another one now."""
    query = select(Directive).join(Version).where(Version.file_id == file.id).distinct()
    for directive in session.scalars(query):
        directive.changed_at = now()
        directive_changed.send(session, directive)
    file_read.send(session, file)
