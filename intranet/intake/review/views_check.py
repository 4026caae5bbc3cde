"""Checking one file: the page beside its facts, and what becomes of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.clock import now
from intranet.core.database import db, writing
from intranet.core.errors import BadInput
from intranet.directives.audience.entries import audience_of
from intranet.directives.audience.meant_people import count_members, preview
from intranet.directives.models import Directive
from intranet.intake.blueprint import bp
from intranet.intake.channels import file_rows, upload_rows
from intranet.intake.models import ItemState
from intranet.intake.processing import duplicates, item_progress, reprocess
from intranet.intake.processing.item_progress import Row, Stage
from intranet.intake.processing.learned_corrections import learn
from intranet.intake.processing.suggestions import Suggestion, loaded
from intranet.intake.processing.trust import trust_of
from intranet.intake.quarantine.refusals import CheckedByAnother
from intranet.intake.review import actions
from intranet.intake.review.addressing_fields import addressees
from intranet.intake.review.fact_layout import laid_out
from intranet.intake.review.forms import NEW, VERSION, CheckForm, differences, draft_of
from intranet.intake.review.words import FACT
from intranet.people.models import StaffMember
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission

TEXT_PAGES = 12
TOUCH = timedelta(minutes=1)


@dataclass
class Desk:
    """One item on the clerk's desk with everything that deciding about it needs."""

    row: Row
    suggestion: Suggestion
    twin: Directive | None
    source: dict[str, Any]

    @classmethod
    def of(cls, item_id: int, symbol: str | None = None) -> "Desk":
        """The item; its twin is looked for by the symbol as typed, else as read."""
        row = item_progress.row_for(db.session, item_id)
        suggestion = loaded(row.reading.facts)
        asked = suggestion.values().get("symbol", "") if symbol is None else symbol
        twin = row.item.new_version_of or item_progress.twin_of(db.session, asked, row.item.file)
        source = upload_rows.beside(db.session, item_id, suggestion.values())
        return cls(row, suggestion, twin, source)

    def form(self) -> CheckForm:
        """The form to begin with; what the paper does not say, its package may have told."""
        told, item = self.source["said"], self.row.item
        package = told.values if told and told.is_main else {}
        return CheckForm.opened(self.suggestion, item.draft, item.revision, package)


@bp.get("/kiem-tra/<int:item_id>")
@permission_required(Permission.CHECK)
def check(item_id: int) -> Response | str:
    """The page of one file, ready to be corrected and published."""
    desk = Desk.of(item_id)
    item = desk.row.item
    if item.state is ItemState.PUBLISHED and item.directive_id:
        return redirect(file_rows.address_of(item.directive_id))
    if item.state is ItemState.DISCARDED:
        flash(_("Tệp này đã được bỏ."), "warn")
        return redirect(url_for("intake.queue"))
    if desk.row.stage in file_rows.MOVING:
        return render_template("intake/waiting.html", row=file_rows.shown(desk.row))
    if request.headers.get("HX-Request"):
        answer = make_response("")
        answer.headers["HX-Refresh"] = "true"  # the waiting page asks: now there is a form
        return answer
    form = desk.form()
    if form.outcome.data is None and desk.twin:
        form.outcome.data = VERSION if item.new_version_of_id else _likely(desk, form)
    page = _page(desk, form)
    _note_checking(item_id, desk)
    return page


@bp.post("/kiem-tra/<int:item_id>")
@permission_required(Permission.CHECK)
def decide(item_id: int) -> Response | tuple[str, int]:
    """Save the draft or publish; whatever is refused, the page comes back as it was typed."""
    form = CheckForm()
    desk = Desk.of(item_id, form.symbol.data or "")
    try:
        if request.form.get("do") == "draft":
            return _saved(desk, form)
        if not form.is_complete(version=_is_version(desk, form)):
            return _page(desk, form), 400
        return _published(desk, form)
    except CheckedByAnother as error:
        db.session.rollback()
        return _conflict(item_id, form, str(error)), 409
    except BadInput as error:
        db.session.rollback()
        form.refuse(error)
        return _page(Desk.of(item_id, form.symbol.data or ""), form), 400


def _saved(desk: Desk, form: CheckForm) -> Response:
    item, by = desk.row.item, _me()
    actions.save_draft(db.session, by, item, draft_of(request.form), form.revision.data or 0)
    db.session.commit()
    flash(_("Đã lưu nháp. Có thể phát hành sau."), "ok")
    return redirect(url_for("intake.check", item_id=item.id))


