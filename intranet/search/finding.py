"""From typed words to found ids, without a database: understand, ask strictly, then loosely."""

from dataclasses import dataclass, replace

from intranet.search.engine import Engine
from intranet.search.understanding import QUOTES, Understood, understand
from intranet.search.values import Filters, Found, Sort

FEW = 10
FLOOR = 0.2


@dataclass(frozen=True)
class Finding:
    """What a query found, and how it was understood.

    exact counts the hits that carry all that was asked for; the others of `found` are near.
    """

    understood: Understood
    found: Found
    exact: int

    @property
    def near(self) -> int:
        """How many hits carry only part of what was asked for."""
        return self.found.total - self.exact


def find(
    engine: Engine,
    raw: str,
    audience: frozenset[str] | None,
    filters: Filters | None = None,
    sort: Sort = Sort.BEST,
    limit: int = 20,
    offset: int = 0,
) -> Finding:
    """The hits for a typed query, at most `limit` from `offset` on.

    First what carries all words; when that is little, also what carries part of them. Phrases
    that nothing carries are taken as words.
    """
    filters = filters or Filters()
    meant = understand(raw)
    if meant.every is None:
        return Finding(meant, Found(), 0)
    own = (meant.own,) if meant.own else ()
    found = engine.search(
        meant.every, audience=audience, filters=filters, ahead=own,
        sort=sort, limit=limit, offset=offset,
    )  # fmt: skip
    if found.total >= FEW:
        return Finding(meant, found, found.total)
    if meant.any is not None:
        found = engine.search(
            meant.any, audience=audience, filters=filters, ahead=(*own, meant.every),
            sort=sort, limit=limit, offset=offset, floor=FLOOR,
        )  # fmt: skip
    else:
        found = replace(found, ahead=found.total)
    if not found.total and meant.phrases:
        loose = raw.translate(QUOTES).replace('"', " ")
        return find(engine, loose, audience, filters, sort, limit, offset)
    return Finding(meant, found, found.ahead)
