"""What must be read, and the proof that it was."""

import enum
import json
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Table, Text, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from intranet.core import hash_chain
from intranet.core.database import Model
from intranet.directives.models import Directive, Version
from intranet.directives.values import Following
from intranet.people.models import StaffMember


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


FIRST_FORM = ("staff_id", "department_id", "version_id", "sha256", "step_name", "at")
SECOND_FORM = (*FIRST_FORM, "way_name", "told_day", "entered_by_id", "reason")
NEWEST_FORM = 2
BARE_COLUMNS = (
    "staff_id", "department_id", "version_id", "sha256", "step", "at", "form", "way", "told_on",
    "entered_by_id", "reason",
)  # fmt: skip


class ReceiptStep(hash_chain.Chained, Model):
    """That one person reached one step with one version (biên nhận); insert-only and chained.

    It names the hash of the original, so it says exactly what was read. `form` says what the
    row's hash covers: 1 until the way was noted, 2 since then. `told_on` is the day of the meeting
    or of the signed paper that the clerk enters with a reason.
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

    staff: Mapped[StaffMember] = relationship(foreign_keys=staff_id)
    version: Mapped[Version] = relationship()

    def __init__(self, **given: object) -> None:
        # The hash is computed before the first flush, so nothing may be left to defaults.
        super().__init__(
            **{"form": NEWEST_FORM, "way": ReceiptMethod.SCREEN, "reason": "", **given}
        )

    @property
    def sealed(self) -> tuple[str, ...]:  # type: ignore[override]
        """What the hash of this row covers."""
        return FIRST_FORM if self.form == 1 else SECOND_FORM

    @classmethod
    def links(cls, session: Session, after_id: int) -> Iterator[hash_chain.Link]:
        """The receipts behind one, with the writing that the hash of each covers.

        Millions are verified at a time, so the JSON is put together here by hand; it is letter by
        letter what `hash_chain.hash_of` makes of the sealed columns of a row.
        """
        steps = {step.name: step.value for step in Step}
        methods = {method.name: method.value for method in ReceiptMethod}
        rows = hash_chain.bare_rows(session, cls.__tablename__, BARE_COLUMNS, after_id)
        for (row_id, previous, own, staff, unit, version, original, step, at, form, way, told_on,
             by, reason) in rows:  # fmt: skip
            entered = told = method = ""
            if form != 1:
                said = json.dumps(reason, ensure_ascii=False) if reason else '""'
                entered = f'"entered_by_id":{"null" if by is None else by},"reason":{said},'
                told, method = f'"told_day":"{told_on or ""}",', f',"way_name":"{methods[way]}"'
            content = (
                f'{{"at":"{hash_chain.bare_moment(at)}","department_id":{unit},{entered}"sha256":'
                f'"{original}","staff_id":{staff},"step_name":"{steps[step]}",{told}"version_id":'
                f"{version}{method}}}"
            )
            yield row_id, previous, own, content

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
