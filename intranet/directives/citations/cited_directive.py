"""Which directive a cited symbol means: the same number comes again each year."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, extract, func, or_
from sqlalchemy.orm import QueryableAttribute

from intranet.directives.models import Directive

WITH_YEAR = re.compile(r"\d+(?:\.\d+)?/(?:19|20)\d\d/")

Day = QueryableAttribute[date | None]
Word = QueryableAttribute[str]


def meant(
    symbol: str, cited_on: date | None, by: Directive, same: Iterable[Directive]
) -> Directive | None:
    """Among directives of the same symbol the one that was meant; None when it is not there.

    Never one that came later than the citing one. Where the sentence gives a day, it is that of the
    very day or of its year; where it gives none, the newest that was there to be cited.
    """
    there = [one for one in same if one.id != by.id and could_cite(by.issued_on, one.issued_on)]
    if cited_on is not None and not WITH_YEAR.match(symbol):
        there = [one for one in there if one.issued_on is None or _same_year(one, cited_on)]
    exact = [one for one in there if cited_on is not None and one.issued_on == cited_on]
    return max(exact or there, key=_newest, default=None)


def could_cite(citing: date | None, cited: date | None) -> bool:
    """Whether a paper of the first day can name one of the second."""
    return citing is None or cited is None or cited <= citing


def by_key(directives: Iterable[Directive]) -> Mapping[str, Sequence[Directive]]:
    """The directives by the lookup key of their symbol."""
    found: dict[str, list[Directive]] = {}
    for one in directives:
        found.setdefault(one.symbol_key, []).append(one)
    return found


def might_be(cited: Day, citing: Day, cited_on: Day, symbol: Word) -> ColumnElement[bool]:
    """The same rule as a condition on columns: the days of both papers, of the sentence, symbol."""
    has_year = or_(symbol.like("%/19__/%"), symbol.like("%/20__/%"))
    year = func.coalesce(extract("year", cited), extract("year", cited_on))
    return and_(
        or_(cited.is_(None), citing.is_(None), cited <= citing),
        or_(has_year, cited_on.is_(None), year == extract("year", cited_on)),
    )


def _same_year(one: Directive, day: date) -> bool:
    return one.issued_on is not None and one.issued_on.year == day.year


def _newest(one: Directive) -> tuple[date, int]:
    return one.issued_on or date.min, one.id
