"""Which citations count, and which directive each means: numbers come again each year."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, extract, func, or_
from sqlalchemy.orm import QueryableAttribute, aliased

from intranet.directives.citations.models import FileCitation, RejectedCitation
from intranet.directives.models import Directive, Version

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
    year = cited_on.year if cited_on and not WITH_YEAR.match(symbol) else None
    there = []
    for other in candidates:
        day = other.issued_on
        later = day and by.issued_on and day > by.issued_on
        if other.id != by.id and not later and (not day or year in (None, day.year)):
            there.append(other)
    exact = [other for other in there if cited_on and other.issued_on == cited_on]
    return max(exact or there, key=lambda one: (one.issued_on or date.min, one.id), default=None)


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


def that_count(citations: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The query of FileCitation, joined with Version and narrowed to what counts.

    That is what the newest version of a directive says and no clerk rejected.
    """
    newer, cited = aliased(Version), FileCitation
    superseded = exists().where(
        newer.directive_id == Version.directive_id, newer.number > Version.number
    )
    rejected = exists().where(
        RejectedCitation.directive_id == Version.directive_id,
        RejectedCitation.key == cited.key,
        RejectedCitation.kind == cited.kind,
    )
    return citations.join(Version, Version.file_id == cited.file_id).where(~superseded, ~rejected)
