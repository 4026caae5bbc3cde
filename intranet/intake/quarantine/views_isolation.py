"""Cách ly & xóa: the clerk asks, the administrator orders by number and sees no content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from intranet.core.application import number_in
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.errors import BadInput, NotFound, existing
from intranet.core.forms import refusals_listed
from intranet.core.storage import storage
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import Directive, StoredFile, Version
from intranet.intake.blueprint import bp
from intranet.intake.models import IntakeItem
from intranet.intake.quarantine import isolation, loss
from intranet.intake.quarantine.erasure import erase_files
from intranet.intake.quarantine.models import Isolation
from intranet.people.permissions import Permission, may, permission_required, signed_in

NUMBERED = ("directive", "item", "file")
"""What an administrator may be told the number of."""


@dataclass(frozen=True)
class NumberedOriginals:
    """What the administrator was told the number of, and the originals that it means."""

    what: str
    number: int
    files: Sequence[int]


@bp.post("/kiem-tra/<int:item_id>/cach-ly")
@permission_required(Permission.CHECK)
def ask_item(item_id: int) -> Response:
    """Take a file that waits on the desk out of sight and ask for its removal."""
    file_id = isolation.file_of_item(db.session, item_id)
    return _ask([file_id], url_for("intake.queue"))


@bp.post("/van-ban/<int:directive_id>/cach-ly")
@permission_required(Permission.CHECK)
def ask_directive(directive_id: int) -> Response:
    """Take a published directive in all its versions out of sight and ask for its removal."""
    directive = directive_for(db.session, current_user, directive_id)
    return _ask(isolation.files_of(db.session, directive.id), url_for("directives.register"))


@bp.get("/quan-tri/cach-ly")
@permission_required(Permission.ADMINISTER)
def isolations() -> str:
    """What waits and what was wiped: numbers, names of the staff and dates, nothing else.

    With a number in the address, what an order for it would wipe is shown first.
    """
    if not request.args.get("what"):
        return _page()
    with refusals_listed(NotFound) as refused:
        return _page(asked=_meant(request.args))
    return _page(refused[0])


@bp.post("/quan-tri/cach-ly")
@permission_required(Permission.ADMINISTER)
def isolate() -> Response | tuple[str, int]:
    """Wipe the content of a number that the administrator was told."""
    asked: NumberedOriginals | None = None
    with refusals_listed(NotFound) as refused:
        asked = _meant(request.form)
        if not request.form.get("sure"):
            raise BadInput(_("Hãy xác nhận đã hiểu là không khôi phục được."))
        _erase(isolation.order(db.session, signed_in(), asked.files))
        flash(_("Đã cách ly và xóa. Hãy xóa cả bản sao lưu có tệp này và báo cáo sự việc."), "ok")
        return redirect(url_for("intake.isolations"))
    return _page(refused[0], asked), 400


@bp.post("/quan-tri/cach-ly/<int:number>/bo")
@permission_required(Permission.ADMINISTER)
def isolation_lift(number: int) -> Response:
    """Let content be seen again that was asked for by mistake."""
    case = existing(db.session.get(Isolation, number))
    lifted = isolation.lift(db.session, signed_in(), [case.file_id])
    db.session.commit()
    if lifted:
        flash(_("Đã bỏ cách ly; văn bản trở lại như trước."), "ok")
    return redirect(url_for("intake.isolations"))


def isolate_panel(directive: Directive, _version: Version) -> str:
    """The clerk's button beside a published directive."""
    if not may(current_user.role, Permission.CHECK):
        return ""
    return render_template("intake/isolate_panel.html", directive=directive)


def _meant(sent: Mapping[str, str]) -> NumberedOriginals:
    """What the number that was sent means. Raises BadInput, NotFound."""
    what, number = sent.get("what", ""), number_in(sent.get("number"))
    if what not in NUMBERED or not number:
        raise BadInput(_("Hãy chọn loại và nhập số trong địa chỉ trang hoặc trong nhật ký."))
    return NumberedOriginals(what, number, _files_of(what, number))


def _files_of(what: str, number: int) -> Sequence[int]:
    """The originals that an administrator means by a number. Raises NotFound."""
    if what == "directive":
        return isolation.files_of(db.session, number)
    of_item = select(IntakeItem.file_id).where(IntakeItem.id == number)
    of_file = select(StoredFile.id).where(StoredFile.id == number)
    file_id = db.session.scalar(of_item if what == "item" else of_file)
    if file_id is None:
        raise NotFound(_("Không có mục nào mang số này. Hãy xem lại số."))
    return [file_id]


def _ask(files: Sequence[int], back: str) -> Response:
    _erase(isolation.ask(db.session, signed_in(), files))
    flash(_("Đã cách ly: không ai còn xem được. Quản trị hệ thống sẽ xóa hẳn."), "ok")
    return redirect(back)


def _erase(isolations: Sequence[Isolation]) -> None:
    db.session.commit()
    erase_files(isolations, storage(), settings().instance)
    db.session.rollback()


def _page(problem: str = "", asked: NumberedOriginals | None = None) -> str:
    goes = loss.what_goes(db.session, asked.files) if asked else None
    cases = isolation.listed(db.session)
    return render_template(
        "intake/isolations.html", cases=cases, problem=problem, asked=asked, goes=goes
    )
