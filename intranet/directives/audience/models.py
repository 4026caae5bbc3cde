"""What an audience was before it was changed."""

from datetime import date

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model
from intranet.people.roles import Role


class FormerAudienceEntry(Model):
    """An AudienceEntry that was taken back: it meant somebody from `added_on` until `ended_on`.

    It stands in a table of its own, so that whoever asks for an audience gets that of today; only
    coverage looks back.
    """

    __tablename__ = "former_audience_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    role: Mapped[Role | None]
    title: Mapped[str | None] = mapped_column(String(120))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("staff_group.id"))
    excluded: Mapped[bool] = mapped_column(default=False, server_default=false())
    added_on: Mapped[date | None]
    ended_on: Mapped[date]
