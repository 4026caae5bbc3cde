"""What processing remembers: other readings of a page, corrections, similar texts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import FilePage
from intranet.people.models import StaffMember


class PageAttempt(Model):
    """A page read once more in another way, beside the reading that counts (đọc lại trang).

    `way` is text, converted:<encoding> or ocr:<degrees turned>; `made_at` is None while it waits.
    """

    __tablename__ = "page_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("file_page.id", ondelete="CASCADE"), index=True)
    way: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    claimed_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    text: Mapped[str] = mapped_column(Text, default="")
    method: Mapped[str] = mapped_column(String(16), default="")
    confidence: Mapped[float] = mapped_column(default=0.0)
    score: Mapped[float] = mapped_column(default=0.0)
    reason: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[list[list[Any]] | None] = mapped_column(JSON, deferred=True)

    page: Mapped[FilePage] = relationship()
    asked_by: Mapped[StaffMember] = relationship()


class Correction(Model):
    """What a clerk meant where the machine read something else (điều máy đã học)."""

    __tablename__ = "correction"
    __table_args__ = (UniqueConstraint("field", "read_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(16))
    read_key: Mapped[str] = mapped_column(String(200))
    meant: Mapped[str] = mapped_column(String(200))
    times: Mapped[int] = mapped_column(default=1)
    learned_at: Mapped[datetime]
    learned_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))

    learned_by: Mapped[StaffMember] = relationship()


class TextBand(Model):
    """One band of the signature of a text: files that share a band may be nearly the same."""

    __tablename__ = "file_likeness"
    __table_args__ = (Index("ix_file_likeness_band_value", "band", "value"),)

    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), primary_key=True)
    band: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class SimilarFiles(Model):
    """Two originals whose texts are nearly the same; the newer one stands first."""

    __tablename__ = "near_files"

    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("stored_file.id"), primary_key=True, index=True
    )
    similarity: Mapped[float] = mapped_column("likeness")
