"""Which parts of a Whoosh index are merged, so that there are few and none is written too often."""

from collections.abc import Sequence
from typing import Any

from whoosh.reading import SegmentReader

MANY_SEGMENTS = 8
SMALL = 100  # entries that are written anew without a second thought
MOSTLY_GONE = 3  # one in so many entries is deleted


def worth_merging(parts: Sequence[Any]) -> list[Any]:
    """The parts to write anew as one.

    From the smallest up, each as long as it is no larger than all before it together: so an entry
    is written anew only when its part at least doubles. Parts with many deleted entries as well.
    """
    chosen: list[Any] = []
    gathered = 0
    for part in sorted(parts, key=_living):
        if _living(part) <= max(SMALL, gathered) or _is_wasteful(part):
            chosen.append(part)
            gathered += _living(part)
    return chosen if len(chosen) > 1 or any(map(_is_wasteful, chosen)) else []


def merge_segments(writer: Any, parts: Sequence[Any]) -> list[Any]:
    """Take those parts over into the one being written; the parts that stay (for Whoosh)."""
    chosen = worth_merging(parts)
    for part in chosen:
        reader = SegmentReader(writer.storage, writer.schema, part)
        writer.add_reader(reader)
        reader.close()
    return [part for part in parts if part not in chosen]


def _living(part: Any) -> int:
    return int(part.doc_count())


def _is_wasteful(part: Any) -> bool:
    return int(part.deleted_count()) * MOSTLY_GONE > int(part.doc_count_all())
