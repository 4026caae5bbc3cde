"""The port: what every search engine behind it must do."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from flask_babel import lazy_gettext as _l

from intranet.core.errors import PortalError
from intranet.search.values import Entry, Filters, Found, Query, Sort, Stats


class IndexUnavailable(PortalError, OSError):
    """The index cannot be read or written; the database still holds everything."""

    message = _l(
        "Chưa mở được chỉ mục tìm kiếm. Hãy thử lại sau ít phút hoặc báo quản trị hệ thống."
    )


class Engine(Protocol):
    """An index of entries. One writer at a time; readers see what was last committed."""

    def upsert(self, entries: Iterable[Entry]) -> None:
        """Let each entry be found after the next commit, in place of an older one of its id."""

    def delete(self, ids: Iterable[str]) -> None:
        """Let the entries be found no more after the next commit."""

    def commit(self) -> str:
        """Make what was written durable and visible; the new generation."""

    def search(
        self,
        query: Query,
        *,
        audience: frozenset[str] | None,
        filters: Filters,
        ahead: Sequence[Query] = (),
        sort: Sort = Sort.BEST,
        limit: int = 20,
        offset: int = 0,
        floor: float = 0.0,
    ) -> Found:
        """The entries that the query finds, that the filters let through and of whose audience
        one word is in `audience` (None: all entries).

        Entries outside the audience enter neither hits nor totals nor counts. Hits that a query
        of `ahead` finds come before the others, in its order. Hits below `floor` times the best
        score are no hits, unless they are ahead.
        """

    def rebuild(self, entries: Iterable[Entry]) -> str:
        """Replace the whole index at once when the new one is whole; the new generation."""

    def tidy(self) -> bool:
        """Merge small parts when there are many; whether anything was done."""

    def rewrite(self) -> None:
        """Write everything anew, so that nothing of deleted entries is left on the disk."""

    def ids(self) -> frozenset[str]:
        """The ids of all entries that can be found."""

    def stats(self) -> Stats:
        """Numbers for the administrator. Raises IndexUnavailable."""
