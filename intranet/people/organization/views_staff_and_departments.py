"""The list of staff and the departments, for the administrator."""

from typing import TypeVar

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.errors import BadInput
from intranet.core.forms import commit_and_go, refusal_in
from intranet.people.accounts import actions as account_actions
from intranet.people.accounts.passwords import issue_passwords
from intranet.people.accounts.sessions import open_sessions
from intranet.people.accounts.sign_in_throttle import waits_of
from intranet.people.blueprint import bp
from intranet.people.errors import LastAdmin, MoveOutOfOrder, NameTaken
from intranet.people.hooks import Newcomer, ReadingAhead, reading_ahead
from intranet.people.models import Department, StaffMember
from intranet.people.organization import departments as units_of
from intranet.people.organization.forms import (
    DepartmentForm,
    EditStaffForm,
    NewStaffForm,
    StaffForm,
)
from intranet.people.organization.queries import staff_list, staff_member
from intranet.people.organization.staff_actions import add_staff, edit_staff
from intranet.people.organization.words import STATE_WORDS
from intranet.people.permissions import permission_required
from intranet.people.roles import Permission, Role

AnyStaffForm = TypeVar("AnyStaffForm", bound=StaffForm)


@bp.get("/quan-tri/nhan-su")
@permission_required(Permission.ADMINISTER)
def staff() -> str:
    """Everybody by unit, with a search box."""
    words = request.args.get("q", "").strip()
    state = request.args.get("state", "")
    state = state if state in STATE_WORDS else ""
    units, counts = staff_list(db.session, words, state)
    return render_template(
        "people/staff.html", units=units, counts=counts, words=words, state=state,
        state_words=STATE_WORDS,
    )  # fmt: skip


@bp.route("/quan-tri/nhan-su/them", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def staff_new() -> str | tuple[str, int]:
    """A new person; the one-time password is shown once."""
    form = _with_units(NewStaffForm())
    if request.method == "GET":
        form.role.data, form.joined_on.data = Role.READER.value, today()
    if form.validate_on_submit():
        with refusal_in(form, username=NameTaken):
            return _added(form)
    page = render_template("people/staff_form.html", form=form, staff=None)
    return (page, 400) if form.errors else page


def _added(form: NewStaffForm) -> str:
    username = form.username.data.strip().lower()
    issued = issue_passwords([username])[username]
    unit = units_of.department(db.session, form.department_id.data)
    person = add_staff(db.session, current_user, username, form.facts(unit), issued)
    new = Newcomer(unit.id, person.role, person.title, person.joined_on or today())
    [ahead] = reading_ahead(db.session, [new])
    db.session.commit()
    return _password_page(person, issued.password, ahead)


@bp.route("/quan-tri/nhan-su/<int:number>", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def staff_edit(number: int) -> Response | str | tuple[str, int]:
    """Role, unit, title, address and leaving of a person."""
    person = staff_member(db.session, number)
    form = _with_units(EditStaffForm(obj=person))
    if request.method == "GET":
        form.role.data = person.role.value
    if form.validate_on_submit():
        with refusal_in(form, role=LastAdmin, since=MoveOutOfOrder):
            facts = form.facts(units_of.department(db.session, form.department_id.data))
            edit_staff(db.session, current_user, person, facts, form.since.data)
            return commit_and_go(_("Đã lưu %(name)s.", name=person.full_name), "people.staff")
    page = render_template(
        "people/staff_form.html", form=form, staff=person,
        open_sessions=open_sessions(db.session, person),
        waits=waits_of(db.session, person.username),
    )  # fmt: skip
    return (page, 400) if form.errors else page


def _with_units(form: AnyStaffForm) -> AnyStaffForm:
    units = units_of.departments(db.session)
    if not units:
        raise BadInput(_("Chưa có đơn vị nào. Hãy thêm đơn vị trước."))
    form.department_id.choices = [SelectChoice(unit.id, unit.name) for unit in units]
    return form


@bp.post("/quan-tri/nhan-su/<int:number>/mat-khau")
@permission_required(Permission.ADMINISTER)
def reset_password(number: int) -> str:
    """A new one-time password, shown once."""
    person = staff_member(db.session, number)
    issued = issue_passwords([person.username])[person.username]
    account_actions.reset_password(db.session, current_user, person, issued)
    db.session.commit()
    return _password_page(person, issued.password)


@bp.post("/quan-tri/nhan-su/<int:number>/mo-khoa")
@permission_required(Permission.ADMINISTER)
def unlock(number: int) -> Response:
    """Let a person who mistyped the password try again without waiting."""
    person = staff_member(db.session, number)
    account_actions.unlock(db.session, current_user, person)
    done = _("%(name)s không còn phải đợi để đăng nhập.", name=person.username)
    return commit_and_go(done, "people.staff_edit", number=number)


@bp.post("/quan-tri/nhan-su/<int:number>/ket-thuc-phien")
@permission_required(Permission.ADMINISTER)
def end_sessions_of(number: int) -> Response:
    """End every session of a person, on whatever machine."""
    person = staff_member(db.session, number)
    account_actions.end_sessions(db.session, current_user, person)
    done = _("Đã kết thúc mọi phiên của %(name)s.", name=person.username)
    return commit_and_go(done, "people.staff_edit", number=number)


def _password_page(person: StaffMember, password: str, ahead: ReadingAhead | None = None) -> str:
    issued = [(person, password)]
    return render_template("people/issued_passwords.html", issued=issued, ahead=ahead)


@bp.route("/quan-tri/don-vi", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def departments() -> Response | str | tuple[str, int]:
    """All departments in order, and a form for one more."""
    return _saved_or_shown(None, "people/departments.html")


@bp.route("/quan-tri/don-vi/<int:number>", methods=["GET", "POST"])
@permission_required(Permission.ADMINISTER)
def department_edit(number: int) -> Response | str | tuple[str, int]:
    """Rename a department."""
    return _saved_or_shown(units_of.department(db.session, number), "people/department_form.html")


def _saved_or_shown(unit: Department | None, template: str) -> Response | str | tuple[str, int]:
    form = DepartmentForm(obj=unit)
    if form.validate_on_submit():
        with refusal_in(form, name=NameTaken):
            names = (form.code.data, form.name.data, form.short_name.data)
            units_of.keep_department(db.session, current_user, unit, *names)
            done = _("Đã lưu đơn vị %(name)s.", name=form.name.data)
            return commit_and_go(done, "people.departments")
    units = [] if unit else units_of.departments(db.session)
    counts = {} if unit else units_of.head_counts(db.session)
    page = render_template(template, form=form, unit=unit, units=units, counts=counts)
    return (page, 400) if form.errors else page


@bp.post("/quan-tri/don-vi/<int:number>/thu-tu")
@permission_required(Permission.ADMINISTER)
def department_move(number: int) -> Response:
    """One place up or down in the agency's order."""
    unit = units_of.department(db.session, number)
    units_of.move_department(db.session, current_user, unit, up=request.form.get("to") == "up")
    db.session.commit()
    return redirect(url_for("people.departments"))
