"""Checking one file: the page beside its facts, what becomes of it, and undoing that."""

from datetime import timedelta
from typing import Any

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from intranet.core.clock import now
from intranet.core.database import db, writing
from intranet.core.errors import BadInput, existing
from intranet.core.forms import commit_and_go, refusal_flashed, refusal_in, tell_with_act
from intranet.directives import errors
from intranet.directives.audience.entries import audience_of
from intranet.directives.audience.meant_people import count_members, preview
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Version
from intranet.intake.blueprint import bp
from intranet.intake.channels.upload_rows import item_row
from intranet.intake.draft_access import sees_drafts
from intranet.intake.models import IntakeItem, ItemState
from intranet.intake.processing import reprocess
from intranet.intake.processing.item_progress import progress_of
from intranet.intake.processing.learned_corrections import learn
from intranet.intake.quarantine.refusals import CheckedByAnother
from intranet.intake.review import actions
from intranet.intake.review.check_page import ItemOnDesk, check_page, item_on_desk
from intranet.intake.review.forms import NEW, VERSION, CheckForm, differences, draft_of
from intranet.intake.review.queries import queue_position
from intranet.intake.review.words import FACT_HELP
from intranet.people.permissions import signed_in

TOUCH = timedelta(minutes=1)
REFUSED_FIELDS: dict[str, type[BadInput]] = {
    "symbol": errors.SymbolExists,
    "issued_on": errors.DateInFuture,
    "deadline": errors.DeadlineTooEarly,
    "audience": errors.NobodyAddressed,
}
"""Beside which field each refusal is shown; others stand above the form."""


@bp.get("/kiem-tra/<int:item_id>")
@sees_drafts
def check(item_id: int) -> Response | str:
    """The page of one file, ready to be corrected and published."""
    desk = item_on_desk(item_id)
    item = desk.item
    if item.state is ItemState.PUBLISHED and item.directive_id:
        return redirect(url_for("directives.show", directive_id=item.directive_id))
    if item.state is ItemState.DISCARDED:
        flash(_("Tệp này đã được bỏ."), "warn")
        return redirect(url_for("intake.queue"))
    if desk.progress.is_moving:
        return render_template("intake/waiting.html", row=item_row(desk.progress))
    if request.headers.get("HX-Request"):
        answer = make_response("")
        answer.headers["HX-Refresh"] = "true"  # the waiting page asks: now there is a form
        return answer
    form = desk.form()
    if form.outcome.data is None and desk.twin:
        form.outcome.data = VERSION if item.new_version_of_id else _likely_outcome(desk, form)
    page = _page(desk, form)
    _note_checking(item)
    return page


@bp.post("/kiem-tra/<int:item_id>")
@sees_drafts
def decide(item_id: int) -> Response | tuple[str, int]:
    """Save the draft or publish; whatever is refused, the page comes back as it was typed."""
    form = CheckForm()
    desk = item_on_desk(item_id, form.symbol.data or "")
    try:
        with refusal_in(form, **REFUSED_FIELDS):
            if request.form.get("do") == "draft":
                return _save_draft(desk.item, form)
            if not form.is_complete(version=_is_version(desk, form)):
                return _page(desk, form), 400
            return _publish(desk, form)
    except CheckedByAnother as error:
        db.session.rollback()
        return _conflict(item_id, form, str(error)), 409
    return _page(item_on_desk(item_id, form.symbol.data or ""), form), 400


def _save_draft(item: IntakeItem, form: CheckForm) -> Response:
    draft, revision = draft_of(request.form), form.revision.data or 0
    actions.save_draft(db.session, signed_in(), item, draft, revision)
    return commit_and_go(_("Đã lưu nháp. Có thể phát hành sau."), "intake.check", item_id=item.id)


def _publish(desk: ItemOnDesk, form: CheckForm) -> Response:
    item, by, revision = desk.item, signed_in(), form.revision.data or 0
    item.draft = draft_of(request.form)  # back on the desk, should it be undone
    after = queue_position(db.session, item).after
    if _is_version(desk, form) and desk.twin:
        version = actions.publish_version(
            db.session, by, item, revision, desk.twin, form.note.data, form.read_again.data,
            form.reading_order(), form.issued_on.data,
        )  # fmt: skip
        directive, audience = version.directive, audience_of(version.directive)
    else:
        suggested = desk.suggestion
        facts = form.facts(system=suggested.system, authority_mark=suggested.authority_mark)
        audience = form.entered_audience()
        directive = actions.publish_item(
            db.session, by, item, revision, facts, audience, form.reading_order(),
            beside_twin=form.outcome.data == NEW,
        )  # fmt: skip
        learn(db.session, by, suggested.facts, facts)
    name, people = directive.symbol or item.name, count_members(db.session, audience)
    words = _("Đã phát hành %(name)s cho %(n)s người.", name=name, n=people)
    address = url_for("intake.undo", version_id=directive.latest.id)
    db.session.commit()
    tell_with_act(words, _("Hoàn tác"), address)
    return redirect(url_for("intake.check", item_id=after) if after else url_for("intake.queue"))


