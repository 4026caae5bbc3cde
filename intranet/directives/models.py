"""Directives as the portal keeps them."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from intranet.core.database import Model
from intranet.directives.file_models import FilePage as FilePage
from intranet.directives.file_models import Passage as Passage
from intranet.directives.file_models import StoredFile as StoredFile
from intranet.directives.grouping_models import IssuingBody as IssuingBody
from intranet.directives.grouping_models import Topic as Topic
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level, PoliticalSystem
from intranet.language.text.normalization import fold
from intranet.people.models import Department, StaffMember
from intranet.people.organization.models import StaffGroup
from intranet.people.roles import Role

ADDRESSEES = ("department_id", "staff_id", "role", "title", "group_id")
ONE_ADDRESSEE = (
    " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in ADDRESSEES) + " <= 1"
)
NOBODY_NAMED = sa.text(" AND ".join(f"{column} IS NULL" for column in ADDRESSEES))


class Urgency(enum.Enum):
    """How urgent the issuer says it is (độ khẩn, Decree 30/2020)."""

    NORMAL = "normal"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"
    EXPRESS = "express"


class Status(enum.Enum):
    """Whether it still applies (hiệu lực)."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    PARTLY_EXPIRED = "partly_expired"
    REPLACED = "replaced"
    EXPIRED = "expired"


class RelationKind(enum.Enum):
    """The kinds of relations between directives."""

    BASIS = "basis"
    IMPLEMENTS = "implements"
    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    MENTIONS = "mentions"


directive_topic = sa.Table(
    "directive_topic",
    Model.metadata,
    sa.Column("directive_id", ForeignKey("directive.id"), primary_key=True),
    sa.Column("topic_id", ForeignKey("topic.id"), primary_key=True, index=True),
)


def headline(subject: str) -> str:
    """A subject as a title: those of letters and of the Party begin small."""
    return subject[:1].upper() + subject[1:]


