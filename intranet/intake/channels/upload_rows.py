"""Files that just came in as rows of the upload page, in the words of js/upload.js."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from intranet.directives.audience.visibility import directive_for
from intranet.intake.channels import arrivals, file_rows
from intranet.intake.channels.edxml_metadata import contradictions, notices, said
from intranet.intake.channels.models import Fate
from intranet.intake.channels.receiving import Taken
from intranet.intake.processing import item_progress
from intranet.intake.processing.item_progress import Row
from intranet.intake.quarantine.refusals import Refused
from intranet.people.models import StaffMember


def many(session: Session, found: Sequence[Row]) -> list[dict[str, Any]]:
    """Items as rows, each with the words of how it came in."""
    shown = showing(session, found)
    return [shown(row) for row in found]


def showing(session: Session, found: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    """What makes a row of the page of each of these items."""
    lines = arrivals.lines(session, [row.item for row in found])
    return lambda row: _with_lines(row, lines[row.item.id])


def one(session: Session, staff: StaffMember, taken: Taken) -> dict[str, Any]:
    """The row of a file that was taken in or refused just now."""
    if taken.item_id is not None:
        return many(session, [item_progress.row_for(session, taken.item_id)])[0]
    if taken.directive_id is not None:
        directive = directive_for(session, staff, taken.directive_id)
        return file_rows.duplicate(taken.name, directive)
    return file_rows.refused(taken.name, Refused(taken.reason, taken.rule))


def parcel(name: str, counts: Counter[Fate], *, done: bool) -> dict[str, Any]:
    """The row of a parcel that is being opened, above the rows of its files."""
    taken = sum(counts.values()) - counts[Fate.REFUSED]
    words = _("%(n)s văn bản đã nhận", n=taken)
    if counts[Fate.REFUSED]:
        words = _("%(n)s văn bản đã nhận, %(m)s không nhận", n=taken, m=counts[Fate.REFUSED])
    return {
        "id": None,
        "name": name,
        "stage": "parcel",
        "state": "received",
        "words": words if done else _("Đang mở gói, %(words)s", words=words),
        "why": _("Gói nhiều tệp. Từng tệp ở các dòng dưới; gói không được lưu."),
        "percent": None,
        "done": done,
        "parcel": True,
        "url": "",
        "label": "",
    }


def _with_lines(row: Row, lines: list[str]) -> dict[str, Any]:
    shown = file_rows.shown(row)
    return shown | {"why": "\n".join([shown["why"], *lines])}


def beside(session: Session, item_id: int, read: dict[str, Any]) -> dict[str, Any]:
    """What `intake/_source.html` wants: every arrival of an item, and what its package says.

    `read` are the form's values of the machine's reading. One query, and one more for each paper
    that a package asks to recall, update or replace.
    """
    sources = arrivals.sources(session, item_id)
    packets = [one.packet for one in sources if one.packet]
    told = said(packets[-1]) if packets else None
    return {
        "sources": sources,
        "came_from": arrivals.came_from,
        "said": told,
        "notices": notices(session, told) if told else [],
        "contradictions": contradictions(told, read) if told else [],
        "read": read,
    }
