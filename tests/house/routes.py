"""Who may use each route: the matrix that `test_routes` holds against the portal."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from flask import Flask
from fpdf import FPDF

from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.directives.models import Directive, Relation, RelationKind, StoredFile
from intranet.intake.models import FileReading, IntakeItem, ReadingState
from intranet.meetings.models import Invitation, Material, Meeting
from intranet.people.models import StaffMember
from intranet.people.roles import Role
from tests.house import (
    routes_assistant,
    routes_intake,
    routes_office,
    routes_reading,
    routes_reports,
)
from tests.making import Make
from tests.reading.making import given

EVERYBODY_ELSE = "everybody else"
READER, CLERK, UNIT_HEAD, LEADER, ADMIN = (
    Role.READER, Role.CLERK, Role.UNIT_HEAD, Role.LEADER, Role.ADMIN,
)  # fmt: skip
READERS = frozenset({READER, CLERK, UNIT_HEAD, LEADER})
WATCHERS = frozenset({CLERK, UNIT_HEAD, LEADER})
EVERYBODY = frozenset(Role)
Expected = dict[object, int]


def only(*roles: Role, otherwise: int = 403) -> Expected:
    """200 for these roles, the way to sign in for nobody, and `otherwise` for the rest."""
    return {None: 302, **dict.fromkeys(roles, 200), EVERYBODY_ELSE: otherwise}


def addressed(*roles: Role) -> Expected:
    """For a thing addressed to others: 200 for those who see everything, not there for the rest."""
    return only(*roles, otherwise=404) | {ADMIN: 403}


STATIC = ("static",)
PAGES: dict[str, Expected] = {
    "web.home": only(*EVERYBODY),
    "web.health": {EVERYBODY_ELSE: 503},
    "web.system": only(ADMIN),
    "web.palette": only(*EVERYBODY),
    "web.audit": only(ADMIN),
    "web.guide": only(*EVERYBODY),
    "web.office_settings_page": only(ADMIN),
    "web.components": {None: 302, EVERYBODY_ELSE: 404},
    "people.sign_in": {None: 200, EVERYBODY_ELSE: 302},
    "people.account": only(*EVERYBODY),
    "people.change_password": only(*EVERYBODY),
    "people.notices": only(*EVERYBODY),
    "people.notices_newest": only(*EVERYBODY),
    "people.notice_open": {None: 302, EVERYBODY_ELSE: 404},
    "people.staff": only(ADMIN),
    "people.staff_new": only(ADMIN),
    "people.staff_edit": only(ADMIN),
    "people.staff_import": only(ADMIN),
    "people.staff_template": only(ADMIN),
    "people.departments": only(ADMIN),
    "people.department_edit": only(ADMIN),
    "directives.changes": only(otherwise=404) | {ADMIN: 403},  # there is one version only
    "directives.register": only(*READERS),
    "directives.export": only(*READERS),
    "directives.show": addressed(CLERK, LEADER),
    "directives.original": addressed(CLERK, LEADER),
    "directives.picture": addressed(CLERK, LEADER),
    "directives.preview": {None: 302, ADMIN: 403, EVERYBODY_ELSE: 404},  # a PDF needs none
    "directives.edit": only(CLERK),
    "directives.recall": only(CLERK),
    "directives.graph": addressed(CLERK, LEADER),
    "directives.missing": only(CLERK),
    "search.index": only(*READERS),
    "search.suggest": only(*READERS),
    "search.count": only(*READERS),
    "directives.suggest_directives": only(*READERS),
    "search.advanced": only(*READERS),
    "search.similar": addressed(CLERK, LEADER),
    "search.marks": only(otherwise=404) | {ADMIN: 403},  # no paper is named
    "search.within": addressed(CLERK, LEADER),
    "search.saved": only(*READERS),
    "search.saved_open": only(otherwise=404) | {ADMIN: 403},
    "search.feed": {EVERYBODY_ELSE: 404},  # open to whoever has its secret
    "search.board": only(CLERK),
    "search.words": only(CLERK, ADMIN),
    "search.index_state": only(ADMIN),
    "search.index_progress": only(ADMIN),
    "meetings.index": only(*READERS),
    **dict.fromkeys(("meetings.show", "meetings.bundle"), only(CLERK, LEADER, otherwise=404)),
    **dict.fromkeys(
        (f"meetings.material{part}" for part in ("", "_marks", "_within", "_file", "_page")),
        only(CLERK, LEADER, otherwise=404),
    ),
    "meetings.material_print": {None: 302, EVERYBODY_ELSE: 404},  # a PDF needs none
    "meetings.new": only(CLERK, LEADER),
    "meetings.edit": only(CLERK, LEADER),
    "meetings.material_add": only(CLERK, LEADER),
    "meetings.attendance": only(CLERK, LEADER),
    **routes_assistant.PAGES,
    **routes_intake.PAGES,
    **routes_office.PAGES,
    **routes_reading.PAGES,
    **routes_reports.PAGES,
}
NOBODY_TOO = frozenset({None, *Role})
CLERKS, ORGANISERS, ADMINS = frozenset({CLERK}), frozenset({CLERK, LEADER}), frozenset({ADMIN})
KEEPERS = CLERKS | ADMINS
POSTS: dict[str, frozenset[Role | None]] = {
    "people.sign_in": NOBODY_TOO,
    "people.language": NOBODY_TOO,
    "web.welcomed": EVERYBODY,
    "web.office_settings_page": ADMINS,
    "web.audit_take": ADMINS,
    "people.sign_out": EVERYBODY,
    "people.change_password": EVERYBODY,
    "people.end_sessions": EVERYBODY,
    "people.end_session": EVERYBODY,
    "people.notices_read_all": EVERYBODY,
    "people.notice_choose": EVERYBODY,
    "people.mail_trial": ADMINS,
    "people.mail_again": ADMINS,
    "people.staff_new": ADMINS,
    "people.staff_edit": ADMINS,
    "people.staff_import": ADMINS,
    **dict.fromkeys(
        (
            f"people.{act}"
            for act in ("staff_confirm", "reset_password", "unlock", "end_sessions_of")
        ),
        ADMINS,
    ),
    "people.departments": ADMINS,
    "people.department_edit": ADMINS,
    "people.department_move": ADMINS,
    "directives.correct": CLERKS,
    **dict.fromkeys((f"directives.{act}" for act in ("relate", "unrelate")), CLERKS),
    "directives.recall": CLERKS,
    "directives.restore": CLERKS,
    **dict.fromkeys((f"directives.{act}_citation" for act in ("confirm", "reject")), CLERKS),
    **dict.fromkeys(("search.save", "search.saved_change", "search.saved_remove"), READERS),
    "search.recent_forget": READERS,
    **dict.fromkeys(("search.feed_renew", "search.feed_end", "search.opened"), READERS),
    **dict.fromkeys((f"search.words_{act}" for act in ("add", "switch", "remove")), KEEPERS),
    **dict.fromkeys((f"search.index_{act}" for act in ("rebuild", "check", "mend")), ADMINS),
    "meetings.call": ORGANISERS,
    "meetings.change": ORGANISERS,
    "meetings.cancel": ORGANISERS,
    "meetings.note": ORGANISERS,
    "meetings.reply": ORGANISERS,
    "meetings.add_materials": ORGANISERS,
    "meetings.material_remove": ORGANISERS,
    "meetings.arrange_materials": ORGANISERS,
    **routes_assistant.POSTS,
    **routes_intake.POSTS,
    **routes_office.POSTS,
    **routes_reading.POSTS,
    **routes_reports.POSTS,
}


@dataclass(frozen=True)
class Things:
    """The numbers that stand in addresses."""

    directive: int
    version: int
    relation: int
    item: int
    meeting: int
    material: int
    person: int
    department: int
    file: int


def prepare(make: Make) -> Things:
    """One of each thing, addressed to a unit to which nobody else belongs."""
    person = make.staff()
    pdf = _pdf(make)
    directive = given(make, audience=[person.department], file=pdf)
    meeting = _meeting(person, directive)
    item = _item(pdf, person)
    relation = Relation(
        directive=directive, kind=RelationKind.BASIS, target_symbol="1/QĐ-TTg", target_key="1qdttg",
        added_by_id=person.id, added_at=now(),
    )  # fmt: skip
    db.session.add(relation)
    db.session.commit()
    return Things(
        directive.id, directive.latest.id, relation.id, item.id, meeting.id,
        meeting.materials[0].id, person.id, person.department_id, pdf.id,
    )  # fmt: skip


def _meeting(person: StaffMember, directive: Directive) -> Meeting:
    meeting = Meeting(
        title="Chuyên đề thử", starts_at=now() + timedelta(days=2), called_by=person,
        ends_at=now() + timedelta(days=2, hours=2), called_at=now(),
        invitations=[Invitation(department=person.department)],
    )  # fmt: skip
    meeting.materials = [
        Material(title="Tài liệu thử", file=directive.latest.file, added_at=now(), changed_at=now())
    ]
    db.session.add(meeting)
    db.session.commit()
    return meeting


def _item(file: StoredFile, person: StaffMember) -> IntakeItem:
    item = IntakeItem(file=file, name=file.name, uploaded_at=now(), uploaded_by=person)
    db.session.add(item)
    db.session.add(FileReading(file_id=file.id, state=ReadingState.READ, since=now()))
    db.session.commit()
    return item


def _pdf(make: Make) -> StoredFile:
    """A PDF of one empty page, so that its picture can be asked for."""
    document = FPDF()
    document.add_page()
    content = bytes(document.output())
    storage().keep(storage().receive(BytesIO(content), len(content)))
    sha256 = hashlib.sha256(content).hexdigest()
    return make.file(sha256=sha256, kind="pdf", media_type="application/pdf")


def values_for(app: Flask, endpoint: str, things: Things) -> dict[str, object]:
    """What the placeholders of an endpoint's address stand for."""
    known: dict[str, object] = {
        "directive_id": things.directive, "version_id": things.version, "number": 1,
        "relation_id": things.relation, "item_id": things.item, "meeting_id": things.meeting,
        "material_id": things.material, "kind": "csv", "filename": "css/tokens.css",
        "file_id": things.file, "attempt_id": 1, "token": "0" * 43, "correction_id": 1,
        "code": "0" * 64, "staff_id": things.person,
    }  # fmt: skip
    if endpoint.startswith("people."):
        known["number"] = things.department if "department" in endpoint else things.person
    rule = next(one for one in app.url_map.iter_rules() if one.endpoint == endpoint)
    return {name: known[name] for name in rule.arguments}
