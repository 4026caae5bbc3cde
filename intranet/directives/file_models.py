"""Originals and the text of their pages."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.people.models import StaffMember

PENDING, UNCLEANED = text("pending"), text("clean_text IS NULL")
UNSPLIT = text("passage_count IS NULL")


class StoredFile(Model):
    """An original as it arrived (tệp gốc); its bytes lie in storage under the hash.

    `printed_pages` are the sheets of the printable form by which the text of an Office file is
    divided: None while that is still to be made, 0 when none can be made. `passage_count` is None
    until the worker has split the clean text.
    """

    __tablename__ = "stored_file"
    __table_args__ = (
        Index("ix_stored_file_unsplit", "id", sqlite_where=UNSPLIT, postgresql_where=UNSPLIT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    media_type: Mapped[str] = mapped_column(String(120))
    page_count: Mapped[int] = mapped_column(default=0)
    printed_pages: Mapped[int | None]
    passage_count: Mapped[int | None]
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))

    pages: Mapped[list["FilePage"]] = relationship(
        order_by="FilePage.number", back_populates="file", cascade="all, delete-orphan"
    )


class FilePage(Model):
    """The text of one page of an original, as it was read, and why it was read that way.

    A pending page waits for recognition; `claimed_at` says since when a worker is at it. `words`
    holds what recognition saw: [text, x0, y0, x1, y1, confidence, line], places in fractions.
    `clean_text` is the text as search reads it, None until the worker has cleaned the file.
    """

    __tablename__ = "file_page"
    __table_args__ = (
        UniqueConstraint("file_id", "number"),
        Index(
            "ix_file_page_pending", "file_id", "number", sqlite_where=PENDING,
            postgresql_where=PENDING,
        ),
        Index(
            "ix_file_page_uncleaned", "file_id", sqlite_where=UNCLEANED, postgresql_where=UNCLEANED
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    clean_text: Mapped[str | None] = mapped_column(Text, deferred=True)
    method: Mapped[str] = mapped_column(String(16))
    confidence: Mapped[float]
    score: Mapped[float] = mapped_column(default=1.0, server_default="1")
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    width: Mapped[float] = mapped_column(default=0.0, server_default="0")
    height: Mapped[float] = mapped_column(default=0.0, server_default="0")
    pending: Mapped[bool] = mapped_column(default=False, server_default=false())
    claimed_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    words: Mapped[list[list[Any]] | None] = mapped_column(JSON, deferred=True)

    file: Mapped[StoredFile] = relationship(back_populates="pages")
    edited_by: Mapped[StaffMember | None] = relationship()

    def rewrite(self, text: str) -> None:
        """Let the page say this, and be cleaned anew."""
        self.text, self.clean_text = text, None


class Passage(Model):
    """What is found and quoted of an original: a place in the clean text of its joined pages.

    Offsets are those of `language.passages.spans.PassageSpan`; heading and lead are lists of
    [start, end]. Holds no word of the text.
    """

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("file_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    number: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    article: Mapped[str | None] = mapped_column(Text)
    clause: Mapped[str | None] = mapped_column(Text)
    point: Mapped[str | None] = mapped_column(Text)
    heading: Mapped[list[list[int]]] = mapped_column(JSON)
    lead: Mapped[list[list[int]]] = mapped_column(JSON)
    first_page: Mapped[int]
    last_page: Mapped[int]
