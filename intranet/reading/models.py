"""What must be read, and the proof that it was."""

import enum
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, Table, Text, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from intranet.core import hash_chain
from intranet.core.database import Model
from intranet.directives.models import Directive, Version
from intranet.directives.values import Following
from intranet.people.models import StaffMember
from intranet.reading.sealed_text import BASIS, COLUMNS, sealed_text


class Step(enum.Enum):
    """The four states of a receipt, in order and never mixed."""

    DELIVERED = "delivered"
    OPENED = "opened"
    READ_THROUGH = "read_through"
    CONFIRMED = "confirmed"


class ReceiptMethod(enum.Enum):
    """How somebody was told: by oneself on the screen, in a meeting, or on paper."""

    SCREEN = "screen"
    MEETING = "meeting"
    PAPER = "paper"


class Closing(enum.Enum):
    """Why an assignment asks nobody any more."""

    NEW_VERSION = "new_version"
    REPLACED = "replaced"
    EXPIRED = "expired"
    ISOLATED = "isolated"
    WITHDRAWN = "withdrawn"


class Assignment(Model):
    """That a version must be read by its directive's audience (giao đọc), until it is closed.

    `working_days` is the time given; `deadline` that time for those who were here when it was
    given, others have their own. `remind` lets the worker remind by its plan.
    """

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), unique=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    must_confirm: Mapped[bool] = mapped_column(default=True)
    deadline: Mapped[date | None] = mapped_column(index=True)
    working_days: Mapped[int | None]
    following: Mapped[Following] = mapped_column(
        default=Following.FOLLOWS, server_default=Following.FOLLOWS.name
    )
    remind: Mapped[bool] = mapped_column(default=True, server_default=true())
    assigned_at: Mapped[datetime]
    assigned_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_why: Mapped[Closing | None]

    version: Mapped[Version] = relationship()
    directive: Mapped[Directive] = relationship()


class Excuse(Model):
    """That one person need not read one assignment, from a day on, for a reason (miễn đọc)."""

    __tablename__ = "excuse"
    __table_args__ = (UniqueConstraint("assignment_id", "staff_id", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    entered_at: Mapped[datetime]

    staff: Mapped[StaffMember] = relationship(foreign_keys=staff_id)

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None when it has no end."""
        return self.until - timedelta(days=1) if self.until else None


FIRST_FORM = ("staff_id", "department_id", "version_id", "sha256", "step_name", "at")
SECOND_FORM = (*FIRST_FORM, "way_name", "told_day", "entered_by_id", "reason")
FORMS = {1: FIRST_FORM, 2: SECOND_FORM, 3: (*SECOND_FORM, *BASIS)}
NEWEST_FORM = 3


class ReceiptStep(hash_chain.Chained, Model):
    """That one person reached one step with one version (biên nhận); insert-only and chained.

    It names the hash of the original, so it says exactly what was read. `form` says what the
    row's hash covers: 2 the way too, 3 also what the receipt rests on: its assignment and deadline,
    when the version was published, and the name of the person as it was then (as a digest, since
    names are forgotten after the retention time). `told_on` is the day of the meeting or of the
    signed paper that the clerk enters with a reason.
    """

    __tablename__ = "receipt_step"
    __table_args__ = (
        UniqueConstraint("staff_id", "version_id", "step"),
        {"sqlite_autoincrement": True},
    )

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    step: Mapped[Step]
    at: Mapped[datetime]
    form: Mapped[int] = mapped_column(server_default=text("1"))
    way: Mapped[ReceiptMethod] = mapped_column(server_default=ReceiptMethod.SCREEN.name)
    told_on: Mapped[date | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    reason: Mapped[str] = mapped_column(Text, server_default="")
    assignment_id: Mapped[int | None]
    deadline: Mapped[date | None]
    published_at: Mapped[datetime | None]
    name_digest: Mapped[str] = mapped_column(String(64), server_default="")

    staff: Mapped[StaffMember] = relationship(foreign_keys=staff_id)
    version: Mapped[Version] = relationship()

    def __init__(self, **given: object) -> None:
        # The hash is computed before the first flush, so nothing may be left to defaults.
        plain = {"form": NEWEST_FORM, "way": ReceiptMethod.SCREEN, "reason": "", "name_digest": ""}
        super().__init__(**(plain | given))

    @property
    def sealed(self) -> tuple[str, ...]:  # type: ignore[override]
        """What the hash of this row covers."""
        return FORMS[self.form]

    @classmethod
    def links(cls, session: Session, after_id: int) -> Iterator[hash_chain.Link]:
        """The receipts behind one, with the writing that the hash of each covers."""
        steps = {step.name: step.value for step in Step}
        methods = {method.name: method.value for method in ReceiptMethod}
        rows = hash_chain.bare_rows(session, cls.__tablename__, COLUMNS, after_id)
        for row_id, previous, own, *values in rows:
            yield row_id, previous, own, sealed_text(steps, methods, *values)

    @property
    def step_name(self) -> str:
        """The step in the writing that the hash covers."""
        return self.step.value

    @property
    def way_name(self) -> str:
        """The way in the writing that the hash covers."""
        return self.way.value

    @property
    def told_day(self) -> str:
        """The day of a meeting or paper in the writing that the hash covers."""
        return self.told_on.isoformat() if self.told_on else ""


assert isinstance(ReceiptStep.__table__, Table)
hash_chain.guard(ReceiptStep.__table__)


class PageView(Model):
    """That a page of a version was really shown to a person long enough to be read.

    Both times are the server's: when it handed the page out (None before that was noted), and when
    it heard that the page had been on show.
    """

    __tablename__ = "page_seen"
    __table_args__ = (Index("ix_page_seen_staff_id_at", "staff_id", "at"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"), primary_key=True)
    page: Mapped[int] = mapped_column(primary_key=True)
    handed_at: Mapped[datetime | None]
    at: Mapped[datetime]


class ChainCheck(Model):
    """What the last verification of the receipts gave; one row, written by the worker."""

    __tablename__ = "chain_check"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime]
    whole_at: Mapped[datetime | None]
    rows: Mapped[int]
    last_id: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))
    broken_at: Mapped[int | None]
    why: Mapped[str] = mapped_column(String(32), default="")
