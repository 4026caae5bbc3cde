"""Abbreviations and synonyms: seen and kept by the Office and by the administrator.

Words that people entered are no content of directives, so the administrator may keep them too; what
was learned from a directive is shown, switched and counted only for those who may see that
directive, hence never for the administrator.
"""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import NotAllowed
from intranet.core.forms import commit_and_go, refusals_listed
from intranet.core.paging import page_number
from intranet.people.roles import Permission, may
from intranet.search.blueprint import bp
from intranet.search.lexicon import actions as acts
from intranet.search.lexicon import words as labels
from intranet.search.lexicon.models import Abbreviation, OfficePair, Synonym
from intranet.search.lexicon.word_list import WordFilter, page_of, word_list

KINDS: dict[str, type[OfficePair]] = {"viet-tat": Abbreviation, "dong-nghia": Synonym}
SHORT = "viet-tat"
LONGEST_FILTER = 100


@bp.get("/tim-kiem/tu-ngu")
def words() -> str:
    """The list with its filter, and the form that adds to it."""
    _must_keep_words()
    return _page(request.args.get("tu", "")[: acts.LONGEST_WORDS], "")


@bp.post("/tim-kiem/tu-ngu")
def words_add() -> Response | tuple[str, int]:
    """Let two expressions stand for one another from now on."""
    _must_keep_words()
    kind, typed, other = _kind(), request.form.get("tu", ""), request.form.get("nghia", "")
    with refusals_listed() as refused:
        acts.add(db.session, current_user, KINDS[kind], typed, other)
        db.session.commit()
    if refused:
        return _page(typed, other, refused[0]), 400
    flash(_("Đã thêm. Câu tìm có “%(words)s” từ nay được hiểu thêm nghĩa này.", words=typed), "ok")
    return redirect(url_for(".words", loai=kind))


@bp.post("/tim-kiem/tu-ngu/tat-bat")
def words_switch() -> Response:
    """Let a pair count no more, or again."""
    _must_keep_words()
    on = request.form.get("bat") == "1"
    acts.switch(db.session, current_user, KINDS[_kind()], _keys(), on)
    db.session.commit()
    flash(_("Đã bật lại.") if on else _("Đã tắt. Câu tìm không dùng nghĩa này nữa."), "ok")
    return redirect(url_for(".words", loai=_kind(), hien=request.form.get("hien") or None))


@bp.post("/tim-kiem/tu-ngu/xoa")
def words_remove() -> Response:
    """Take back what the Office entered."""
    _must_keep_words()
    acts.remove(db.session, current_user, KINDS[_kind()], _keys())
    return commit_and_go(_("Đã xóa."), ".words", loai=_kind())


def _must_keep_words() -> None:
    role = current_user.role
    if not may(role, Permission.CHECK) and not may(role, Permission.ADMINISTER):
        raise NotAllowed


def _kind() -> str:
    kind = request.values.get("loai", "")
    return kind if kind in KINDS else SHORT


def _keys() -> tuple[str, str]:
    return request.form.get("khoa", ""), request.form.get("khoa_nghia", "")


def _page(typed: str, other: str, wrong: str = "") -> str:
    kind = _kind()
    sought, shown = request.args.get("q", "")[:LONGEST_FILTER], request.args.get("hien", "")
    show = next((choice for choice in WordFilter if choice.value == shown), WordFilter.ALL)
    pairs = word_list(db.session, current_user, KINDS[kind])
    page = page_of(db.session, current_user, pairs, sought, show, page_number())
    return render_template(
        "search/words.html",
        page=page,
        known=len(pairs),
        url=lambda trang: url_for(
            ".words", loai=kind, q=sought or None, hien=shown or None, trang=trang
        ),
        kind=kind,
        show=show,
        sought=sought,
        one=typed,
        other=other,
        wrong=wrong,
        labels=labels,
        may_search=may(current_user.role, Permission.READ),
    )
