"""The queue of the clerk: what waits to be checked, and publishing several at once."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.core.errors import BadInput
from intranet.core.forms import refusals_listed
from intranet.directives import errors
from intranet.directives.audience.meant_people import count_members, preview
from intranet.intake.blueprint import bp
from intranet.intake.draft_access import sees_drafts
from intranet.intake.review.addressees import addressees, readers_by_department
from intranet.intake.review.bulk_publishing import BulkForm, BulkSelection, publish_sure, selection
from intranet.intake.review.queue_rows import queue_for
from intranet.people.permissions import signed_in


@bp.get("/kiem-tra")
@sees_drafts
def queue() -> str:
    """What waits for the clerk, what can be done now first."""
    return render_template("intake/queue.html", queue=queue_for(db.session, current_user))


@bp.get("/kiem-tra/phat-hanh-loat")
@sees_drafts
def bulk() -> Response | str:
    """The chosen documents, and for whom and by when all that are sure are to be read."""
    documents = _selection(request.args.getlist("id", type=int))
    if not documents.ids:
        flash(_("Hãy chọn văn bản cần phát hành ở danh sách."), "warn")
        return redirect(url_for("intake.queue"))
    return _page(documents, BulkForm.fresh())


@bp.post("/kiem-tra/phat-hanh-loat")
@sees_drafts
def bulk_publish() -> Response | tuple[str, int]:
    """Publish those of the chosen documents that are sure; the rest stays and says why."""
    documents, form = _selection(request.form.getlist("id", type=int)), BulkForm()
    if not form.validate():
        return _page(documents, form), 400
    with refusals_listed() as refused:
        _must_be_possible(documents, form)
        people = count_members(db.session, form.entered_audience())
        published, refused_ones = publish_sure(db.session, signed_in(), documents, form)
        for words in refused_ones:
            flash(words, "warn")
        if published:
            said = _("Đã phát hành %(n)s văn bản cho %(m)s người.", n=len(published), m=people)
            flash(f"{said} {_('Hoàn tác được trong mười phút.')}", "ok")
        return redirect(url_for("intake.queue"))
    form.form_errors.extend(refused)
    return _page(_selection(request.form.getlist("id", type=int)), form), 400


def _must_be_possible(documents: BulkSelection, form: BulkForm) -> None:
    if not documents.sure:
        raise BadInput(_("Không văn bản nào đủ chắc để phát hành loạt. Hãy kiểm tra từng văn bản."))
    if not count_members(db.session, form.entered_audience()):
        raise errors.NobodyAddressed


def _selection(ids: list[int]) -> BulkSelection:
    return selection(db.session, current_user, ids)


def _page(documents: BulkSelection, form: BulkForm) -> str:
    departments = readers_by_department(db.session)
    return render_template(
        "intake/bulk.html",
        selection=documents,
        form=form,
        departments=departments,
        everybody=sum(len(unit.people) for unit in departments),
        addressees=addressees(db.session, departments),
        preview=preview(db.session, form.entered_audience()),
    )
