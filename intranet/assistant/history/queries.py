"""The questions of one person."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.assistant.history.models import QuoteVerdict, StoredQuestion
from intranet.core.errors import existing
from intranet.people.models import StaffMember

MOST_SHOWN = 20


def my_question(session: Session, staff: StaffMember, number: int) -> StoredQuestion:
    """The question, if this person asked it; otherwise it does not exist: NotFound."""
    mine = select(StoredQuestion).filter_by(id=number, staff_id=staff.id)
    return existing(session.scalar(mine))


def my_questions(session: Session, staff: StaffMember) -> Sequence[StoredQuestion]:
    """The last questions of this person, newest first."""
    mine = select(StoredQuestion).filter_by(staff_id=staff.id)
    newest = mine.order_by(StoredQuestion.asked_at.desc(), StoredQuestion.id.desc())
    return session.scalars(newest.limit(MOST_SHOWN)).all()


def verdicts(session: Session, question: StoredQuestion) -> Mapping[tuple[int, int], bool]:
    """What the asker said of quotes, by directive and place."""
    said = select(QuoteVerdict).filter_by(question_id=question.id)
    return {(row.directive_id, row.start): row.answers for row in session.scalars(said)}
