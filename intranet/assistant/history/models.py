"""Questions that were put to the assistant, and what was said of its quotes."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from intranet.assistant.questions.question import LONGEST
from intranet.core.database import Model


class StoredQuestion(Model):
    """A question of one person, who alone may read it by name; no answer is kept with it.

    `wording` is the same for questions asked alike. `sent_at` says that the asker gave it to the
    Office, `wants_word` that they want to be told, `filed_at` that the Office says it has filed the
    directive since. `outcome` and `milliseconds` are those of the first time it was asked.
    """

    __tablename__ = "stored_question"
    __table_args__ = (Index("ix_stored_question_wording", "wording", "outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(
        ForeignKey("staff_member.id", ondelete="CASCADE"), index=True
    )
    words: Mapped[str] = mapped_column(String(LONGEST))
    wording: Mapped[str] = mapped_column(String(LONGEST))
    within_id: Mapped[int | None] = mapped_column(
        ForeignKey("directive.id", ondelete="CASCADE"), index=True
    )
    outcome: Mapped[str] = mapped_column(String(16))
    milliseconds: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    wants_word: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    filed_at: Mapped[datetime | None]


class QuoteVerdict(Model):
    """That the asker found a quote to answer the question, or not; it trains nothing by itself."""

    __tablename__ = "quote_verdict"

    question_id: Mapped[int] = mapped_column(
        ForeignKey("stored_question.id", ondelete="CASCADE"), primary_key=True
    )
    directive_id: Mapped[int] = mapped_column(
        ForeignKey("directive.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    start: Mapped[int] = mapped_column(primary_key=True)
    answers: Mapped[bool]
