"""Reports with their figures as they were made, and report periods."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core import hash_chain
from intranet.core.database import Model
from intranet.people.models import StaffMember


class Snapshot(hash_chain.Chained, Model):
    """The figures of one report as they were on the day of making it (số liệu chốt).

    Insert-only and chained. `figures` is canonical JSON, `sha256` its hash; `edition` counts how
    often the report of the same period and day was made, each time from the facts known then.
    """

    __tablename__ = "report_snapshot"
    __table_args__ = (
        UniqueConstraint("period", "since", "until", "as_of", "edition"),
        {"sqlite_autoincrement": True},
    )
    sealed = ("period", "since", "until", "as_of", "edition", "sha256", "made_at", "made_by_id")

    period: Mapped[str] = mapped_column(String(80))
    since: Mapped[date]
    until: Mapped[date]
    as_of: Mapped[date]
    edition: Mapped[int]
    figures: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))

    made_by: Mapped[StaffMember] = relationship()


assert isinstance(Snapshot.__table__, Table)
hash_chain.guard(Snapshot.__table__)


class ReportWording(Model):
    """How a directive was called when a report was made; the figures name it by its digest.

    It stands apart because it can be forgotten: what is isolated leaves this table with all others
    that point at it (`intake.purging`).
    """

    __tablename__ = "report_wording"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    symbol: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(Text)


class ReportPeriod(Model):
    """A period as the Office has set it (kỳ báo cáo), in place of the usual one of that code.

    Days are (month, day) of the year of the report; a first day after the last one lies in the
    year before.
    """

    __tablename__ = "report_period"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    first_month: Mapped[int]
    first_day: Mapped[int]
    last_month: Mapped[int]
    last_day: Mapped[int]
