"""The writing of bare receipts that their hashes cover, by the form that each row names.

Millions are verified at a time, so the JSON is put together here by hand; it is letter by letter
what `hash_chain.hash_of` makes of the sealed columns of a row.
"""

import json
from datetime import date
from typing import Any

from intranet.core.hash_chain import bare_moment

BASIS = ("assignment_id", "deadline", "published_at", "name_digest")
COLUMNS = (
    "form", "staff_id", "department_id", "version_id", "sha256", "step", "at", "way", "told_on",
    "entered_by_id", "reason", *BASIS,
)  # fmt: skip


def writing(steps: dict[str, str], methods: dict[str, str], form: int, *values: Any) -> str:
    """What the hash of one row covers; steps and methods are named as the hash has them."""
    (staff, unit, version, original, step, at, way, told_on, by, reason, asked, deadline, published,
     name) = values  # fmt: skip
    head, tail = f'"at":"{bare_moment(at)}",', f'"version_id":{version}'
    place, entered, told = f'"department_id":{unit},', "", ""
    if form != 1:
        entered = f'"entered_by_id":{_number(by)},'
        reason = json.dumps(reason, ensure_ascii=False) if reason else '""'
        named = ""
        if form != 2:
            head = f'"assignment_id":{_number(asked)},{head}"deadline":{_text(deadline)},'
            moment = _text(published and bare_moment(published))
            named = f'"name_digest":"{name}","published_at":{moment},'
        entered = f'{entered}{named}"reason":{reason},'
        told, tail = f'"told_day":"{told_on or ""}",', f'{tail},"way_name":"{methods[way]}"'
    return (
        f'{{{head}{place}{entered}"sha256":"{original}","staff_id":{staff},'
        f'"step_name":"{steps[step]}",{told}{tail}}}'
    )


def _number(value: int | None) -> object:
    return "null" if value is None else value


def _text(value: str | date | None) -> str:
    return "null" if value is None else f'"{value}"'
