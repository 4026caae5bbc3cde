"""My list, my receipts, and who has read."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.paging import Pager, page_number
from intranet.core.settings import settings
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import Directive, Version
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.reading.assignments import actions
from intranet.reading.assignments import my_reading as reader
from intranet.reading.assignments.my_reading_queries import my_receipts
from intranet.reading.blueprint import bp
from intranet.reading.page_ranges import ranges
from intranet.reading.quiz.errors import NotUnderstood
from intranet.reading.receipts.errors import NoLongerAsked, NotReadThrough, ReplacedMeanwhile
from intranet.reading.receipts.page_views import CHANGES, missing_pages
from intranet.reading.receipts.proof import how

LEFT, DONE = 200, 20
"""How much that is left my list names, and how much that is done a page of it."""


@bp.get("/can-doc")
@permission_required(Permission.READ)
def mine() -> str:
    """What I have to read, by deadline, and what I have done."""
    page, counts = page_number("xong"), reader.my_counts(db.session, current_user)
    left = reader.left(db.session, current_user, LEFT)
    return render_template(
        "reading/mine.html",
        counts=counts,
        parts=reader.in_parts(left, settings().due_soon_days),
        excused=reader.excused(db.session, current_user, LEFT) if counts.excused else [],
        done=reader.done(db.session, current_user, DONE, (page - 1) * DONE),
        pager=Pager(page, DONE, counts.done, lambda n: url_for(".mine", xong=n, _anchor="xong")),
    )


@bp.get("/bien-nhan")
@permission_required(Permission.READ)
def receipts() -> str:
    """My own receipts: what I confirmed, when, of which version and hash."""
    rows = my_receipts(db.session, current_user)
    return render_template("reading/receipts.html", rows=rows, how=how)


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/da-xem")
@permission_required(Permission.READ)
def seen(directive_id: int, version_id: int) -> ResponseReturnValue:
    """Note a page that was really shown, 0 for all the changes; JSON says how far I am."""
    version = _version(directive_for(db.session, current_user, directive_id), version_id)
    page = request.form.get("page", CHANGES, int)
    if page == CHANGES:
        step = actions.show_changes(db.session, current_user, version)
    else:
        step = actions.show_page(db.session, current_user, version, page)
    db.session.commit()
    left = [str(one) for one in ranges(missing_pages(db.session, current_user, version))]
    return jsonify(step=step.value, left=left)


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/xac-nhan")
@permission_required(Permission.READ)
def confirm(directive_id: int, version_id: int) -> ResponseReturnValue:
    """I have read this version and know its content."""
    directive = directive_for(db.session, current_user, directive_id)
    version = _version(directive, version_id)
    back = url_for("directives.show", directive_id=directive.id)
    try:
        actions.confirm(db.session, current_user, version)
    except NotReadThrough as error:
        db.session.rollback()
        flash(str(error), "warn")
        return redirect(f"{back}?trang={error.missing[0]}")
    except (ReplacedMeanwhile, NoLongerAsked) as error:
        db.session.rollback()
        flash(str(error), "warn")
        return redirect(back)
    except NotUnderstood:
        db.session.rollback()
        return redirect(url_for(".check", directive_id=directive.id, version_id=version.id))
    db.session.commit()
    flash(_("Đã ghi nhận: bạn đã đọc và nắm được %(symbol)s.", symbol=directive.symbol), "ok")
    return redirect(back)


def _version(directive: Directive, version_id: int) -> Version:
    for version in directive.versions:
        if version.id == version_id:
            return version
    raise NotFound
