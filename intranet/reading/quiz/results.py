"""Which point was misunderstood: results by question, never by person."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.people.models import StaffMember
from intranet.reading.coverage.completion_rate import CompletionRate
from intranet.reading.coverage.queries import watches
from intranet.reading.quiz.models import Question, QuizAnswer
from intranet.reading.quiz.questions import questions_of


@dataclass(frozen=True)
class QuestionResult:
    """One question: how many had it right at once, and the wrong option chosen most ("")."""

    question: Question
    at_once: CompletionRate
    often_wrong: str
    times_wrong: int


def results(session: Session, viewer: StaffMember, version_id: int) -> Sequence[QuestionResult]:
    """The results among those whose reading this person may watch."""
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
    return [
        _result(question, counted[question.id]) for question in questions_of(session, version_id)
    ]


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
