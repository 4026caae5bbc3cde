"""The text of bare receipts that their hashes cover, by the form that each row names.

Millions are verified at a time, so the JSON is put together here by hand; it is letter by letter
what `hash_chain.hash_of` makes of the sealed columns of a row.
"""

import json
from typing import Any

from intranet.core.hash_chain import bare_moment

BASIS = ("assignment_id", "deadline", "published_at", "name_digest")
ENCODE = json.JSONEncoder(ensure_ascii=False).encode
COLUMNS = (
    "form", "staff_id", "department_id", "version_id", "sha256", "step", "at", "way", "told_on",
    "entered_by_id", "reason", *BASIS,
)  # fmt: skip


def sealed_text(
    steps: dict[str, str], methods: dict[str, str], form: int, staff: int, unit: int, version: int,
    original: str, step: str, at: Any, way: str, told_on: Any, by: int | None, reason: str,
    asked: int | None, deadline: Any, published: Any, name: str,
) -> str:  # fmt: skip
    """What the hash of one row covers; steps and methods are named as the hash has them."""
    moment, done = bare_moment(at), steps[step]
    if form == 1:
        return (
            f'{{"at":"{moment}","department_id":{unit},"sha256":"{original}","staff_id":{staff},'
            f'"step_name":"{done}","version_id":{version}}}'
        )
    entered = "null" if by is None else by
    said = ENCODE(reason) if reason else '""'
    tail = (
        f'"reason":{said},"sha256":"{original}","staff_id":{staff},"step_name":"{done}",'
        f'"told_day":"{told_on or ""}","version_id":{version},"way_name":"{methods[way]}"}}'
    )
    if form == 2:
        return f'{{"at":"{moment}","department_id":{unit},"entered_by_id":{entered},{tail}'
    assignment = "null" if asked is None else asked
    until = "null" if deadline is None else f'"{deadline}"'
    since = "null" if published is None else f'"{bare_moment(published)}"'
    return (
        f'{{"assignment_id":{assignment},"at":"{moment}","deadline":{until},"department_id":{unit},'
        f'"entered_by_id":{entered},"name_digest":"{name}","published_at":{since},{tail}'
    )
