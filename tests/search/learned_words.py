"""Directives that explain a short form, and what a query then means to a person."""

from typing import Any

from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.search.lexicon import learning
from intranet.search.lexicon.meanings import Meaning
from intranet.search.lexicon.queries import lexicon_for
from intranet.search.query_text import query_text
from tests.making import Make

TEXT = "Thực hiện quản trị biển xanh (QTBX) trên toàn tỉnh."
KEY, LONG = "qtbx", "quan tri bien xanh"


def learned(make: Make, text: str = TEXT, **given: Any) -> Directive:
    """A directive from which the worker has learned."""
    made = make.directive(pages=(text,), **given)
    learn(made.id)
    return made


def learn(number: int) -> int:
    """Learn from a directive as the worker does, while nobody else holds the database."""
    db.session.rollback()
    return learning.learn(number)


def known(staff: StaffMember, raw: str) -> dict[str, tuple[Meaning, ...]]:
    """What the words of a query mean to a person."""
    found = dict(lexicon_for(db.session, staff, query_text(raw)).meanings)
    db.session.rollback()
    return found
