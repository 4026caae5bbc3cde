"""Asking a question, and looking at its answer again."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from intranet.assistant.answers.answer import Answer, Outcome
from intranet.assistant.answers.answering import EmptyQuestion, answer
from intranet.assistant.answers.entrance import asker_for
from intranet.assistant.blueprint import bp
from intranet.assistant.history import actions, queries
from intranet.assistant.history.models import StoredQuestion
from intranet.assistant.pages.examples import examples_for
from intranet.assistant.pages.quote_words import QuoteView, quote_view
from intranet.assistant.questions.question import LONGEST
from intranet.core.database import db
from intranet.core.forms import commit_and_go
from intranet.core.rate_limits import limiter
from intranet.directives import words as directive_words
from intranet.directives.audience.visibility import directive_for
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, permission_required, signed_in

MOST_ROWS_SHOWN = 20

OFTEN = "30 per minute"
"""How often one person may ask, and open answers, which are made again each time."""


@dataclass(frozen=True)
class AnswerPage:
    """An answer as its page shows it; `off` are the bounds that were taken off."""

    answer: Answer
    number: int
    quotes: list[QuoteView]
    said: dict[tuple[int, int], bool]
    sent: bool
    off: frozenset[str]
    within: Directive | None

    @property
    def rows(self) -> list[Directive]:
        """The first rows of a select."""
        return list(self.answer.select.rows[:MOST_ROWS_SHOWN]) if self.answer.select else []

    @property
    def said_value(self) -> str:
        """A value of the register in words; a status by its own word."""
        value = str(self.answer.select.value) if self.answer.select else ""
        said = {status.value: str(word) for status, word in directive_words.STATUS.items()}
        return said.get(value, value)


@bp.get("/hoi-dap")
@permission_required(Permission.READ)
def index() -> str:
    """The box to ask in, examples, and what this person asked last."""
    return _page(None)


@bp.post("/hoi-dap")
@permission_required(Permission.READ)
@limiter.limit(OFTEN, key_func=lambda: f"asks {current_user.id}")
def ask() -> Response | tuple[str, int]:
    """Answer the question of the form, keep it for the asker, and go to its own page."""
    within = _within(db.session, signed_in(), request.form.get("trong", type=int))
    asker = asker_for(db.session, signed_in(), within.id if within else None)
    try:
        found = answer(asker, request.form.get("cau_hoi", ""))
    except EmptyQuestion as refusal:
        return _page(None, error=str(refusal)), refusal.status
    if found.outcome is Outcome.OPENS:
        return redirect(url_for("directives.show", directive_id=found.opens))
    question = actions.keep(db.session, signed_in(), found, within.id if within else None)
    db.session.commit()
    return redirect(url_for(".show", number=question.id))


@bp.get("/hoi-dap/<int:number>")
@permission_required(Permission.READ)
@limiter.limit(OFTEN, key_func=lambda: f"answers {current_user.id}")
def show(number: int) -> str:
    """The answer made again from what the asker may see now; `?bo=` takes bounds off."""
    question = queries.my_question(db.session, current_user, number)
    within = _within(db.session, signed_in(), question.within_id)
    off = frozenset(request.args.getlist("bo"))
    asker = asker_for(db.session, signed_in(), within.id if within else None, off)
    found = answer(asker, question.words)
    said = dict(queries.verdicts(db.session, question))
    quotes = [quote_view(quote) for quote in found.quotes]
    sent = question.sent_at is not None
    return _page(AnswerPage(found, question.id, quotes, said, sent, off, within))


def _page(page: AnswerPage | None, error: str = "") -> str:
    asked: list[StoredQuestion] = list(queries.my_questions(db.session, current_user))
    return render_template(
        "assistant/index.html", page=page, asked=asked, error=error, longest=LONGEST,
        examples=() if page else examples_for(db.session, signed_in()),
        statuses=directive_words, Outcome=Outcome,
    )  # fmt: skip


def _within(session: Session, staff: StaffMember, number: int | None) -> Directive | None:
    return directive_for(session, staff, number) if number else None


@bp.post("/hoi-dap/<int:number>/trich")
@permission_required(Permission.READ)
def judge(number: int) -> Response:
    """Note whether a quote answers the question; it can be changed."""
    question = queries.my_question(db.session, current_user, number)
    place = [request.form.get(name, 0, type=int) for name in ("van_ban", "tu")]
    right = request.form.get("dung") == "1"
    actions.judge(db.session, signed_in(), question, place[0], place[1], right)
    return commit_and_go(_("Đã ghi ý kiến của bạn. Bạn đổi lại được."), ".show", number=number)


@bp.post("/hoi-dap/<int:number>/gui")
@permission_required(Permission.READ)
def send(number: int) -> Response:
    """Give the wording to the Office, without the name."""
    question = queries.my_question(db.session, current_user, number)
    actions.send_to_office(question, request.form.get("bao") == "1")
    words = _("Đã gửi câu hỏi cho Văn phòng, không kèm tên bạn.")
    return commit_and_go(words, ".show", number=number)


@bp.post("/hoi-dap/xoa")
@permission_required(Permission.READ)
def forget() -> Response:
    """Forget the question that the form names, or all of mine."""
    number: Any = request.form.get("so", type=int)
    actions.forget(db.session, signed_in(), number)
    return commit_and_go(_("Đã xóa."), ".index")
