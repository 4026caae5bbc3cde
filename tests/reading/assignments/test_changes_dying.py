"""The Office's changes in two windows at once, and in a process that is killed in between."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.changes.models import PublicationChange
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.people.notifications.models import Notice
from intranet.people.notifications.notice_text import said
from intranet.reading.assignments.delivery import deliver_assignment, deliver_what_is_lacking
from intranet.reading.coverage.consistency import CoverageDrift, find_drift
from intranet.reading.models import Assignment, Closing
from tests.intake.desk import directives, in_days
from tests.intake.waiting_items import sure_item
from tests.making import Make
from tests.reading.making import given
from tests.site import Page, Site

PORTAL = Path(__file__).resolve().parents[3]
LATER = today() + timedelta(days=20)
DYING = textwrap.dedent(
    """
    import os, pathlib, signal, sys
    from sqlalchemy import event
    from config import Settings
    from intranet import create_app
    from intranet.core.database import db
    from intranet.people.models import StaffMember
    from tests import made_once
    from tests.site import Site

    moment, commit, folder, clerk, endpoint, sent, values = sys.argv[1:]
    made_once.passwords_quickly()
    app = create_app(Settings.for_tests(pathlib.Path(folder)))
    with app.app_context():
        site = Site(app).sign_in(db.session.get(StaffMember, int(clerk)))
        fields = eval(sent) | {"csrf_token": site.token()}
        commits = []

        def die(session):
            commits.append(session)
            if len(commits) == int(commit):
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(db.session, f"{moment}_commit", die, insert=True)
        site.post(endpoint, data=fields, **eval(values))
    """
)


@pytest.fixture
def readers(make: Make) -> list[StaffMember]:
    """Two who are asked to read."""
    return [make.staff(full_name=f"Người {name}") for name in "AB"]


@pytest.fixture
def clerk(make: Make, readers: list[StaffMember]) -> StaffMember:
    """Who changes what was published, in one window and in another."""
    return make.clerk(full_name="Lý Thu Hằng")


@pytest.fixture
def directive(make: Make, clerk: StaffMember) -> Directive:
    """Published and given to everybody."""
    made = given(make, symbol="9/KH-UBND", deadline=today() + timedelta(days=5))
    deliver_assignment(assignment_of(made).id)
    return made


def assignment_of(directive: Directive) -> Assignment:
    return db.session.query(Assignment).filter_by(directive_id=directive.id).one()


def killed(
    settings: Settings, clerk: StaffMember, moment: str, endpoint: str, fields: dict[str, object],
    *, at: int = 1, **values: int,
) -> None:  # fmt: skip
    """Send the form in a process that dies at its commit; then a worker starts and catches up."""
    arguments = [moment, str(at), str(settings.data), str(clerk.id), endpoint, repr(fields)]
    db.session.rollback()
    run = subprocess.run(
        [sys.executable, "-c", DYING, *arguments, repr(values)],
        cwd=PORTAL, env={**os.environ, "PYTHONPATH": str(PORTAL)}, capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == -signal.SIGKILL, run.stderr.decode()
    catch_up()


def catch_up() -> None:
    """What a worker does when it starts, and in its first minute."""
    tasks().recover()
    deliver_what_is_lacking()
    tasks().drain()
    db.session.rollback()


def told(person: StaffMember, words: str) -> int:
    """How many notices with these words the person got."""
    notices = db.session.query(Notice).filter_by(staff_id=person.id)
    return sum(words in said(notice) for notice in notices)


def new_terms(site: Site, directive: Directive, **changes: str) -> dict[str, object]:
    """The form of new terms as it is after one looked at what they do."""
    page = site.get("reading.order", directive_id=directive.id)
    names = ("deadline", "must_confirm", "remind", "reason", "previewed")
    fields = {name: page.field(name) for name in names} | {"audience": "all"} | changes
    looked = Page(site.post("reading.order_change", data=fields, directive_id=directive.id))
    return {**fields, "previewed": looked.field("previewed"), "do": "save"}


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_recall_that_dies_is_whole_or_was_never_begun(
    app: Flask, site: Site, settings: Settings, clerk, readers, directive, moment
) -> None:
    reason = {"reason": "Ban hành nhầm phụ lục"}
    ids = {"directive_id": directive.id}
    killed(settings, clerk, moment, "directives.recall", reason, **ids)
    recalled = moment == "after"
    assert (db.session.get_one(Directive, ids["directive_id"]).recalled_at is not None) is recalled
    assert [told(one, "nhầm phụ lục") for one in readers] == [recalled, recalled]
    site.sign_in(clerk)
    for _window in range(2):
        assert site.post("directives.recall", reason, **ids).status_code == 302
    catch_up()
    assert [told(one, "nhầm phụ lục") for one in readers] == [1, 1]
    assert assignment_of(directive).closed_why is Closing.WITHDRAWN
    assert find_drift(db.session) == CoverageDrift(0, 0)


def test_new_terms_are_whole_when_the_process_dies_behind_their_commit(
    app: Flask, site: Site, settings: Settings, clerk, readers, directive
) -> None:
    site.sign_in(clerk)
    fields = new_terms(site, directive, deadline=f"{LATER:%d/%m/%Y}")
    ids = {"directive_id": directive.id}
    killed(settings, clerk, "after", "reading.order_change", fields, **ids)
    assert assignment_of(directive).deadline == LATER
    assert [told(one, "đổi thành ngày") for one in readers] == [1, 1]
    site.sign_in(clerk)
    assert site.post("reading.order_change", data=fields, **ids).status_code == 400
    catch_up()
    assert [told(one, "đổi thành ngày") for one in readers] == [1, 1]
    assert db.session.query(PublicationChange).count() == 1
    assert find_drift(db.session) == CoverageDrift(0, 0)


def test_bulk_publishing_that_dies_goes_on_where_it_ended(
    app: Flask, site: Site, settings: Settings, make: Make, clerk, readers
) -> None:
    items = [sure_item(make, clerk, f"{n}/KH-UBND") for n in (1, 2, 3)]
    fields: dict[str, object] = {
        "id": [str(one.id) for one in items], "audience": "all", "assign": "y",
        "must_confirm": "y", "deadline": in_days(9), "following": "follows", "remind": "y",
    }  # fmt: skip
    killed(settings, clerk, "after", "intake.bulk_publish", fields, at=2)
    assert [one.symbol for one in directives()] == ["1/KH-UBND", "2/KH-UBND"]
    site.sign_in(clerk)
    assert site.get("intake.queue").headline == "1 văn bản chờ kiểm tra"
    assert site.post("intake.bulk_publish", data=fields).status_code == 302
    assert site.post("intake.bulk_publish", data=fields).status_code == 400
    catch_up()
    assert len(directives()) == 3
    assert [told(one, "Văn bản mới cần đọc") for one in readers] == [3, 3]
    assert find_drift(db.session) == CoverageDrift(0, 0)


def test_two_windows_with_different_terms_do_not_overwrite_each_other(
    site: Site, clerk, directive
) -> None:
    site.sign_in(clerk)
    first = new_terms(site, directive, deadline=f"{LATER:%d/%m/%Y}")
    second = new_terms(site, directive, deadline=f"{LATER + timedelta(days=3):%d/%m/%Y}")
    ids = {"directive_id": directive.id}
    assert site.post("reading.order_change", data=first, **ids).status_code == 302
    answer = site.post("reading.order_change", data=second, **ids)
    assert answer.status_code == 200, "what it would do now is to be looked at again"
    db.session.rollback()
    assert assignment_of(directive).deadline == LATER
