"""Writing rows that may be there already."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_once(session: Session, model: type[Any]) -> Any:
    """An INSERT into the table of a model that leaves out rows whose key is taken.

    Nobody has to ask first, and two workers at the same moment write one row.
    """
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(model).on_conflict_do_nothing()
