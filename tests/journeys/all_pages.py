"""The addresses of all pages of the portal: each once, by who opens it, and everybody's home."""

from flask import Flask, url_for

from intranet.core.database import db
from intranet.intake.models import IntakeItem
from intranet.people.models import Department, StaffMember
from intranet.people.roles import Role
from tests.house import routes
from tests.making import Make, hashed
from tests.reading.making import given
from tests.site import PASSWORD

WHO = {
    "lanhdao": Role.LEADER, "vanthu": Role.CLERK, "quantri": Role.ADMIN, "docgia": Role.READER,
}  # fmt: skip
LONG = "Về việc tăng cường kỷ luật, kỷ cương hành chính và nâng cao hiệu lực, hiệu quả thanh tra"


def filled_pages(app: Flask) -> dict[str, list[str]]:
    """Fill the portal with something of everything; the addresses by the name of who opens them."""
    with app.app_context():
        make = Make(db.session)
        clerk = db.session.query(StaffMember).filter_by(username="vanthu").one()
        make.serving(
            StaffMember(
                username="quantri", full_name="Nông Thị Quản", role=Role.ADMIN,
                department=db.session.query(Department).filter_by(code="vp").one(),
                password_hash=hashed(PASSWORD), must_change_password=False,
            )
        )  # fmt: skip
        for number in range(12):
            given(make, by=clerk, symbol=f"{900 + number}/UBND-NC", subject=f"{LONG} năm {number}")
        things = routes.prepare(make)
        db.session.get_one(IntakeItem, things.item).draft = {"subject": [f"{LONG}. {LONG}"]}
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    with app.test_request_context():
        found = {name: [url_for("web.home")] for name in WHO}
        for endpoint, expected in routes.PAGES.items():
            allowed = (name for name, role in WHO.items() if _status(expected, role) == 200)
            if endpoint not in {"static", "web.home"} and (name := next(allowed, "")):
                found[name].append(url_for(endpoint, **routes.values_for(app, endpoint, things)))
    return found


def _status(expected: routes.Expected, role: Role) -> int:
    return expected.get(role, expected.get(routes.EVERYBODY_ELSE, 0))
