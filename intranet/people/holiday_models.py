"""The days off of each year, entered by the administrator or the Office."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model


class Holiday(Model):
    """A day off (ngày nghỉ lễ); with `worked` a weekend day worked instead (ngày làm bù)."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    worked: Mapped[bool] = mapped_column(default=False)
