"""What a clerk does about badly read pages: read again another way, adopt, correct by hand."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import BadInput, existing
from intranet.core.task_queue import after_commit
from intranet.directives.models import FilePage, StoredFile
from intranet.directives.secrecy_check import must_be_public
from intranet.intake.models import FileReading, IntakeItem, ItemState, ReadingState
from intranet.intake.processing.extract_files import text_changed
from intranet.intake.processing.models import PageAttempt
from intranet.intake.processing.tasks import read_whole_file, try_page
from intranet.intake.processing.words import WAY_WORDS
from intranet.intake.quarantine.refusals import UnknownReadingMethod
from intranet.people.models import StaffMember


def page_for(session: Session, file: StoredFile, number: int) -> FilePage:
    """The page of an original; raises NotFound."""
    return existing(session.scalar(select(FilePage).filter_by(file_id=file.id, number=number)))


def attempts_of(session: Session, page: FilePage) -> Sequence[PageAttempt]:
    """Every other reading of a page, newest first."""
    query = select(PageAttempt).filter_by(page_id=page.id).options(joinedload(PageAttempt.asked_by))
    return session.scalars(query.order_by(PageAttempt.id.desc())).all()


def ask_for_attempt(session: Session, by: StaffMember, page: FilePage, way: str) -> PageAttempt:
    """Ask the machine to read a page in another way; the same wish while it waits is one.

    Raises UnknownReadingMethod.
    """
    if way not in WAY_WORDS:
        raise UnknownReadingMethod
    waiting = select(PageAttempt).filter_by(page_id=page.id, way=way, made_at=None)
    if earlier := session.scalar(waiting):
        return earlier
    attempt = PageAttempt(page=page, way=way, asked_at=now(), asked_by_id=by.id)
    session.add(attempt)
    session.flush()
    audit.record(session, by, "page.read_again", on=page.file, page=page.number, way=way)
    after_commit(session, try_page, attempt.id)
    return attempt


def adopt_attempt(session: Session, by: StaffMember, page: FilePage, attempt_id: int) -> FilePage:
    """The page with the other reading in place of its own. Raises NotFound."""
    query = select(PageAttempt).filter_by(id=attempt_id, page_id=page.id)
    made = query.where(PageAttempt.made_at.is_not(None)).options(undefer(PageAttempt.words))
    attempt = existing(session.scalar(made))
    page.rewrite(attempt.text)
    page.method, page.words = attempt.method, attempt.words
    page.confidence, page.score, page.reason = attempt.confidence, attempt.score, attempt.reason
    page.edited_at = page.edited_by = None
    reading = session.get_one(FileReading, page.file_id)
    reading.forced = {**reading.forced, str(page.number): attempt.way}
    audit.record(session, by, "page.adopted", on=page.file, page=page.number, way=attempt.way)
    _follow_up(session, page)
    return page


def correct_page(session: Session, by: StaffMember, page: FilePage, text: str) -> FilePage:
    """The page with its text as a person typed it; recognised places stay for the eye.

    Raises BadInput when nothing is left of the text, SecretTyped when it bears a secrecy mark.
    """
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise BadInput
    if page.number == 1:
        must_be_public(words)
    if words == page.text:
        return page
    page.rewrite(words)
    page.edited_at, page.edited_by = now(), by
    audit.record(session, by, "page.corrected", on=page.file, page=page.number)
    text_changed(session, page.file)
    return page


def reread_file(session: Session, by: StaffMember, file: StoredFile, way: str) -> FileReading:
    """Ask for the whole original in one way; an empty `way` lets the machine choose afresh.

    Pages that a person corrected stay. Raises UnknownReadingMethod.
    """
    if way and way not in WAY_WORDS:
        raise UnknownReadingMethod
    reading = session.get_one(FileReading, file.id)
    if reading.state in {ReadingState.READING, ReadingState.RECOGNISING}:
        return reading
    reading.forced = {str(number): way for number in range(1, file.page_count + 1) if way}
    file.printed_pages = file.printed_pages or None  # what could not be printed is tried again
    for page in session.scalars(select(FilePage).filter_by(file_id=file.id, edited_at=None)):
        page.words, page.reason, page.method = None, "", "text"
    audit.record(session, by, "file.read_again", on=file, way=way)
    read_whole_file(session, file.id)
    return reading


def _follow_up(session: Session, page: FilePage) -> None:
    """Facts that wait for the clerk are read again; published ones stay as people saw them."""
    waits = select(IntakeItem.id).filter_by(file_id=page.file_id, state=ItemState.OPEN)
    session.flush()
    if session.scalar(waits.limit(1)) is not None:
        read_whole_file(session, page.file_id)
    text_changed(session, page.file)