def _is_version(desk: ItemOnDesk, form: CheckForm) -> bool:
    return desk.twin is not None and form.outcome.data == VERSION


def _likely_outcome(desk: ItemOnDesk, form: CheckForm) -> str | None:
    """Another body's or day's directive is another one; of the very same the clerk must decide."""
    twin = desk.twin
    same = twin and twin.issuing_body.name == form.body.data
    same = same and form.issued_on.data in {None, twin.issued_on if twin else None}
    return None if same else NEW


def _page(desk: ItemOnDesk, form: CheckForm, **conflict: Any) -> str:
    page = check_page(desk, form.entered_audience(), **conflict)
    return render_template(
        "intake/check.html", check=page, form=form, help=FACT_HELP, trust=page.trust
    )


def _conflict(item_id: int, form: CheckForm, words: str) -> str:
    desk = item_on_desk(item_id, form.symbol.data or "")
    form.revision.raw_data, form.revision.data = None, desk.item.revision
    return _page(desk, form, conflict=words, saved=differences(form, desk.item.draft))


def _note_checking(item: IntakeItem) -> None:
    since = item.checking_since if item.checking_by_id == current_user.id else None
    if since is None or since < now() - TOUCH:
        item_id = item.id
        with writing() as session:
            actions.start_checking(session, item_id, current_user.id)


@bp.post("/kiem-tra/hoan-tac/<int:version_id>")
@sees_drafts
def undo(version_id: int) -> Response:
    """Take back what was published within the last minutes: it is on the desk as it was before."""
    query = select(Version).join(Version.directive).where(Version.id == version_id)
    version = existing(db.session.scalar(query.where(visible_to(current_user))))
    directive_id, name = version.directive_id, version.directive.symbol or version.file.name
    with refusal_flashed():
        item = actions.undo(db.session, signed_in(), version)
        said = _("Đã hoàn tác phát hành %(name)s: văn bản trở lại bàn kiểm tra.", name=name)
        if item is None:
            return commit_and_go(said, "intake.queue")
        return commit_and_go(said, "intake.check", item_id=item.id)
    return redirect(url_for("directives.show", directive_id=directive_id))


@bp.post("/kiem-tra/<int:item_id>/bo")
@sees_drafts
def discard(item_id: int) -> Response:
    """Put the file aside; the original stays for the audit."""
    item = progress_of(db.session, item_id).item
    actions.discard(db.session, signed_in(), item)
    return commit_and_go(_("Đã bỏ tệp %(name)s.", name=item.name), "intake.queue")


@bp.post("/kiem-tra/<int:item_id>/doc-lai")
@sees_drafts
def read_again(item_id: int) -> Response:
    """Ask the machine to read the file once more, its own way or the way that the clerk says."""
    file = progress_of(db.session, item_id).item.file
    reprocess.reread_file(db.session, signed_in(), file, request.form.get("way", ""))
    db.session.commit()
    return redirect(url_for("intake.check", item_id=item_id))


@bp.get("/kiem-tra/so-nguoi")
@sees_drafts
def audience_count() -> Response | str:
    """How many people the chosen audience means today; words alone for the page's own request."""
    form = CheckForm(formdata=request.args, meta={"csrf": False})
    number = count_members(db.session, form.entered_audience())
    words = _("Phát hành cho %(n)s người", n=number)
    return words if request.headers.get("HX-Request") else jsonify(number=number, words=words)


@bp.get("/kiem-tra/ai-duoc-pho-bien")
@sees_drafts
def audience_preview() -> str:
    """Who the chosen audience means today, unit by unit: a piece of the check page."""
    form = CheckForm(formdata=request.args, meta={"csrf": False})
    meant = preview(db.session, form.entered_audience())
    return render_template("intake/_preview.html", preview=meant)
