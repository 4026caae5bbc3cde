"""What the Office sees of how search is used: counts of words, never of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.search.usage.models import QueryLogDay

SPANS = (7, 30, 90)
MOST = 20
UNOPENED = QueryLogDay.times - QueryLogDay.opened
LEFT = UNOPENED - QueryLogDay.empty
TIMES, EMPTY, ABANDONED = (
    func.sum(column)
    for column in (
        QueryLogDay.times,
        # What somebody opened was of use, though it had not all that was asked for.
        case((UNOPENED <= 0, 0), (LEFT < 0, UNOPENED), else_=QueryLogDay.empty),
        case((LEFT > 0, LEFT), else_=0),
    )
)
COUNTS = (TIMES, EMPTY, func.sum(QueryLogDay.opened), func.sum(QueryLogDay.rank_sum), ABANDONED)
"""The columns behind the words of `QueryCounts`."""


@dataclass(frozen=True)
class QueryCounts:
    """One query and what came of it within the days looked at.

    empty is how often nothing had all that was asked for, and no near hit was opened; abandoned
    is how often something was found and nothing opened.
    """

    words: str
    times: int
    empty: int
    opened: int
    rank_sum: int
    abandoned: int

    @property
    def mean_rank(self) -> float | None:
        """The mean place of the hits that were opened; None when none was."""
        return self.rank_sum / self.opened if self.opened else None

    @property
    def answered(self) -> int:
        """How often something had all that was asked for, or was opened."""
        return self.times - self.empty

    @property
    def parts(self) -> Sequence[tuple[str, float]]:
        """What came of it in per cent, each with the class of its colour."""
        opened, whole = min(self.opened, self.times), max(self.times, 1)
        ends = (("b-ok", opened), ("b-open", self.abandoned), ("b-late", self.empty))
        return [(name, 100 * count / whole) for name, count in ends]


@dataclass(frozen=True)
class SearchUsage:
    """The counts of the last days: all together, and the lists."""

    days: int
    all: QueryCounts
    without_answer: Sequence[QueryCounts]
    abandoned: Sequence[QueryCounts]
    most_asked: Sequence[QueryCounts]

    @property
    def answered(self) -> float:
        """The share of searches that found something, in per cent."""
        return 100 * self.all.answered / self.all.times if self.all.times else 0.0


def search_usage(session: Session, days: int) -> SearchUsage:
    """What was asked in the last `days` days, today included, and what came of it."""
    first = today() - timedelta(days=days - 1)
    total = session.execute(select(*COUNTS).where(QueryLogDay.day >= first)).one()
    lists = (_most(session, first, measure) for measure in (EMPTY, ABANDONED, TIMES))
    return SearchUsage(days, QueryCounts("", *(int(count or 0) for count in total)), *lists)


def _most(session: Session, first: date, measure: ColumnElement[int]) -> Sequence[QueryCounts]:
    query = (
        select(QueryLogDay.words, *COUNTS)
        .where(QueryLogDay.day >= first)
        .group_by(QueryLogDay.words)
        .having(measure > 0)
        .order_by(measure.desc(), TIMES.desc(), QueryLogDay.words)
        .limit(MOST)
    )
    rows: Sequence[Any] = session.execute(query).all()
    return [QueryCounts(*row) for row in rows]
