"""My list, my receipts, and who has read."""

from collections.abc import Callable
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from intranet.core.database import db
from intranet.core.errors import NotFound
from intranet.core.settings import settings
from intranet.directives.access import directive_for
from intranet.directives.addresses import Pager
from intranet.directives.models import Directive, Version
from intranet.people.duties import Duty, duty_required, may
from intranet.reading import actions, coverage, view_proof, view_quiz, view_remind, view_telling
from intranet.reading import mine as reader
from intranet.reading.blueprint import bp
from intranet.reading.curves import curve, median_hours
from intranet.reading.errors import NoLongerAsked, NotReadThrough, ReplacedMeanwhile
from intranet.reading.evidence import CHANGES, missing_pages
from intranet.reading.heat import ROWS, UNITS, heat_map
from intranet.reading.proof import how
from intranet.reading.queries import my_receipts
from intranet.reading.quiz_errors import NotUnderstood
from intranet.reading.quiz_results import results
from intranet.reading.ranges import ranges
from intranet.reading.readers import count_late, late_readers, readers
from intranet.reading.reminding import last_reminder
from intranet.reading.shares import Share, posted_in_time

__all__ = ["bp", "view_proof", "view_quiz", "view_remind", "view_telling"]

LATE, PEOPLE = 40, 50
"""How many late people the overview names, and people a page of one directive."""
LEFT, DONE = 200, 20
"""How much that is left my list names, and how much that is done a page of it."""


@bp.get("/can-doc")
@duty_required(Duty.READ)
def mine() -> str:
    """What I have to read, by deadline, and what I have done."""
    page, counts = _number("xong"), reader.my_counts(db.session, current_user)
    left = reader.left(db.session, current_user, LEFT)
    return render_template(
        "reading/mine.html",
        counts=counts,
        parts=reader.in_parts(left, settings().due_soon_days),
        excused=reader.excused(db.session, current_user, LEFT) if counts.excused else [],
        done=reader.done(db.session, current_user, DONE, (page - 1) * DONE),
        pager=_pager(page, DONE, counts.done, lambda n: url_for(".mine", xong=n, _anchor="xong")),
    )


@bp.get("/bien-nhan")
@duty_required(Duty.READ)
def receipts() -> str:
    """My own receipts: what I confirmed, when, of which version and hash."""
    rows = my_receipts(db.session, current_user)
    return render_template("reading/receipts.html", rows=rows, how=how)


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/da-xem")
@duty_required(Duty.READ)
def seen(directive_id: int, version_id: int) -> ResponseReturnValue:
    """Note a page that was really shown, 0 for all the changes; JSON says how far I am."""
    version = _version(directive_for(db.session, current_user, directive_id), version_id)
    page = request.form.get("page", CHANGES, int)
    if page == CHANGES:
        step = actions.show_changes(db.session, current_user, version)
    else:
        step = actions.show_page(db.session, current_user, version, page)
    db.session.commit()
    left = [str(one) for one in ranges(missing_pages(db.session, current_user, version))]
    return jsonify(step=step.value, left=left)


@bp.post("/van-ban/<int:directive_id>/ban/<int:version_id>/xac-nhan")
@duty_required(Duty.READ)
def confirm(directive_id: int, version_id: int) -> ResponseReturnValue:
    """I have read this version and know its content."""
    directive = directive_for(db.session, current_user, directive_id)
    version = _version(directive, version_id)
    back = url_for("directives.show", directive_id=directive.id)
    try:
        actions.confirm(db.session, current_user, version)
    except NotReadThrough as error:
        db.session.rollback()
        flash(str(error), "warn")
        return redirect(f"{back}?trang={error.missing[0]}")
    except (ReplacedMeanwhile, NoLongerAsked) as error:
        db.session.rollback()
        flash(str(error), "warn")
        return redirect(back)
    except NotUnderstood:
        db.session.rollback()
        return redirect(url_for(".check", directive_id=directive.id, version_id=version.id))
    db.session.commit()
    flash(_("Đã ghi nhận: bạn đã đọc và nắm được %(symbol)s.", symbol=directive.symbol), "ok")
    return redirect(back)


@bp.get("/theo-doi", endpoint="coverage")
@duty_required(Duty.WATCH)
def overview() -> str:
    """Coverage of every directive in every unit that I may watch, a page of it."""
    only_open = "het" not in request.args
    page, units_page = _number("trang"), _number("cot")
    heat = heat_map(db.session, current_user, only_open=only_open, page=page, units_page=units_page)
    late = late_readers(db.session, current_user, limit=LATE)
    whole = coverage.whole(db.session, current_user)
    wide = may(current_user.role, Duty.WATCH_ALL)
    prompt = posted_in_time(db.session, settings().prompt_days) if wide else None

    def address(number: int, columns: int) -> str:
        return url_for(".coverage", het=None if only_open else 1, trang=number, cot=columns)

    return render_template(
        "reading/coverage.html",
        heat=heat,
        late=late,
        late_total=count_late(db.session, current_user),
        whole=Share(whole.done, whole.required),
        posted=prompt,
        rows_pager=_pager(page, ROWS, heat.total, lambda n: address(n, units_page)),
        units_pager=_pager(units_page, UNITS, heat.units_total, lambda n: address(page, n)),
    )


@bp.get("/theo-doi/<int:directive_id>")
@duty_required(Duty.WATCH)
def one(directive_id: int) -> str:
    """Who has read one directive and who has not, a page of them."""
    directive = directive_for(db.session, current_user, directive_id)
    assignment = coverage.assignment_of(db.session, directive)
    found = coverage.cells(db.session, current_user, assignment.id) if assignment else []
    if assignment is None or not found:
        raise NotFound
    unit, page = request.args.get("don-vi", type=int), _number("trang")
    shown = [cell for cell in found if unit in (None, cell.department_id)]
    total = sum(cell.expected for cell in shown)
    return render_template(
        "reading/one.html",
        directive=directive,
        assignment=assignment,
        readers=readers(
            db.session, current_user, assignment, department_id=unit,
            offset=(page - 1) * PEOPLE, limit=PEOPLE,
        ),
        share=Share(sum(c.done for c in found), sum(c.required for c in found)),
        points=curve(db.session, current_user, assignment),
        hours=median_hours(db.session, current_user, assignment),
        unit=unit,
        missing=sum(cell.missing for cell in shown),
        last=last_reminder(db.session, assignment),
        results=results(db.session, current_user, assignment.version_id),
        people_pager=_pager(
            page, PEOPLE, total,
            lambda n: url_for(".one", directive_id=directive.id, trang=n, **_unit(unit)),
        ),
    )  # fmt: skip


def _unit(unit: int | None) -> dict[str, Any]:
    return {"don-vi": unit}


def _number(name: str) -> int:
    return max(1, min(request.args.get(name, 1, int), 100_000))


def _pager(number: int, each: int, total: int, url: Callable[[int], str]) -> Pager:
    first = (number - 1) * each
    return Pager(number, -(-total // each), total, first + 1, min(first + each, total), url)


def _version(directive: Directive, version_id: int) -> Version:
    for version in directive.versions:
        if version.id == version_id:
            return version
    raise NotFound
