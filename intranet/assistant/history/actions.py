"""What changes the questions that are kept. Nothing here commits."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intranet.assistant.answers.answer import Answer
from intranet.assistant.history.models import QuoteVerdict, StoredQuestion
from intranet.assistant.questions.kinds import content_places
from intranet.core.clock import now
from intranet.core.database import reading, writing
from intranet.directives.audience.visibility import directive_for
from intranet.people.models import StaffMember

KEPT_DAYS = 90


def keep(
    session: Session, staff: StaffMember, answer: Answer, within: int | None
) -> StoredQuestion:
    """The question as it is kept for the asker; asked again within a day, it is the same row."""
    question = answer.question
    moment = now()
    same = (
        select(StoredQuestion)
        .filter_by(staff_id=staff.id, words=question.asked, within_id=within)
        .where(
            StoredQuestion.asked_at > moment - timedelta(days=1), StoredQuestion.filed_at.is_(None)
        )
    )
    row = session.scalars(same).first()
    if row is None:
        row = StoredQuestion(staff_id=staff.id, words=question.asked, within_id=within)
        session.add(row)
    row.asked_at, row.outcome = moment, answer.outcome.value
    row.wording, row.milliseconds = wording_of(answer), round(answer.milliseconds)
    session.flush()
    return row


def wording_of(answer: Answer) -> str:
    """What questions asked alike have in common: their telling words without marks, in order."""
    fold, places = answer.question.tokens.fold, content_places(answer.question)
    return " ".join(sorted({fold[at] for at in places})) or " ".join(fold)


def judge(
    session: Session, staff: StaffMember, question: StoredQuestion, directive: int, start: int,
    answers: bool,
) -> None:  # fmt: skip
    """Keep whether a quote answers the question; said again, the last word counts."""
    directive_for(session, staff, directive)
    key = {"question_id": question.id, "directive_id": directive, "start": start}
    session.merge(QuoteVerdict(**key, answers=answers))


def send_to_office(question: StoredQuestion, wants_word: bool) -> None:
    """Let the Office see the wording; with `wants_word` the asker is told once it is filed."""
    question.sent_at = question.sent_at or now()
    question.wants_word = wants_word


def forget(session: Session, staff: StaffMember, number: int | None = None) -> None:
    """Forget one question of this person, or all of theirs."""
    mine = delete(StoredQuestion).where(StoredQuestion.staff_id == staff.id)
    session.execute(mine.where(StoredQuestion.id == number) if number is not None else mine)


def forget_old_questions() -> None:
    """Forget what was asked longer than ninety days ago."""
    old = StoredQuestion.asked_at < now() - timedelta(days=KEPT_DAYS)
    with reading() as session:
        if session.scalar(select(StoredQuestion.id).where(old).limit(1)) is None:
            return
    with writing() as session:
        session.execute(delete(StoredQuestion).where(old))
