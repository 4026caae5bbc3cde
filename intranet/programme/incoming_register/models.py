"""Numbers of incoming documents."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from intranet.core.database import Model
from intranet.directives.models import Directive


class ArrivalNumber(Model):
    """The number of an incoming directive (Số đến): one series a year, never given twice."""

    __tablename__ = "arrival_number"
    __table_args__ = (UniqueConstraint("year", "number"),)

    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), primary_key=True)
    year: Mapped[int]
    number: Mapped[int]

    directive: Mapped[Directive] = relationship()
