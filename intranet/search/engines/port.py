"""The port: what every search engine behind it must do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from flask_babel import lazy_gettext as _l

from intranet.core.errors import PortalError
from intranet.language.bodies.levels import Level
from intranet.search.fields import Field, IndexEntry
from intranet.search.query.request import SearchRequest
from intranet.search.query.tree import Query

LEVEL_RANKS = {level.value: rank for rank, level in enumerate(Level)}


def level_rank(level: str) -> int:
    """The place of a level when the highest come first; what has none comes last."""
    return LEVEL_RANKS.get(level, len(LEVEL_RANKS))


class IndexUnavailable(PortalError, OSError):
    """The index cannot be read or written; the database still holds everything."""

    message = _l(
        "Chưa mở được chỉ mục tìm kiếm. Hãy thử lại sau ít phút hoặc báo quản trị hệ thống."
    )


@dataclass(frozen=True)
class Hit:
    """One found entry."""

    id: str
    score: float


@dataclass(frozen=True)
class EngineResults:
    """One page of hits, how many there are in all, and the counts beside the filters.

    The count of a facet's value says how many hits there would be if it were the only one chosen
    of its facet. ahead counts the hits that carry all that was asked for.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    ahead: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class EngineStats:
    """The state of an index: entries, parts on disk, bytes.

    generation changes whenever what can be found changes.
    """

    entries: int
    generation: str
    segments: int
    size: int


class Answering(Protocol):
    """What an index answers; of a generation of an index, what it answered then."""

    def search(self, request: SearchRequest) -> EngineResults:
        """What the request asks for: see `SearchRequest`.

        Entries outside the audience enter neither hits nor totals nor counts. What `prefer` does
        is `preference.factor`: the same with every engine.
        """

    def holding(self, queries: Sequence[Query], ids: Sequence[str]) -> tuple[frozenset[str], ...]:
        """For each query those of the ids that it finds: what a near hit lacks."""

    def counts(self, field: Field, tokens: Iterable[str]) -> dict[str, int]:
        """In how many entries each token stands; about so, as deleted ones may count still."""

    def stamps(self) -> dict[str, str]:
        """The stamp of each entry that can be found, by id."""


class Engine(Answering, Protocol):
    """An index of entries. One writer at a time; readers see what was last committed."""

    def upsert(self, entries: Iterable[IndexEntry]) -> None:
        """Let each entry be found after the next commit, in place of an older one of its id."""

    def delete(self, ids: Iterable[str]) -> None:
        """Let the entries be found no more after the next commit."""

    def commit(self) -> None:
        """Make what was written durable and visible."""

    def rebuild(self, entries: Iterable[IndexEntry]) -> None:
        """Replace the whole index at once when the new one is whole.

        What is written meanwhile is in the new index too.
        """

    def tidy(self) -> bool:
        """Merge small parts when there are many; whether anything was done."""

    def rewrite(self) -> None:
        """Write everything anew, so that nothing of deleted entries is left on the disk."""

    def ids(self) -> frozenset[str]:
        """The ids of all entries that can be found."""

    def stats(self) -> EngineStats:
        """Numbers for the administrator. Raises IndexUnavailable."""
