"""The check of understanding: the Office writes it, the reader answers it and so confirms."""

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import Directive, Version
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission
from intranet.reading.assigned_versions import version_of
from intranet.reading.blueprint import bp
from intranet.reading.quiz import questions as quiz
from intranet.reading.quiz.forms import LETTERS, QuestionsForm, form_data
from intranet.reading.quiz.models import Question
from intranet.reading.receipts.confirmation import confirm
from intranet.reading.receipts.errors import NotReadThrough


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/cau-hoi")
@permission_required(Permission.CHECK)
def questions(directive_id: int, version_id: int) -> str:
    """The questions of a version, to write or to look at."""
    directive, version = _directive_and_version(directive_id, version_id)
    standing = quiz.questions_of(db.session, version.id)
    return _questions_page(directive, version, QuestionsForm(data=form_data(standing)))


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/cau-hoi")
@permission_required(Permission.CHECK)
def save_questions(directive_id: int, version_id: int) -> ResponseReturnValue:
    """Keep the questions; an empty form takes them away."""
    directive, version = _directive_and_version(directive_id, version_id)
    form = QuestionsForm()
    if not form.validate_on_submit():
        return _questions_page(directive, version, form), 400
    saved = quiz.set_questions(db.session, current_user, version, form.drafts())
    db.session.commit()
    words = _("Đã lưu %(n)s câu hỏi.", n=len(saved)) if saved else _("Đã bỏ phần kiểm tra.")
    flash(words, "ok")
    return redirect(url_for("directives.show", directive_id=directive.id))


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/kiem-tra-hieu")
@permission_required(Permission.READ)
def check(directive_id: int, version_id: int) -> ResponseReturnValue:
    """The questions that I have not answered right yet."""
    directive, version = _directive_and_version(directive_id, version_id)
    left = quiz.unanswered_questions(db.session, current_user, version.id)
    if not left:
        return redirect(url_for("directives.show", directive_id=directive.id))
    return _quiz_page(directive, version, left, {})


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/kiem-tra-hieu")
@permission_required(Permission.READ)
def answer(directive_id: int, version_id: int) -> ResponseReturnValue:
    """Answer; when all is right, that is the confirmation too."""
    directive, version = _directive_and_version(directive_id, version_id)
    before = quiz.unanswered_questions(db.session, current_user, version.id)
    chosen = {question.id: request.form.get(f"cau-{question.id}", -1, int) for question in before}
    attempt = request.form.get("lan", "")[:32] or secrets.token_hex(16)
    left = quiz.answer(db.session, current_user, version.id, chosen, attempt)
    db.session.commit()
    if left:
        return _quiz_page(directive, version, left, chosen)
    return _confirmed(directive, version)


def _confirmed(directive: Directive, version: Version) -> ResponseReturnValue:
    back = url_for("directives.show", directive_id=directive.id)
    try:
        confirm(db.session, current_user, version)
    except NotReadThrough as error:
        db.session.rollback()
        flash(str(error), "warn")
        return redirect(f"{back}?trang={error.missing[0]}")
    db.session.commit()
    flash(_("Trả lời đúng cả. Đã ghi nhận bạn nắm được %(s)s.", s=directive.symbol), "ok")
    return redirect(back)


def _questions_page(directive: Directive, version: Version, form: QuestionsForm) -> str:
    return render_template(
        "reading/quiz_questions.html",
        directive=directive,
        version=version,
        form=form,
        letters=LETTERS,
        answered=quiz.is_answered(db.session, version.id),
    )


def _quiz_page(
    directive: Directive, version: Version, left: list[Question], chosen: dict[int, int]
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


def _directive_and_version(directive_id: int, version_id: int) -> tuple[Directive, Version]:
    directive = directive_for(db.session, current_user, directive_id)
    return directive, version_of(db.session, directive, version_id)
