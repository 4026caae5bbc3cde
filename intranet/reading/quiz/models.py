"""The check of understanding: a few questions of the Office on one version, and the answers."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import Version
from intranet.people.models import StaffMember


class Question(Model):
    """One question on a version; `right` is the place of the right option, from 0.

    page is where the answer stands. Once somebody has answered, it is not changed any more.
    """

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    options: Mapped[list[str]] = mapped_column(JSON)
    right: Mapped[int]
    page: Mapped[int | None]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))

    version: Mapped[Version] = relationship()


class QuizAnswer(Model):
    """What a person chose once; every attempt is a row of its own."""

    __tablename__ = "answer"
    __table_args__ = (Index("ix_answer_question_staff", "question_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    chosen: Mapped[int]
    is_right: Mapped[bool]
    attempt: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]

    question: Mapped[Question] = relationship()
    staff: Mapped[StaffMember] = relationship()
