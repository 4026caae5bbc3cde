"""Reading on the screen: noting pages that were shown, confirming, and my own receipts."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.directives.audience.visibility import directive_for
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.reading.assigned_versions import version_of
from intranet.reading.blueprint import bp
from intranet.reading.page_ranges import page_ranges
from intranet.reading.quiz.errors import NotUnderstood
from intranet.reading.receipts import page_views
from intranet.reading.receipts.confirmation import confirm as confirm_version
from intranet.reading.receipts.errors import AssignmentClosed, NotReadThrough, ReplacedMeanwhile
from intranet.reading.receipts.proof import how
from intranet.reading.receipts.queries import my_receipts


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
    version = version_of(
        db.session, directive_for(db.session, current_user, directive_id), version_id
    )
    page = request.form.get("page", page_views.CHANGES, int)
    if page == page_views.CHANGES:
        step = page_views.show_changes(db.session, current_user, version)
    else:
        step = page_views.show_page(db.session, current_user, version, page)
    db.session.commit()
    left = page_ranges(page_views.missing_pages(db.session, current_user, version))
    return jsonify(step=step.value, left=[str(pages) for pages in left])


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/xac-nhan")
@permission_required(Permission.READ)
def confirm(directive_id: int, version_id: int) -> ResponseReturnValue:
    """I have read this version and know its content."""
    directive = directive_for(db.session, current_user, directive_id)
    version = version_of(db.session, directive, version_id)
    back = url_for("directives.show", directive_id=directive.id)
    said = _("Đã ghi nhận: bạn đã đọc và nắm được %(symbol)s.", symbol=directive.symbol)
    try:
        confirm_version(db.session, current_user, version)
    except NotUnderstood:
        db.session.rollback()
        return redirect(url_for(".check", directive_id=directive_id, version_id=version_id))
    except (NotReadThrough, ReplacedMeanwhile, AssignmentClosed) as refusal:
        db.session.rollback()
        flash(str(refusal), "warn")
        missing = getattr(refusal, "missing", None)
        return redirect(f"{back}?trang={missing[0]}" if missing else back)
    db.session.commit()
    flash(said, "ok")
    return redirect(back)
