"""Pages of long lists, by their number in the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

FARTHEST = 100_000
Item = TypeVar("Item")


def page_number(name: str = "trang") -> int:
    """The number of a page as the address of the request says it; 1 for anything else."""
    return max(1, min(request.args.get(name, 1, int), FARTHEST))


def last_page(total: int, each: int) -> int:
    """How many pages `total` rows fill, `each` on one; at least one."""
    return max(1, -(-total // each))


def within(number: int, total: int, each: int) -> int:
    """The nearest page to `number` that there is."""
    return min(max(1, number), last_page(total, each))


@dataclass(frozen=True)
class PageNumbers:
    """Which page of a list is shown: `each` rows on one, `total` in the list."""

    number: int
    each: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return last_page(self.total, self.each)

    @property
    def first(self) -> int:
        """Number of the first row shown, from 1; 0 when there is none."""
        return min(self.total, (self.number - 1) * self.each + 1)

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return min(self.total, self.number * self.each)


@dataclass(frozen=True)
class Pager(PageNumbers):
    """What the foot of a list shows; `url` gives the address of a page by its number."""

    url: Callable[[int], str]


@dataclass(frozen=True)
class ListPage(PageNumbers, Generic[Item]):
    """The rows of one page of a list."""

    rows: Sequence[Item]

    def pager(self, url: Callable[[int], str]) -> Pager:
        """The foot of this page."""
        return Pager(self.number, self.each, self.total, url)


def cut(rows: Sequence[Item], number: int, each: int) -> ListPage[Item]:
    """The page of a list that is wholly known; a number too large means the last page."""
    number = within(number, len(rows), each)
    return ListPage(number, each, len(rows), rows[(number - 1) * each : number * each])


def rows_on(
    session: Session, query: Select[Item], number: int, each: int
) -> tuple[int, int, Sequence[Item]]:
    """Number, total and rows of the page of a query; a number too large means the last page."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = within(number, total, each)
    return number, total, session.scalars(query.limit(each).offset((number - 1) * each)).all()
