"""The check of understanding before a confirmation: setting questions, answering them, results.

Nothing here commits. Results are by question, never by person.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.coverage.counts import CompletionRate
from intranet.reading.coverage.queries import watches
from intranet.reading.quiz.errors import AlreadyAnswered, TooManyQuestions
from intranet.reading.quiz.models import Question, QuizAnswer

MOST_QUESTIONS = 5


@dataclass(frozen=True)
class QuestionDraft:
    """A question as the Office writes it; right is the place of the right option, from 0."""

    text: str
    options: tuple[str, ...]
    right: int
    page: int | None = None


def set_questions(
    session: Session, by: StaffMember, version: Version, drafts: Sequence[QuestionDraft]
) -> list[Question]:
    """The questions of a version, in place of those that stood there; no drafts take them away.

    Raises AlreadyAnswered once somebody has answered, TooManyQuestions above five.
    """
    if len(drafts) > MOST_QUESTIONS:
        raise TooManyQuestions
    standing = questions_of(session, version.id)
    if list(drafts) == [
        QuestionDraft(question.text, tuple(question.options), question.right, question.page)
        for question in standing
    ]:
        return standing
    if is_answered(session, version.id):
        raise AlreadyAnswered
    session.execute(delete(Question).where(Question.version_id == version.id))
    common = {"version_id": version.id, "asked_at": now(), "asked_by_id": by.id}
    questions = [
        Question(**{**vars(draft), "options": list(draft.options)}, position=position, **common)
        for position, draft in enumerate(drafts, 1)
    ]
    session.add_all(questions)
    session.flush()
    audit.record(session, by, "questions.asked", on=version, number=len(questions))
    return questions


def answer(
    session: Session, staff: StaffMember, version_id: int, chosen: Mapping[int, int], attempt: str
) -> list[Question]:
    """The questions that this attempt leaves wrong or unanswered; chosen is by question id.

    attempt names the sent form: the same form sent twice is one attempt.
    """
    again = select(QuizAnswer.question_id).filter_by(staff_id=staff.id, attempt=attempt)
    known = set(session.scalars(again))
    for question in unanswered_questions(session, staff, version_id):
        option = chosen.get(question.id)
        if option is None or question.id in known or not 0 <= option < len(question.options):
            continue
        session.add(
            QuizAnswer(
                question_id=question.id, staff_id=staff.id, chosen=option, attempt=attempt,
                is_right=option == question.right, at=now(),
            )
        )  # fmt: skip
    session.flush()
    return unanswered_questions(session, staff, version_id)


def questions_of(session: Session, version_id: int) -> list[Question]:
    """The questions of a version in their order."""
    query = select(Question).filter_by(version_id=version_id).order_by(Question.position)
    return list(session.scalars(query))


def unanswered_questions(session: Session, staff: StaffMember, version_id: int) -> list[Question]:
    """The questions of a version that this person has not answered right, in their order."""
    right = exists().where(
        QuizAnswer.question_id == Question.id, QuizAnswer.staff_id == staff.id, QuizAnswer.is_right
    )
    query = select(Question).where(Question.version_id == version_id, ~right)
    return list(session.scalars(query.order_by(Question.position)))


def is_answered(session: Session, version_id: int) -> bool:
    """Whether anybody has answered a question of this version."""
    query = select(QuizAnswer.id).join(Question).where(Question.version_id == version_id)
    return session.scalar(query.limit(1)) is not None


@dataclass(frozen=True)
class QuestionResult:
    """One question: how many had it right at once, and the wrong option chosen most ("")."""

    question: Question
    at_once: CompletionRate
    often_wrong: str
    times_wrong: int


def results(session: Session, viewer: StaffMember, version_id: int) -> Sequence[QuestionResult]:
    """The results among those whose reading this person may watch."""
    questions = questions_of(session, version_id)
    if not questions:
        return []
    first = (
        select(func.min(QuizAnswer.id).label("id"))
        .join(Question)
        .where(Question.version_id == version_id)
        .group_by(QuizAnswer.question_id, QuizAnswer.staff_id)
        .subquery()
    )
    query = (
        select(QuizAnswer.question_id, QuizAnswer.chosen, QuizAnswer.is_right, func.count())
        .join(first, first.c.id == QuizAnswer.id)
        .join(StaffMember, StaffMember.id == QuizAnswer.staff_id)
        .where(watches(viewer, StaffMember.department_id))
        .group_by(QuizAnswer.question_id, QuizAnswer.chosen, QuizAnswer.is_right)
    )
    counted: dict[int, Counter[tuple[int, bool]]] = defaultdict(Counter)
    for question, chosen, right, times in session.execute(query):
        counted[question][chosen, right] += times
    return [_result(question, counted[question.id]) for question in questions]


def _result(question: Question, counted: Counter[tuple[int, bool]]) -> QuestionResult:
    right = sum(times for (_, is_right), times in counted.items() if is_right)
    wrong = {chosen: times for (chosen, is_right), times in counted.items() if not is_right}
    most = max(wrong, key=lambda chosen: (wrong[chosen], -chosen), default=None)
    return QuestionResult(
        question,
        CompletionRate(right, counted.total()),
        question.options[most] if most is not None else "",
        wrong[most] if most is not None else 0,
    )
