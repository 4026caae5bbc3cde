"""The port: what every search engine behind it must do."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from flask_babel import lazy_gettext as _l

from intranet.core.errors import PortalError
from intranet.search.values import (
    FACETS,
    Entry,
    Field,
    Filters,
    Found,
    Preference,
    Query,
    Sort,
    Stats,
)


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
        prefer: Preference | None = None,
        facets: Sequence[str] = FACETS,
    ) -> Found:
        """The entries that the query finds, that the filters let through and of whose audience
        one word is in `audience` (None: all entries).

        Entries outside the audience enter neither hits nor totals nor counts. Hits that a query
        of `ahead` finds come before the others, in its order. Hits below `floor` times the best
        score are no hits, unless they are ahead. Only the counts of `facets` are made. What
        `prefer` does is `preferring.factor`: the same with every engine.
        """

    def holding(self, queries: Sequence[Query], ids: Sequence[str]) -> tuple[frozenset[str], ...]:
        """For each query those of the ids that it finds: what a near hit lacks."""

    def counts(self, field: Field, tokens: Iterable[str]) -> dict[str, int]:
        """In how many entries each token stands; about so, as deleted ones may count still."""

    def vocabulary(self, prefix: str, limit: int = 50) -> tuple[tuple[str, int], ...]:
        """Words (Field.FOLD) that begin so and in how many entries, most frequent first.

        They come from all entries: nothing of them may be shown to a person before a search with
        that person's audience has found it.
        """

    def stamps(self) -> dict[str, str]:
        """The stamp of each entry that can be found, by id."""

    def rebuild(
        self, entries: Iterable[Entry], progress: Callable[[int], None] | None = None
    ) -> str:
        """Replace the whole index at once when the new one is whole; the new generation.

        progress hears now and then how many entries were taken. What is written meanwhile is in
        the new index too.
        """

    def tidy(self) -> bool:
        """Merge small parts when there are many; whether anything was done."""

    def rewrite(self) -> None:
        """Write everything anew, so that nothing of deleted entries is left on the disk."""

    def ids(self) -> frozenset[str]:
        """The ids of all entries that can be found."""

    def stats(self) -> Stats:
        """Numbers for the administrator. Raises IndexUnavailable."""
