"""Taking my own proof away, and looking a code from such a sheet up."""

from flask import Response, render_template, url_for
from flask_login import current_user

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.database import db, writing
from intranet.core.rate_limits import limiter
from intranet.core.settings import settings
from intranet.directives.audience.visibility import visible
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.printing.proof_sheet import Proof
from intranet.reading.blueprint import bp
from intranet.reading.receipts import proof
from intranet.reading.receipts.errors import UnknownReceipt
from intranet.reading.receipts.queries import my_receipt, my_receipts


@bp.get("/ghi-nhan")
@permission_required(Permission.READ)
def recorded() -> str:
    """What the portal records of my reading, who sees it, and for how long."""
    return render_template("reading/recorded.html", settings=settings())


@bp.get("/bien-nhan/<int:number>/giay-xac-nhan.pdf")
@permission_required(Permission.READ)
def proof_of_receipt(number: int) -> Response:
    """The sheet about one directive that I have confirmed."""
    receipt = my_receipt(db.session, current_user, number)
    return _pdf(proof.proof_of(receipt, _address(receipt.row_hash)), number)


@bp.get("/bien-nhan/giay-xac-nhan.pdf")
@permission_required(Permission.READ)
def proof_of_all() -> Response:
    """The sheet about everything that I have confirmed."""
    receipts = my_receipts(db.session, current_user)
    if not receipts:
        raise UnknownReceipt
    made = proof.proof_of_all(current_user, receipts, _address(receipts[0].row_hash))
    return _pdf(made, None)


def _address(code: str) -> str:
    path = url_for("reading.check_receipt", code=code)
    base = settings().portal_address.rstrip("/")
    return base + path if base else url_for("reading.check_receipt", code=code, _external=True)


def _pdf(made: Proof, number: int | None) -> Response:
    with writing() as session:
        by = session.get_one(StaffMember, current_user.id)
        audit.record(session, by, "receipt.proved", receipt=number)
    # What draws PDF files is heavy, and few people take a proof away.
    from intranet.printing.fonts import typeface
    from intranet.printing.proof_sheet_pdf import as_pdf

    content = as_pdf(made, typeface(settings().instance / "fonts"), now())
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="giay-xac-nhan.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/bien-nhan/kiem-tra/<code>")
@permission_required(Permission.READ)
@limiter.limit("30 per minute", key_func=lambda: f"checks {current_user.id}")
def check_receipt(code: str) -> str:
    """Whether the sheet with this code says what the portal knows."""
    verdict = proof.verdict_on(db.session, code)
    return render_template(
        "reading/check_receipt.html",
        verdict=verdict,
        how=proof.how(verdict.receipt),
        visible=_may_see(verdict.receipt.version.directive_id),
    )


def _may_see(directive_id: int) -> bool:
    seen = visible(current_user).where(Directive.id == directive_id)
    return db.session.scalar(seen.with_only_columns(Directive.id)) is not None
