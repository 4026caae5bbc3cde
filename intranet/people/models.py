"""Departments, staff, where people served, and who stands in for whom."""

import re
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from secrets import token_hex

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.people.roles import Role

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}")
EMAIL = re.compile(r"[^@\s]++@(?=[^@\s]+?\.[^@\s])[^@\s]++")


class Department(Model):
    """A unit of the agency (đơn vị: Lãnh đạo, Văn phòng, Phòng Nghiệp vụ 1 …)."""

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    short_name: Mapped[str] = mapped_column(String(32))
    position: Mapped[int] = mapped_column(default=0)

    staff: Mapped[list["StaffMember"]] = relationship(back_populates="department")


class StaffMember(UserMixin, Model):
    """One official or employee (công chức, người lao động)."""

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(160), default="")
    role: Mapped[Role] = mapped_column(default=Role.READER)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    account_since: Mapped[date | None]
    """The first day on which they could read here; None where nobody noted it."""

    password_hash: Mapped[str] = mapped_column(Text, default="")
    must_change_password: Mapped[bool] = mapped_column(default=True)
    last_sign_in: Mapped[datetime | None]
    welcomed_at: Mapped[datetime | None]
    locale: Mapped[str] = mapped_column(String(2), default="vi")
    name_salt: Mapped[str] = mapped_column(
        String(32), default=partial(token_hex, 16), server_default=""
    )

    session_token = ""
    """The secret name of the session that was just opened; the table knows only its hash."""

    department: Mapped[Department] = relationship(back_populates="staff", lazy="joined")
    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="staff", order_by="Membership.id", cascade="all, delete-orphan"
    )
    stands_in: Mapped[list["Delegation"]] = relationship(
        primaryjoin="and_(Delegation.to_staff_id == StaffMember.id, "
        "Delegation.withdrawn_at.is_(None))",
        viewonly=True,
    )

    @property
    def is_active(self) -> bool:
        """Whether this person still serves here; only then may they sign in."""
        return self.left_on is None

    @property
    def state(self) -> str:
        """ "serving" or "left"."""
        return "serving" if self.is_active else "left"

    @property
    def position(self) -> str:
        """The office title, or the department's name when none is set (chức vụ)."""
        return self.title or self.department.name

    @property
    def name_digest(self) -> str:
        """What receipts seal of the name: it tells whether the name is still the same, and no
        more once the salt is forgotten with the name."""
        return sha256(f"{self.name_salt}\n{self.full_name}".encode()).hexdigest()

    @property
    def initials(self) -> str:
        """First letters of the family and the given name, as in "LH" for Lý Thu Hằng."""
        words = self.full_name.split()
        return (words[0][0] + words[-1][0]).upper() if words else "?"

    def get_id(self) -> str:
        """What the cookie of this person's new session holds."""
        return self.session_token

    # flask-login would take all people for one whose get_id() is the same: those without a session.
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class Membership(Model):
    """Where a person served, from `since` up to, not including, `until` (quá trình công tác).

    Without an end it is the present place, which the person's own row repeats for speed.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="in_order"),
        Index("ix_membership_unit", "department_id", "since"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    role: Mapped[Role]
    title: Mapped[str] = mapped_column(String(120), default="")
    since: Mapped[date]
    until: Mapped[date | None]

    staff: Mapped[StaffMember] = relationship(back_populates="memberships")
    department: Mapped[Department] = relationship()


class Delegation(Model):
    """That one person acts for another (ủy quyền) from `since` up to, not including, `until`.

    Who stands in for the head of a unit hears what the head hears and sees how the unit reads; the
    reading itself is never handed on: nobody reads for another.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("until > since", name="in_order"),
        CheckConstraint("staff_id != to_staff_id", name="not_oneself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    to_staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    since: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    entered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    staff: Mapped[StaffMember] = relationship(foreign_keys=staff_id, lazy="joined")
    to_staff: Mapped[StaffMember] = relationship(foreign_keys=to_staff_id)

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return self.until - timedelta(days=1)
