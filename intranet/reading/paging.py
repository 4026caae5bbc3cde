"""Pages of long lists, by their number in the address."""

from collections.abc import Callable

from flask import request

from intranet.directives.register.filter_address import Pager

FARTHEST = 100_000


def number_of(name: str) -> int:
    """The number of a page as the address says it; 1 for anything else."""
    return max(1, min(request.args.get(name, 1, int), FARTHEST))


def pager(number: int, each: int, total: int, url: Callable[[int], str]) -> Pager:
    """What the list's foot shows: `each` rows a page of `total`."""
    first = (number - 1) * each
    return Pager(number, -(-total // each), total, first + 1, min(first + each, total), url)
