"""Questions without an answer as the Office sees them: wordings, never by whom.

A wording is shown only when two people asked alike, or when an asker gave it to the Office.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from intranet.assistant.answers.answer import Outcome
from intranet.assistant.history.masking import masked
from intranet.assistant.history.models import QuoteVerdict, StoredQuestion
from intranet.core import audit
from intranet.core.clock import now
from intranet.people.models import StaffMember
from intranet.people.notifications.notices import notify

KIND = "assistant"
FILED = _l("Văn phòng đã bổ sung văn bản cho câu bạn hỏi. Hãy hỏi lại.")
UNANSWERED = (Outcome.UNSURE.value, Outcome.NONE.value)
ALIKE = 2
"""People who must have asked alike before a wording is shown that nobody sent."""


@dataclass(frozen=True)
class Gap:
    """Questions asked alike: one wording of them, how often, and what was wrong."""

    number: int
    words: str
    times: int
    sent: int
    wrong: bool


def gaps(session: Session) -> Sequence[Gap]:
    """What has no answer, or a wrong one, asked most often first."""
    grouped: dict[str, list[tuple[StoredQuestion, bool]]] = defaultdict(list)
    for question, is_wrong in session.execute(_unanswered()):
        grouped[question.wording].append((question, is_wrong))
    shown = [_gap(several) for several in grouped.values() if _may_be_shown(several)]
    return sorted(shown, key=lambda gap: (-gap.times, gap.number))


def _unanswered() -> Select[StoredQuestion, bool]:
    wrong = exists().where(
        QuoteVerdict.question_id == StoredQuestion.id, QuoteVerdict.answers.is_(False)
    )
    query = select(StoredQuestion, wrong).where(StoredQuestion.filed_at.is_(None))
    query = query.where(or_(StoredQuestion.outcome.in_(UNANSWERED), wrong))
    return query.order_by(StoredQuestion.id)


def _may_be_shown(several: Sequence[tuple[StoredQuestion, bool]]) -> bool:
    people = {question.staff_id for question, _ in several}
    return len(people) >= ALIKE or any(question.sent_at for question, _ in several)


def _gap(several: Sequence[tuple[StoredQuestion, bool]]) -> Gap:
    sent = [question for question, _ in several if question.sent_at]
    shown = (sent or [question for question, _ in several])[0]
    return Gap(
        shown.id, masked(shown.words), len(several), len(sent), any(wrong for _, wrong in several)
    )


def close_gap(session: Session, by: StaffMember, number: int) -> int:
    """The Office has filed what was missing: the group is closed, who wished is told once.

    How many were told; only a gap that the Office may see can be closed, else nothing happens.
    """
    shown = {gap.number for gap in gaps(session)}
    question = session.get(StoredQuestion, number)
    if question is None or number not in shown:
        return 0
    alike = select(StoredQuestion).filter_by(wording=question.wording, filed_at=None)
    told = 0
    for each in session.scalars(alike).all():
        each.filed_at = now()
        if each.wants_word:
            told += 1
            notify(
                session, [each.staff_id], key=f"{KIND}:{each.id}", words=FILED, gaps={},
                kind=KIND,
                endpoint="assistant.show", values={"number": each.id},
            )  # fmt: skip
    audit.record(session, by, "question.filed", told=told)
    return told
