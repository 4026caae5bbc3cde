"""Reading on the screen: pages that were shown, confirming, my receipts and their proof."""

import math

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import db, writing
from intranet.core.errors import BadInput
from intranet.core.rate_limits import limiter
from intranet.directives.audience.visibility import visible_ids
from intranet.directives.models import Directive, Version
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, permission_required
from intranet.printing.official_document import Proof
from intranet.reading.assigned_versions import version_for
from intranet.reading.blueprint import bp
from intranet.reading.page_ranges import page_ranges
from intranet.reading.quiz.errors import NotUnderstood
from intranet.reading.receipts import confirmation, errors, page_views, proof
from intranet.reading.receipts.handing_out import handed_out_at


@bp.get("/bien-nhan")
@permission_required(Permission.READ)
def receipts() -> str:
    """My own receipts: what I confirmed, when, of which version and hash."""
    rows = proof.my_receipts(db.session, current_user)
    return render_template("reading/receipts.html", rows=rows, how=proof.how)


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/da-xem")
@permission_required(Permission.READ)
def seen(directive_id: int, version_id: int) -> ResponseReturnValue:
    """Note a page that was really shown, 0 for all the changes; JSON says how far I am.

    `wait` says in how many seconds to tell it again, as it has not been shown for long enough.
    """
    version = version_for(db.session, current_user, directive_id, version_id)
    page = request.form.get("page", page_views.CHANGES, int)
    changes, nonce = page == page_views.CHANGES, request.form.get("nonce", "")
    handed_at = handed_out_at(nonce, current_user, version, changes=changes)
    if changes:
        shown = page_views.show_changes(db.session, current_user, version, handed_at)
    else:
        shown = page_views.show_page(db.session, current_user, version, page, handed_at)
    db.session.commit()
    left = page_ranges(page_views.missing_pages(db.session, current_user, version))
    wait = math.ceil(shown.wait * 100) / 100  # what is missing must not be rounded to nothing
    return jsonify(step=shown.step.value, wait=wait, left=[str(pages) for pages in left])


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/xac-nhan")
@permission_required(Permission.READ)
def confirm(directive_id: int, version_id: int) -> ResponseReturnValue:
    """I have read this version and know its content."""
    version = version_for(db.session, current_user, directive_id, version_id)
    said = _("Đã ghi nhận: bạn đã đọc và nắm được %(symbol)s.", symbol=version.directive.symbol)
    explained = (errors.NotReadThrough, errors.ReplacedMeanwhile, errors.AssignmentClosed)
    try:
        return confirmed(version, said, *explained)
    except NotUnderstood:
        db.session.rollback()
        return redirect(url_for(".check", directive_id=directive_id, version_id=version_id))


def confirmed(version: Version, said: str, *explained: type[BadInput]) -> ResponseReturnValue:
    """Confirm a version and go back to it; refusals of the `explained` kinds are said there."""
    back = url_for("directives.show", directive_id=version.directive_id)
    try:
        confirmation.confirm(db.session, current_user, version)
    except explained as refusal:
        db.session.rollback()
        flash(str(refusal), "warn")
        missing = getattr(refusal, "missing", None)
        page = missing[0] if missing else None
        here = url_for(
            "directives.show",
            directive_id=version.directive_id, trang=page, q=request.form.get("q"),
        )  # fmt: skip
        return redirect(here)
    db.session.commit()
    flash(said, "ok")
    return redirect(back)


@bp.get("/ghi-nhan")
@permission_required(Permission.READ)
def recorded() -> str:
    """What the portal records of my reading, who sees it, and for how long."""
    return render_template("reading/recorded.html", settings=settings())


@bp.get("/bien-nhan/<int:number>/giay-xac-nhan.pdf")
@permission_required(Permission.READ)
def proof_of_receipt(number: int) -> Response:
    """The sheet about one directive that I have confirmed."""
    receipt = proof.my_receipt(db.session, current_user, number)
    return _pdf(proof.proof_of(receipt, _address(receipt.row_hash)), number)


@bp.get("/bien-nhan/giay-xac-nhan.pdf")
@permission_required(Permission.READ)
def proof_of_all() -> Response:
    """The sheet about everything that I have confirmed."""
    rows = proof.my_receipts(db.session, current_user)
    if not rows:
        raise errors.UnknownReceipt
    return _pdf(proof.proof_of_all(current_user, rows, _address(rows[0].row_hash)), None)


def _address(code: str) -> str:
    base = settings().portal_address.rstrip("/")
    return base + url_for("reading.check_receipt", code=code, _external=not base)


def _pdf(made: Proof, number: int | None) -> Response:
    with writing() as session:
        by = session.get_one(StaffMember, current_user.id)
        audit.record(session, by, "receipt.proved", receipt=number)
    # What draws PDF files is heavy, and few people take a proof away.
    from intranet.printing.fonts import typeface
    from intranet.printing.proof_sheet_pdf import as_pdf

    content = as_pdf(made, typeface(settings().instance / "fonts"), now())
    named = 'attachment; filename="giay-xac-nhan.pdf"'
    headers = {"Content-Disposition": named, "Cache-Control": "no-store"}
    return Response(content, mimetype="application/pdf", headers=headers)


@bp.get("/bien-nhan/kiem-tra/<code>")
@permission_required(Permission.READ)
@limiter.limit("30 per minute", key_func=lambda: f"checks {current_user.id}")
def check_receipt(code: str) -> str:
    """Whether the sheet with this code says what the portal knows."""
    verdict = proof.verdict_on(db.session, code)
    seen = visible_ids(current_user).where(Directive.id == verdict.receipt.version.directive_id)
    return render_template(
        "reading/check_receipt.html",
        verdict=verdict,
        how=proof.how(verdict.receipt),
        visible=db.session.scalar(seen) is not None,
    )
