"""The check of understanding: the Office writes it, the reader answers it and so confirms."""

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.directives.models import Version
from intranet.people.permissions import Permission, permission_required
from intranet.reading.assigned_versions import version_for
from intranet.reading.blueprint import bp
from intranet.reading.quiz import questions as quiz
from intranet.reading.quiz.forms import LETTERS, QuestionsForm
from intranet.reading.quiz.models import Question
from intranet.reading.receipts.errors import NotReadThrough
from intranet.reading.receipts.views import confirmed


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/cau-hoi")
@permission_required(Permission.CHECK)
def questions(directive_id: int, version_id: int) -> str:
    """The questions of a version, to write or to look at."""
    version = version_for(db.session, current_user, directive_id, version_id)
    standing = quiz.questions_of(db.session, version.id)
    return _questions_page(version, QuestionsForm(data={"questions": standing}))


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/cau-hoi")
@permission_required(Permission.CHECK)
def save_questions(directive_id: int, version_id: int) -> ResponseReturnValue:
    """Keep the questions; an empty form takes them away."""
    version = version_for(db.session, current_user, directive_id, version_id)
    form = QuestionsForm()
    if not form.validate_on_submit():
        return _questions_page(version, form), 400
    saved = quiz.set_questions(db.session, current_user, version, form.drafts())
    db.session.commit()
    words = _("Đã lưu %(n)s câu hỏi.", n=len(saved)) if saved else _("Đã bỏ phần kiểm tra.")
    flash(words, "ok")
    return redirect(url_for("directives.show", directive_id=directive_id))


@bp.get("/van-ban/<int:directive_id>/ban/<int:version_id>/kiem-tra-hieu")
@permission_required(Permission.READ)
def check(directive_id: int, version_id: int) -> ResponseReturnValue:
    """The questions that I have not answered right yet."""
    version = version_for(db.session, current_user, directive_id, version_id)
    left = quiz.unanswered_questions(db.session, current_user, version.id)
    if not left:
        return redirect(url_for("directives.show", directive_id=directive_id))
    return _quiz_page(version, left, {})


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/kiem-tra-hieu")
@permission_required(Permission.READ)
def answer(directive_id: int, version_id: int) -> ResponseReturnValue:
    """Answer; when all is right, that is the confirmation too."""
    version = version_for(db.session, current_user, directive_id, version_id)
    before = quiz.unanswered_questions(db.session, current_user, version.id)
    chosen = {question.id: request.form.get(f"cau-{question.id}", -1, int) for question in before}
    attempt = request.form.get("lan", "")[:32] or secrets.token_hex(16)
    left = quiz.answer(db.session, current_user, version.id, chosen, attempt)
    db.session.commit()
    if left:
        return _quiz_page(version, left, chosen)
    symbol = version.directive.symbol
    said = _("Trả lời đúng cả. Đã ghi nhận bạn nắm được %(s)s.", s=symbol)
    return confirmed(version, said, NotReadThrough)


def _questions_page(version: Version, form: QuestionsForm) -> str:
    return render_template(
        "reading/quiz_questions.html",
        directive=version.directive, version=version, form=form, letters=LETTERS,
        answered=quiz.is_answered(db.session, version.id),
    )  # fmt: skip


def _quiz_page(version: Version, left: list[Question], chosen: dict[int, int]) -> str:
    return render_template(
        "reading/quiz.html",
        directive=version.directive, version=version, left=left, chosen=chosen,
        attempt=secrets.token_hex(16), total=len(quiz.questions_of(db.session, version.id)),
    )  # fmt: skip
