"""What was found too late and is taken out of the portal."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import StoredFile
from intranet.people.models import StaffMember


class Isolation(Model):
    """One original that is taken out because of a secrecy mark (cách ly và xóa).

    Asked: nobody sees it, nothing is removed yet. Ordered: its content is gone from the tables.
    Finished: nothing of it is left on the disk; only then is the hash forgotten that names its
    bytes, so that a process which dies in between leaves enough to go on.
    """

    __tablename__ = "isolation"

    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), primary_key=True)
    directive_id: Mapped[int | None] = mapped_column(ForeignKey("directive.id"), index=True)
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    ordered_at: Mapped[datetime | None] = mapped_column(index=True)
    ordered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    finished_at: Mapped[datetime | None]
    sha256: Mapped[str] = mapped_column(String(64), default="")

    file: Mapped[StoredFile] = relationship()
    asked_by: Mapped[StaffMember | None] = relationship(foreign_keys=asked_by_id)
    ordered_by: Mapped[StaffMember | None] = relationship(foreign_keys=ordered_by_id)
