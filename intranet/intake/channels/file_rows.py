"""A file on its way as one row of the page, the same for the template and for the script."""

from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from intranet.directives.models import Directive
from intranet.intake.processing.item_progress import Row, Stage
from intranet.intake.processing.suggestions import loaded
from intranet.intake.quarantine.refusals import Refused
from intranet.intake.review.words import STAGE

SECRET = "secret_mark"
MOVING = {Stage.RECEIVED, Stage.READING, Stage.RECOGNISING}
"""The machine is at it: nobody sees the pages before their text was looked through."""


def shown(row: Row) -> dict[str, Any]:
    """The row in the words of js/upload.js; `done` says that the machine will change nothing."""
    stage = row.stage
    return {
        "id": row.item.id,
        "name": row.item.name,
        "stage": stage.value,
        "state": stage.value,
        "words": words_of(row),
        "why": _why(row),
        "percent": _percent(row),
        "done": stage not in MOVING,
        **_way_on(row),
    }


def words_of(row: Row) -> str:
    """Where the file is, in words; an item to check says how much is unsure."""
    if row.stage is Stage.TO_CHECK and (unsure := len(loaded(row.reading.facts).unsure())):
        return _("Chờ kiểm tra, %(n)s chỗ chưa chắc", n=unsure)
    if row.stage is Stage.RECOGNISING and (total := row.item.file.page_count):
        done = total - row.pending
        return _("Đang nhận dạng chữ, xong %(done)s/%(total)s trang", done=done, total=total)
    return str(STAGE[row.stage])


def _percent(row: Row) -> int | None:
    total = row.item.file.page_count
    if row.stage is not Stage.RECOGNISING or not total:
        return None
    return round(100 * (total - row.pending) / total)


def _why(row: Row) -> str:
    parts = [_size(row.item.file.size)]
    if row.item.file.page_count:
        parts.append(_("%(n)s trang", n=row.item.file.page_count))
    lines = [", ".join(parts)]
    if row.stage in {Stage.NEEDS_RECOGNITION, Stage.FAILED} and row.reading.reason:
        lines.append(row.reading.reason)
    return "\n".join(lines)


def _size(size: int) -> str:
    return str(current_app.jinja_env.filters["size"](size))


def _way_on(row: Row) -> dict[str, str]:
    if row.stage is Stage.PUBLISHED and row.item.directive_id:
        return {"url": address_of(row.item.directive_id), "label": _("Mở")}
    if row.stage is Stage.DISCARDED:
        return {"url": "", "label": ""}
    return {"url": url_for("intake.check", item_id=row.item.id), "label": _("Kiểm tra")}


def address_of(directive_id: int) -> str:
    """The page of a directive."""
    return url_for("directives.show", directive_id=directive_id)


def duplicate(name: str, directive: Directive) -> dict[str, Any]:
    """The row of a file whose very bytes are in the store."""
    day = current_app.jinja_env.filters["date"](directive.published_at)
    return {
        "id": None,
        "name": name,
        "stage": "duplicate",
        "state": "duplicate",
        "words": _("Đã có trong kho"),
        "why": _("Trùng từng byte với bản phát hành %(day)s.", day=day),
        "percent": None,
        "done": True,
        "url": address_of(directive.id),
        "label": _("Xem bản đã có"),
    }


def refused(name: str, error: Refused) -> dict[str, Any]:
    """The row of a file that was not taken; the name of a secret one is not repeated."""
    secret = error.rule == SECRET
    return {
        "id": None,
        "name": _("(tệp không được nhận)") if secret else name,
        "stage": "refused",
        "state": "refused",
        "words": _("Không nhận"),
        "why": str(error),
        "error": str(error),
        "percent": None,
        "done": True,
        "url": "",
        "label": "",
    }
