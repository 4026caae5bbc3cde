"""The check of understanding: the Office writes it, the reader answers it."""

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import Directive, Version
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.reading.assignments import actions
from intranet.reading.blueprint import bp
from intranet.reading.quiz import questions as quiz
from intranet.reading.quiz.forms import LETTERS, QuestionsForm, shown
from intranet.reading.receipts.errors import NotReadThrough


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/cau-hoi")
@permission_required(Permission.CHECK)
def questions(directive_id: int, version_id: int) -> str:
    """The questions of a version, to write or to look at."""
    directive, version = _both(directive_id, version_id)
    standing = quiz.questions_of(db.session, version.id)
    return _form(directive, version, QuestionsForm(data=shown(standing)))


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/cau-hoi")
@permission_required(Permission.CHECK)
def save_questions(directive_id: int, version_id: int) -> ResponseReturnValue:
    """Keep the questions; an empty form takes them away."""
    directive, version = _both(directive_id, version_id)
    form = QuestionsForm()
    if not form.validate_on_submit():
        return _form(directive, version, form), 400
    made = quiz.ask(db.session, current_user, version, form.asked())
    db.session.commit()
    words = _("Đã lưu %(n)s câu hỏi.", n=len(made)) if made else _("Đã bỏ phần kiểm tra.")
    flash(words, "ok")
    return redirect(url_for("directives.show", directive_id=directive.id))


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/kiem-tra-hieu")
@permission_required(Permission.READ)
def check(directive_id: int, version_id: int) -> ResponseReturnValue:
    """The questions that I have not answered right yet."""
    directive, version = _both(directive_id, version_id)
    left = quiz.left_of(db.session, current_user, version.id)
    if not left:
        return redirect(url_for("directives.show", directive_id=directive.id))
    return _check(directive, version, left, {})


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/kiem-tra-hieu")
@permission_required(Permission.READ)
def answer(directive_id: int, version_id: int) -> ResponseReturnValue:
    """Answer; when all is right, that is the confirmation too."""
    directive, version = _both(directive_id, version_id)
    before = quiz.left_of(db.session, current_user, version.id)
    chosen = {one.id: request.form.get(f"cau-{one.id}", -1, int) for one in before}
    attempt = request.form.get("lan", "")[:32] or secrets.token_hex(16)
    left = quiz.answer(db.session, current_user, version.id, chosen, attempt)
    db.session.commit()
    if left:
        return _check(directive, version, left, chosen)
    return _confirmed(directive, version)


def _confirmed(directive: Directive, version: Version) -> ResponseReturnValue:
    back = url_for("directives.show", directive_id=directive.id)
    try:
        actions.confirm(db.session, current_user, version)
    except NotReadThrough as error:
        db.session.rollback()
        flash(str(error), "warn")
        return redirect(f"{back}?trang={error.missing[0]}")
    db.session.commit()
    flash(_("Trả lời đúng cả. Đã ghi nhận bạn nắm được %(s)s.", s=directive.symbol), "ok")
    return redirect(back)


def _form(directive: Directive, version: Version, form: QuestionsForm) -> str:
    return render_template(
        "reading/questions.html",
        directive=directive,
        version=version,
        form=form,
        letters=LETTERS,
        answered=quiz.is_answered(db.session, version.id),
    )


def _check(
    directive: Directive, version: Version, left: list[quiz.Question], chosen: dict[int, int]
) -> str:
    return render_template(
        "reading/quiz.html",
        directive=directive,
        version=version,
        left=left,
        chosen=chosen,
        attempt=secrets.token_hex(16),
        total=len(quiz.questions_of(db.session, version.id)),
    )


def _both(directive_id: int, version_id: int) -> tuple[Directive, Version]:
    directive = directive_for(db.session, current_user, directive_id)
    for version in directive.versions:
        if version.id == version_id:
            return directive, version
    raise NotFound
