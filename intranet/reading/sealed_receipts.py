"""The writing of receipts that their hash covers, made from bare rows of the database.

Millions of receipts are verified at a time, so the JSON is put together here by hand; it is letter
by letter what `hash_chain.hash_of` makes of the sealed columns of a row.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from intranet.core.hash_chain import Link, bare_moment

COLUMNS = (
    "staff_id", "department_id", "version_id", "sha256", "step", "at", "form", "way", "told_on",
    "entered_by_id", "reason",
)  # fmt: skip


def receipt_links(
    rows: Iterable[tuple[Any, ...]], steps: Mapping[str, str], methods: Mapping[str, str]
) -> Iterator[Link]:
    """Each bare row (id, both hashes, COLUMNS) as a link; steps and methods by their names."""
    for (row_id, previous, own, staff, unit, version, original, step, at, form, way, told_on, by,
         reason) in rows:  # fmt: skip
        writing = f'"at":"{bare_moment(at)}","department_id":{unit},'
        if form != 1:
            writing += f'"entered_by_id":{"null" if by is None else by},"reason":{_quoted(reason)},'
        writing += f'"sha256":"{original}","staff_id":{staff},"step_name":"{steps[step]}",'
        if form != 1:
            writing += f'"told_day":"{told_on or ""}",'
        writing += f'"version_id":{version}'
        if form != 1:
            writing += f',"way_name":"{methods[way]}"'
        yield row_id, previous, own, f"{{{writing}}}"


def _quoted(reason: str) -> str:
    return json.dumps(reason, ensure_ascii=False) if reason else '""'