def _published(desk: Desk, form: CheckForm) -> Response:
    item, by, revision = desk.row.item, _me(), form.revision.data or 0
    after = item_progress.neighbours(db.session, item).after
    if _is_version(desk, form) and desk.twin:
        version = actions.publish_version(
            db.session, by, item, revision, desk.twin, form.note.data, form.read_again.data,
            form.order(),
        )  # fmt: skip
        directive, audience = version.directive, audience_of(version.directive)
    else:
        facts = form.facts(
            system=desk.suggestion.system, authority_mark=desk.suggestion.authority_mark
        )
        audience = form.chosen_audience()
        directive = actions.publish_item(
            db.session, by, item, revision, facts, audience, form.order(),
            beside_twin=form.outcome.data == NEW,
        )  # fmt: skip
        learn(db.session, by, desk.suggestion.facts, facts)
    name, people = directive.symbol or item.name, count_members(db.session, audience)
    db.session.commit()
    flash(_("Đã phát hành %(name)s cho %(n)s người.", name=name, n=people), "ok")
    return redirect(url_for("intake.check", item_id=after) if after else url_for("intake.queue"))


def _is_version(desk: Desk, form: CheckForm) -> bool:
    return desk.twin is not None and form.outcome.data == VERSION


def _likely(desk: Desk, form: CheckForm) -> str | None:
    """Another body's or day's paper is another one; of the very same the clerk must decide."""
    twin = desk.twin
    same = twin and twin.issuing_body.name == form.body.data
    same = same and form.issued_on.data in {None, twin.issued_on if twin else None}
    return None if same else NEW


def _page(
    desk: Desk, form: CheckForm, *, conflict: str = "", saved: list[tuple[str, str]] | None = None
) -> str:
    item = desk.row.item
    texts = item_progress.first_pages(db.session, item.file_id, TEXT_PAGES)
    units = item_progress.units(db.session)
    everybody = sum(len(unit.people) for unit in units)
    seen = preview(db.session, form.chosen_audience())
    return render_template(
        "intake/check.html",
        item=item,
        row=file_rows.shown(desk.row),
        stage=desk.row.stage.value,
        is_open=desk.row.stage not in {Stage.PUBLISHED, Stage.DISCARDED},
        reading=laid_out(desk.suggestion, item.file.kind, texts, item.file.page_count),
        warnings=desk.row.reading.warnings,
        draft_paper=desk.suggestion.facts.draft,
        cites=desk.suggestion.facts.cites,
        bases=desk.suggestion.facts.bases,
        recipients=desk.suggestion.facts.recipients,
        alike=duplicates.alike(db.session, item),
        trust=trust_of(db.session, item.file),
        **desk.source,
        form=form,
        help=FACT,
        twin=desk.twin,
        same_file=item_progress.directive_of_file(db.session, item.file),
        other=actions.other_checker(item, _me()),
        conflict=conflict,
        saved=saved or [],
        units=units,
        more=addressees(db.session),
        preview=seen,
        people=seen.total,
        everybody=everybody,
        place=item_progress.neighbours(db.session, item),
    )


def _conflict(item_id: int, form: CheckForm, words: str) -> str:
    desk = Desk.of(item_id, form.symbol.data or "")
    form.revision.raw_data, form.revision.data = None, desk.row.item.revision
    saved = differences(form, desk.row.item.draft)
    return _page(desk, form, conflict=words, saved=saved)


def _note_checking(item_id: int, desk: Desk) -> None:
    item = desk.row.item
    since = item.checking_since if item.checking_by_id == current_user.id else None
    if since is None or since < now() - TOUCH:
        with writing() as session:
            actions.start_checking(session, item_id, current_user.id)


@bp.post("/kiem-tra/<int:item_id>/bo")
@permission_required(Permission.CHECK)
def discard(item_id: int) -> Response:
    """Put the file aside; the original stays for the audit."""
    item = item_progress.row_for(db.session, item_id).item
    actions.discard(db.session, _me(), item)
    db.session.commit()
    flash(_("Đã bỏ tệp %(name)s.", name=item.name), "ok")
    return redirect(url_for("intake.queue"))


@bp.post("/kiem-tra/<int:item_id>/doc-lai")
@permission_required(Permission.CHECK)
def read_again(item_id: int) -> Response:
    """Ask the machine to read the file once more, its own way or the way that the clerk says."""
    file = item_progress.row_for(db.session, item_id).item.file
    reprocess.read_whole(db.session, _me(), file, request.form.get("way", ""))
    db.session.commit()
    return redirect(url_for("intake.check", item_id=item_id))


@bp.get("/kiem-tra/so-nguoi")
@permission_required(Permission.CHECK)
def audience_count() -> Response | str:
    """How many people the chosen audience means today; words alone for the page's own request."""
    form = CheckForm(formdata=request.args, meta={"csrf": False})
    number = count_members(db.session, form.chosen_audience())
    words = _("Phát hành cho %(n)s người", n=number)
    return words if request.headers.get("HX-Request") else jsonify(number=number, words=words)


@bp.get("/kiem-tra/ai-duoc-pho-bien")
@permission_required(Permission.CHECK)
def audience_preview() -> str:
    """Who the chosen audience means today, unit by unit: a piece of the check page."""
    form = CheckForm(formdata=request.args, meta={"csrf": False})
    seen = preview(db.session, form.chosen_audience())
    return render_template("intake/_preview.html", preview=seen)


def _me() -> StaffMember:
    found: StaffMember = current_user._get_current_object()
    return found
