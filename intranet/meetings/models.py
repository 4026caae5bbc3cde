"""Thematic meetings (sinh hoạt chuyên đề)."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.clock import now
from intranet.core.database import Model
from intranet.directives.models import Directive, StoredFile
from intranet.people.models import Department, StaffMember


class Reply(enum.Enum):
    """The answers of an invited person."""

    COMING = "coming"
    EXCUSED = "excused"


class Presence(enum.Enum):
    """The marks of the attendance list (điểm danh)."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class Meeting(Model):
    """One meeting on a theme (buổi sinh hoạt chuyên đề)."""

    __tablename__ = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(200), default="")
    online_link: Mapped[str] = mapped_column(String(300), default="")
    chair: Mapped[str] = mapped_column(String(200), default="")
    secretary: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    has_secret_content: Mapped[bool] = mapped_column(default=False)
    called_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    called_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=now, index=True)
    indexed_at: Mapped[datetime | None]

    called_by: Mapped[StaffMember] = relationship()
    agenda: Mapped[list["AgendaItem"]] = relationship(
        back_populates="meeting", order_by="AgendaItem.position", cascade="all, delete-orphan"
    )
    materials: Mapped[list["Material"]] = relationship(
        back_populates="meeting", order_by="Material.position", cascade="all, delete-orphan"
    )
    invitations: Mapped[list["Invitation"]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan"
    )


class AgendaItem(Model):
    """One point of the agenda (nội dung chương trình)."""

    __tablename__ = "agenda_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    presenter: Mapped[str] = mapped_column(String(200), default="")
    minutes: Mapped[int] = mapped_column(default=0)

    meeting: Mapped[Meeting] = relationship(back_populates="agenda")


class Material(Model):
    """A directive or an own file to be read for a meeting (tài liệu)."""

    __tablename__ = "material"
    __table_args__ = (
        CheckConstraint("(directive_id IS NULL) != (file_id IS NULL)", name="one_source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(300))
    directive_id: Mapped[int | None] = mapped_column(ForeignKey("directive.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    added_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    indexed_at: Mapped[datetime | None]

    meeting: Mapped[Meeting] = relationship(back_populates="materials")
    agenda_item: Mapped[AgendaItem | None] = relationship()
    directive: Mapped[Directive | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()

    @property
    def name(self) -> str:
        """Its title, or the name of the file that was wiped: that may not even show its title."""
        return self.file.name if self.file and not self.file.size else self.title


class Invitation(Model):
    """Who is invited: a unit, a person, or (with neither) everybody (thành phần)."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("department_id IS NULL OR staff_id IS NULL", name="one_invited"),
        UniqueConstraint("meeting_id", "department_id", "staff_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))

    meeting: Mapped[Meeting] = relationship(back_populates="invitations")
    department: Mapped[Department | None] = relationship()
    staff: Mapped[StaffMember | None] = relationship()

    @property
    def guest(self) -> tuple[int | None, int | None]:
        """The unit or the person, the other one None; everybody is neither."""
        return self.department_id, self.staff_id


class Attendance(Model):
    """One person at one meeting: the answer beforehand and the list of the day."""

    __tablename__ = "attendance"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), primary_key=True)
    reply: Mapped[Reply | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    replied_at: Mapped[datetime | None]
    presence: Mapped[Presence | None]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    noted_at: Mapped[datetime | None]

    staff: Mapped[StaffMember] = relationship(foreign_keys=staff_id)