class Directive(Model):
    """A directive that the agency must know (văn bản chỉ đạo); it exists once it is published.

    Since `isolated_at` it is kept from everybody: it bears, or may bear, a mark of secrecy. Since
    `undone_at` it counts as never published (hoàn tác), since `recalled_at` as taken back from its
    readers (thu hồi); the row stays because receipts name its versions.
    """

    __tablename__ = "directive"
    __table_args__ = (
        Index("ix_directive_level_issued", "level", "issued_on"),
        Index("ix_directive_symbol_key", "symbol_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    symbol: Mapped[str] = mapped_column(String(80), default="")
    symbol_key: Mapped[str] = mapped_column(String(80), default="")
    kind: Mapped[DocumentType | None]
    level: Mapped[Level]
    system: Mapped[PoliticalSystem | None]
    issuing_body_id: Mapped[int] = mapped_column(ForeignKey("issuing_body.id"), index=True)
    issued_on: Mapped[date | None] = mapped_column(index=True)
    received_on: Mapped[date]
    subject: Mapped[str] = mapped_column(Text)
    subject_key: Mapped[str] = mapped_column(Text, default="")
    signer: Mapped[str] = mapped_column(String(120), default="")
    signer_title: Mapped[str] = mapped_column(String(200), default="")
    authority_mark: Mapped[str] = mapped_column(String(16), default="")
    urgency: Mapped[Urgency] = mapped_column(default=Urgency.NORMAL)
    status: Mapped[Status] = mapped_column(default=Status.IN_FORCE)
    for_website: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime] = mapped_column(index=True)
    published_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    changed_at: Mapped[datetime] = mapped_column(index=True)
    indexed_at: Mapped[datetime | None]
    isolated_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    recalled_at: Mapped[datetime | None]

    issuing_body: Mapped[IssuingBody] = relationship()
    topics: Mapped[list[Topic]] = relationship(secondary=directive_topic, order_by=Topic.name)
    versions: Mapped[list["Version"]] = relationship(
        back_populates="directive", order_by="Version.number"
    )
    audience: Mapped[list["AudienceEntry"]] = relationship(
        back_populates="directive", cascade="all, delete-orphan"
    )
    published_by: Mapped[StaffMember] = relationship()

    @validates("subject")
    def _fold_subject(self, _name: str, subject: str) -> str:
        # What is looked for in the register is typed with or without marks.
        self.subject_key = fold(subject)
        return subject

    @hybrid_property
    def is_in_store(self) -> bool:
        """Whether it is published and neither isolated, undone nor recalled."""
        return self.isolated_at is None and self.undone_at is None and self.recalled_at is None

    @is_in_store.inplace.expression
    @classmethod
    def _is_in_store(cls) -> sa.ColumnElement[bool]:
        return sa.and_(*(at.is_(None) for at in (cls.isolated_at, cls.undone_at, cls.recalled_at)))

    @property
    def headline(self) -> str:
        """The subject as a title."""
        return headline(self.subject)

    @property
    def latest(self) -> "Version":
        """The version that counts now."""
        return self.versions[-1]


class Version(Model):
    """One wording of a directive (bản); never edited once published.

    `issued_on` is the day on its own paper; the first has the directive's, old ones none.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("directive_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"))
    number: Mapped[int] = mapped_column(default=1)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    read_again: Mapped[bool] = mapped_column(default=True)
    issued_on: Mapped[date | None]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))

    directive: Mapped[Directive] = relationship(back_populates="versions")
    file: Mapped[StoredFile] = relationship()
    published_by: Mapped[StaffMember] = relationship()

    @property
    def own_day(self) -> date | None:
        """The day on the paper of this wording, where it is known."""
        return self.directive.issued_on if self.number == 1 else self.issued_on


class AudienceEntry(Model):
    """Part of whom a directive is addressed to (phổ biến đến), since a day (None: from the start).

    It names a unit, a person, a role, a title or a saved group; with none of them everybody. An
    excluded entry names a unit or person left out.
    """

    __tablename__ = "audience_entry"
    __table_args__ = (
        CheckConstraint(ONE_ADDRESSEE, name="one_addressee"),
        CheckConstraint(
            "excluded = FALSE OR department_id IS NOT NULL OR staff_id IS NOT NULL",
            name="excluded_is_named",
        ),
        UniqueConstraint("directive_id", "department_id", "staff_id"),
        Index("ix_audience_entry_addressee", "department_id", "staff_id", "directive_id"),
        Index(
            "uq_audience_entry_everybody", "directive_id", unique=True,
            sqlite_where=NOBODY_NAMED, postgresql_where=NOBODY_NAMED,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    role: Mapped[Role | None]
    title: Mapped[str | None] = mapped_column(String(120))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("staff_group.id"), index=True)
    excluded: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    added_on: Mapped[date | None]

    directive: Mapped[Directive] = relationship(back_populates="audience")
    department: Mapped[Department | None] = relationship()
    staff: Mapped[StaffMember | None] = relationship()
    group: Mapped[StaffGroup | None] = relationship()

    @property
    def is_everybody(self) -> bool:
        """Whether it names nobody, and so means everybody."""
        names = (*ADDRESSEES, "department", "staff", "group")
        return all(getattr(self, name) is None for name in names)


class Relation(Model):
    """A relation of a directive to another one (quan hệ), which may be known by symbol only."""

    __tablename__ = "relation"
    __table_args__ = (
        UniqueConstraint("directive_id", "kind", "target_key"),
        CheckConstraint("directive_id != target_id", name="not_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    kind: Mapped[RelationKind]
    target_symbol: Mapped[str] = mapped_column(String(80))
    target_key: Mapped[str] = mapped_column(String(80))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("directive.id"), index=True)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    added_at: Mapped[datetime]

    directive: Mapped[Directive] = relationship(foreign_keys=directive_id)
    target: Mapped[Directive | None] = relationship(foreign_keys=target_id)
