"""Which directive a cited symbol means: the same number comes again each year."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, extract, func, or_
from sqlalchemy.orm import QueryableAttribute

from intranet.directives.models import Directive

WITH_YEAR = re.compile(r"\d+(?:\.\d+)?/(?:19|20)\d\d/")

Day = QueryableAttribute[date | None]
Word = QueryableAttribute[str]


def cited_directive(
    symbol: str, cited_on: date | None, by: Directive, candidates: Iterable[Directive]
) -> Directive | None:
    """The one of several directives of the same symbol that `by` cites; None when it is not there.

    Never one that came later than the citing one. Where the sentence gives a day, it is that of the
    very day or of its year; where it gives none, the newest that was there to be cited.
    """
    there = [
        directive
        for directive in candidates
        if directive.id != by.id and could_cite(by.issued_on, directive.issued_on)
    ]
    if cited_on is not None and not WITH_YEAR.match(symbol):
        there = [directive for directive in there if _may_be_of_year(directive, cited_on.year)]
    exact = [directive for directive in there if cited_on and directive.issued_on == cited_on]
    return max(exact or there, key=_newest, default=None)


def could_cite(citing: date | None, cited: date | None) -> bool:
    """Whether a directive of the first day can name one of the second."""
    return citing is None or cited is None or cited <= citing


def _may_be_of_year(directive: Directive, year: int) -> bool:
    return directive.issued_on is None or directive.issued_on.year == year


def _newest(directive: Directive) -> tuple[date, int]:
    return directive.issued_on or date.min, directive.id


def by_symbol_key(directives: Iterable[Directive]) -> Mapping[str, Sequence[Directive]]:
    """The directives by the lookup key of their symbol."""
    by_key: dict[str, list[Directive]] = defaultdict(list)
    for directive in directives:
        by_key[directive.symbol_key].append(directive)
    return by_key


def may_be_cited(cited: Day, citing: Day, cited_on: Day, symbol: Word) -> ColumnElement[bool]:
    """The same rule as a condition on columns: days of both directives, of the sentence, symbol."""
    has_year = or_(symbol.like("%/19__/%"), symbol.like("%/20__/%"))
    year = func.coalesce(extract("year", cited), extract("year", cited_on))
    return and_(
        or_(cited.is_(None), citing.is_(None), cited <= citing),
        or_(has_year, cited_on.is_(None), year == extract("year", cited_on)),
    )
