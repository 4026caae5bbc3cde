"""What directives are grouped by: who issued them, and the matter they are about."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from intranet.core.database import Model
from intranet.language.bodies.levels import Level


class IssuingBody(Model):
    """Who issues directives (cơ quan ban hành)."""

    __tablename__ = "issuing_body"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    level: Mapped[Level]


class Topic(Model):
    """A collection of directives on one matter (chủ đề)."""

    __tablename__ = "topic"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
