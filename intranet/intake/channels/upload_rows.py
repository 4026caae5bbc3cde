"""Files as rows of the upload page and the queue, the same for templates and js/upload.js.

A row has: id, name, stage and state (the mark of its look), words, why (lines of detail), percent,
done (whether the machine will change nothing more), url and label of its button; items of the desk
also the icon of their kind.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from intranet.directives.audience.visibility import directive_for
from intranet.intake.channels.arrivals import arrival_lines
from intranet.intake.channels.receiving import ArrivalResult
from intranet.intake.channels.words import file_icon
from intranet.intake.models import Fate
from intranet.intake.processing.item_progress import ItemProgress, Stage, progress_of
from intranet.intake.processing.words import STAGE_WORDS
from intranet.people.models import StaffMember

UploadRow = dict[str, Any]


def item_rows(session: Session, items: Sequence[ItemProgress]) -> list[UploadRow]:
    """Items as rows, each with the words of how it came in; two queries for all of them."""
    lines = arrival_lines(session, [item.item for item in items])
    return [item_row(item, lines[item.item.id]) for item in items]


def item_row(progress: ItemProgress, lines: Sequence[str] = ()) -> UploadRow:
    """One item as a row; `lines` tell how it came in."""
    item, stage, total = progress.item, progress.stage, progress.item.file.page_count
    recognising = stage is Stage.RECOGNISING and total
    button = {"url": url_for("intake.check", item_id=item.id), "label": _("Kiểm tra")}
    if stage is Stage.PUBLISHED and item.directive_id:
        shown = url_for("directives.show", directive_id=item.directive_id)
        button = {"url": shown, "label": _("Mở")}
    return _row(
        item.name,
        stage.value,
        stage_words(progress),
        "\n".join([*_details(progress), *lines]),
        id=item.id,
        percent=round(100 * (total - progress.pending) / total) if recognising else None,
        done=not progress.is_moving,
        icon=file_icon(item.file.kind),
        **({} if stage is Stage.DISCARDED else button),
    )


def result_row(session: Session, staff: StaffMember, result: ArrivalResult) -> UploadRow:
    """The row of a file that was taken in or refused just now."""
    if result.item_id is not None:
        return item_rows(session, [progress_of(session, result.item_id)])[0]
    if result.directive_id is None:
        # The name of a file with a secrecy mark is not repeated.
        name = _("(tệp không được nhận)") if result.is_secret else result.name
        return _row(name, "refused", _("Không nhận"), result.reason, error=result.reason)
    directive = directive_for(session, staff, result.directive_id)
    day = current_app.jinja_env.filters["date"](directive.published_at)
    return _row(
        result.name,
        "duplicate",
        _("Đã có trong kho"),
        _("Trùng từng byte với bản phát hành %(day)s.", day=day),
        url=url_for("directives.show", directive_id=directive.id),
        label=_("Xem bản đã có"),
    )


def parcel_row(name: str, counts: Counter[Fate], *, done: bool) -> UploadRow:
    """The row of a parcel that is being opened, above the rows of its files."""
    taken = sum(counts.values()) - counts[Fate.REFUSED]
    words = _("%(n)s văn bản đã nhận", n=taken)
    if counts[Fate.REFUSED]:
        words = _("%(n)s văn bản đã nhận, %(m)s không nhận", n=taken, m=counts[Fate.REFUSED])
    return _row(
        name,
        "parcel",
        words if done else _("Đang mở gói, %(words)s", words=words),
        _("Gói nhiều tệp. Từng tệp ở các dòng dưới; gói không được lưu."),
        state="received",
        done=done,
        parcel=True,
    )


def stage_words(progress: ItemProgress) -> str:
    """Where the item is on its way, with how far the machine has come or how much is unsure."""
    stage, total = progress.stage, progress.item.file.page_count
    if stage is Stage.TO_CHECK and (unsure := len(progress.facts.unsure())):
        return str(_("Chờ kiểm tra, %(n)s chỗ chưa chắc", n=unsure))
    if stage is Stage.RECOGNISING and total:
        done = total - progress.pending
        return str(_("Đang nhận dạng chữ, xong %(done)s/%(total)s trang", done=done, total=total))
    return str(STAGE_WORDS[stage])


def _row(name: str, stage: str, words: str, why: str, **more: object) -> UploadRow:
    return {
        "id": None,
        "name": name,
        "stage": stage,
        "state": stage,
        "words": words,
        "why": why,
        "percent": None,
        "done": True,
        "url": "",
        "label": "",
        **more,
    }


def _details(progress: ItemProgress) -> list[str]:
    file = progress.item.file
    size = str(current_app.jinja_env.filters["size"](file.size))
    pages = [_("%(n)s trang", n=file.page_count)] if file.page_count else []
    unread = progress.stage in {Stage.NEEDS_RECOGNITION, Stage.FAILED}
    reasons = [progress.reading.reason] if unread and progress.reading.reason else []
    return [", ".join([size, *pages]), *reasons]
