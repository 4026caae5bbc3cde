"""A secrecy mark that is found too late: hidden at once, wiped by number, nothing left."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from config import Settings
from intranet.core import chain
from intranet.core.audit import AuditEntry
from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.core.tasks import tasks
from intranet.directives import previews
from intranet.directives.citation_models import Citation
from intranet.directives.models import Directive, Relation, RelationKind, StoredFile, Version
from intranet.intake import isolating
from intranet.intake.door_models import Door, DoorEntry, Fate
from intranet.intake.errors import Refused
from intranet.intake.first_look import looked_at
from intranet.intake.isolating_models import Isolation
from intranet.intake.models import FileReading, IntakeItem, ReadingState
from intranet.intake.purging import WIPED_DIRECTIVE
from intranet.meetings.models import Material
from intranet.people.models import StaffMember
from intranet.reading.models import Assignment, ReceiptStep
from intranet.search import indexing
from tests.intake import papers
from tests.making import Make
from tests.meetings.making import called
from tests.reading.making import confirm, given
from tests.site import Site

SECRET = "Hoacuckimvang"
"""A word that stands nowhere but in the paper that is wiped."""
HIDDEN = 404


class Case:
    """A published directive whose every trace carries the word, and a paper that cites it."""

    def __init__(self, make: Make) -> None:
        self.clerk, self.admin = make.clerk(), make.admin()
        self.reader, self.leader = make.staff(), make.leader()
        self.file = make.file(
            pages=[f"{SECRET} trang một.", f"{SECRET} hai."], name=f"{SECRET}.pdf"
        )
        self.directive = given(
            make, file=self.file, subject=f"Về việc {SECRET}", symbol="77/KH-UBND", by=self.clerk
        )
        self.version_id, self.id = self.directive.latest.id, self.directive.id
        self.file_id, self.sha256 = self.file.id, self.file.sha256
        confirm(self.reader, self.directive)
        self._on_the_desk()
        self._cited(make)
        self.meeting = called(make)
        moment = now()
        self.meeting.materials += [
            Material(title=SECRET, directive=self.directive, added_at=moment, changed_at=moment),
            Material(title=f"{SECRET} tệp", file=self.file, added_at=moment, changed_at=moment),
        ]
        db.session.commit()
        self.place = storage().path(self.sha256)
        indexing.catch_up()

    def _on_the_desk(self) -> None:
        item = IntakeItem(
            file=self.file, name=f"{SECRET}.pdf", uploaded_at=now(), uploaded_by=self.clerk,
            draft={"subject": SECRET},
        )  # fmt: skip
        reading = FileReading(
            file_id=self.file.id, since=now(), state=ReadingState.READ, facts={"subject": SECRET},
            warnings=[SECRET], reason=SECRET,
        )  # fmt: skip
        entry = DoorEntry(
            door=Door.MAIL, at=now(), by_id=self.clerk.id, fate=Fate.TAKEN, name=SECRET,
            title=SECRET, item=item, file_id=self.file.id, packet={"subject": SECRET},
        )  # fmt: skip
        db.session.add_all([item, reading, entry])
        db.session.commit()
        self.item_id = item.id

    def _cited(self, make: Make) -> None:
        self.other = make.directive()
        self.relation = Relation(
            directive=self.other, kind=RelationKind.BASIS, target_symbol="77/KH-UBND",
            target_key="77-kh-ubnd", target=self.directive, added_by_id=self.clerk.id,
            added_at=now(),
        )  # fmt: skip
        db.session.add(self.relation)
        db.session.commit()


@pytest.fixture
def case(make: Make) -> Case:
    """The paper that must go."""
    return Case(make)


def ordered(site: Site, case: Case) -> None:
    """The administrator wipes the directive by its number."""
    fields = {"what": "directive", "number": str(case.id), "sure": "1"}
    answer = site.sign_in(case.admin).post("intake.isolate", fields)
    assert answer.status_code == 302


def tables_with(word: str) -> list[str]:
    """Every column of the database in which the word stands."""
    looking = inspect(db.engine)
    places = [
        (table, column["name"])
        for table in looking.get_table_names()
        for column in looking.get_columns(table)
    ]
    found = []
    for table, column in places:
        question = f'SELECT count(*) FROM "{table}" WHERE CAST("{column}" AS TEXT) LIKE :word'
        if db.session.execute(text(question), {"word": f"%{word}%"}).scalar():
            found.append(f"{table}.{column}")
    db.session.rollback()
    return found


def files_with(word: str, folder: Path) -> list[str]:
    """Every file below the folder whose bytes carry the word in any of its spellings."""
    spellings = [one.encode() for one in (word, word.lower(), word.upper())]
    return [
        str(place.relative_to(folder))
        for place in folder.rglob("*")
        if place.is_file() and any(one in place.read_bytes() for one in spellings)
    ]


def seen_by(site: Site, staff: StaffMember, case: Case) -> set[int]:
    """What this person gets for the directive, its file, its item and its materials."""
    site.sign_in(staff)
    return {
        site.fetch("directives.show", directive_id=case.id).status_code,
        site.fetch(
            "directives.original", directive_id=case.id, version_id=case.version_id
        ).status_code,
        site.fetch("intake.check", item_id=case.item_id).status_code,
        site.fetch("intake.original", item_id=case.item_id).status_code,
    }


def test_what_the_clerk_asks_for_nobody_sees_any_more(site: Site, case: Case) -> None:
    answer = site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    assert answer.status_code == 302
    for staff in (case.clerk, case.leader, case.reader):
        assert seen_by(site, staff, case) <= {403, 404}
        for page in ("directives.shelf", "reading.mine", "web.home", "meetings.index"):
            assert SECRET not in site.get(page).html
        found = site.get("search.index", q=SECRET)
        assert f"Về việc {SECRET}" not in found.text
        assert f"{SECRET} trang" not in found.text
        shown = site.get("meetings.show", meeting_id=case.meeting.id)
        assert SECRET not in shown.html
    site.sign_in(case.leader)
    assert SECRET not in site.get("reading.coverage").html
    assert f"directive:{case.id}" not in indexing.engine().ids()
    assert case.place.exists()


def test_what_was_asked_for_by_mistake_comes_back(site: Site, case: Case) -> None:
    site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    assert site.fetch("directives.show", directive_id=case.id).status_code == HIDDEN
    site.sign_in(case.admin).post("intake.isolation_lift", number=case.file_id)
    tasks().drain()
    page = site.sign_in(case.reader).get("directives.show", directive_id=case.id)
    assert SECRET in page.html
    assert f"directive:{case.id}" in indexing.engine().ids()


def test_an_item_on_the_desk_is_asked_for_in_the_same_way(site: Site, case: Case) -> None:
    site.sign_in(case.clerk).post("intake.ask_item", item_id=case.item_id)
    assert site.fetch("intake.check", item_id=case.item_id).status_code == HIDDEN
    assert site.fetch("directives.show", directive_id=case.id).status_code == HIDDEN
    assert SECRET not in site.get("intake.queue").html


def test_the_administrator_sees_numbers_and_no_content(site: Site, case: Case) -> None:
    site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    page = site.sign_in(case.admin).get("intake.isolations")
    assert SECRET not in page.html
    assert "77/KH-UBND" not in page.html
    assert f"Tệp số {case.file_id}" in page.text
    assert site.sign_in(case.clerk).fetch("intake.isolations").status_code == 403


def test_nothing_of_a_wiped_paper_is_left(site: Site, case: Case, settings: Settings) -> None:
    pictures = settings.instance / "pictures"
    pictures.mkdir()
    (pictures / f"{case.sha256}-1-1000.png").write_bytes(SECRET.encode())
    previews.keep(case.sha256, SECRET.encode())
    db.session.add(
        Citation(
            file_id=case.file_id, page=1, key="1-qd-ttg", symbol="1/QĐ-TTg", sentence=SECRET,
            kind=RelationKind.BASIS,
        )
    )  # fmt: skip
    db.session.commit()
    assert tables_with(SECRET)
    ordered(site, case)
    assert not case.place.exists()
    assert not list(pictures.iterdir())
    assert tables_with(SECRET) == []
    assert tables_with("77/KH-UBND") == ["relation.target_symbol"]
    tasks().drain()
    db.session.remove()
    db.engine.dispose()
    assert files_with(SECRET, settings.data) == []
    assert db.session.get_one(Isolation, case.file_id).finished_at is not None
    assert db.session.get_one(Isolation, case.file_id).sha256 == ""


def test_a_wiped_paper_is_there_for_nobody(site: Site, case: Case) -> None:
    ordered(site, case)
    for staff in (case.clerk, case.leader, case.reader, case.admin):
        assert seen_by(site, staff, case) <= {403, 404, 200}
    assert (
        site.sign_in(case.clerk).fetch("directives.show", directive_id=case.id).status_code == 404
    )
    assert db.session.get_one(Directive, case.id).subject == WIPED_DIRECTIVE
    assert site.sign_in(case.leader).get("search.index", q="kế hoạch 77").status == 200
    for page in ("reading.receipts", "reading.mine", "web.home"):
        assert SECRET not in site.sign_in(case.reader).get(page).html


def test_proofs_of_reading_and_the_audit_trail_stay_whole(site: Site, case: Case) -> None:
    before = db.session.scalars(select(ReceiptStep.row_hash)).all()
    ordered(site, case)
    tasks().drain()
    assert db.session.scalars(select(ReceiptStep.row_hash)).all() == before
    for model in (ReceiptStep, AuditEntry):
        assert chain.verify(db.session, model).broken_at is None
    assert db.session.scalars(select(Assignment)).all() == []
    acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    kept = [act for act in acts if act.startswith("isolation.")]
    assert kept == ["isolation.ordered", "isolation.finished"]
    site.sign_in(case.reader).get("reading.receipts")


def test_what_another_paper_says_stays_without_the_link(site: Site, case: Case) -> None:
    number = case.relation.id
    ordered(site, case)
    kept = db.session.get_one(Relation, number)
    assert (kept.target_symbol, kept.target_id) == ("77/KH-UBND", None)


def test_every_version_goes_with_a_directive(site: Site, case: Case, make: Make) -> None:
    later = make.file(pages=[f"{SECRET} mới"], name=f"{SECRET}2.pdf")
    db.session.add(
        Version(
            directive_id=case.id, number=2, file=later, published_at=now(), note=SECRET,
            published_by_id=case.clerk.id,
        )
    )  # fmt: skip
    db.session.commit()
    place = storage().path(later.sha256)
    ordered(site, case)
    assert not place.exists()
    assert not case.place.exists()
    assert tables_with(SECRET) == []


def test_wiping_twice_is_wiping_once(site: Site, case: Case) -> None:
    ordered(site, case)
    first = db.session.scalars(select(AuditEntry.act)).all()
    ordered(site, case)
    tasks().drain()
    tasks().drain()
    acts = db.session.scalars(select(AuditEntry.act)).all()
    assert acts.count("isolation.ordered") == first.count("isolation.ordered") == 1
    assert acts.count("isolation.finished") == 1


def test_the_same_bytes_may_not_come_in_again_while_they_wait(
    site: Site, case: Case, settings: Settings
) -> None:
    site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    copied = storage().receive(BytesIO(papers.letter()), 1 << 20)
    db.session.get_one(StoredFile, case.file_id).sha256 = copied.sha256
    db.session.commit()
    with pytest.raises(Refused) as caught:
        looked_at(db.session, case.clerk, copied, "x.docx", settings)
    assert caught.value.rule == "isolated"


@pytest.mark.parametrize(
    "fields",
    [
        {"what": "directive", "number": "999", "sure": "1"},
        {"what": "item", "number": "999", "sure": "1"},
        {"what": "file", "number": "x", "sure": "1"},
        {"what": "person", "number": "1", "sure": "1"},
        {"what": "directive", "number": "1"},
    ],
)
def test_a_number_that_is_none_says_so_and_wipes_nothing(
    site: Site, case: Case, fields: dict[str, str]
) -> None:
    assert site.sign_in(case.admin).post("intake.isolate", fields).status_code == 400
    assert case.place.exists()
    assert db.session.scalars(select(Isolation)).all() == []


DYING = textwrap.dedent(
    """
    import os, pathlib, signal, sys
    from config import Settings
    from intranet import create_app
    from intranet.core.database import db
    from intranet.core.storage import storage
    from intranet.core.tasks import tasks
    from intranet.intake import isolating, isolating_tasks

    moment, folder, number = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    app = create_app(Settings.for_tests(folder))

    def die(*_args, **_more):
        os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context():
        found = isolating.order(db.session, None, [number])
        if moment == "before the commit":
            die()
        db.session.commit()
        if moment == "after the commit":
            die()
        if moment == "after the bytes":
            isolating.forget(db.session, found, storage(), folder / "instance" / "pictures")
            die()
        if moment == "before the index is rewritten":
            isolating_tasks.announce = die
        if moment == "before the note ends":
            isolating.close = die
        tasks().drain()
    """
)
MOMENTS = (
    "before the commit",
    "after the commit",
    "after the bytes",
    "before the index is rewritten",
    "before the note ends",
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_process_that_dies_in_between_leaves_all_or_nothing(
    app: Flask, case: Case, settings: Settings, moment: str
) -> None:
    db.session.remove()
    run = subprocess.run(
        [sys.executable, "-c", DYING, moment, str(settings.data), str(case.file_id)],
        cwd=Path(__file__).resolve().parents[2], capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )  # fmt: skip
    assert run.returncode == -signal.SIGKILL, run.stderr.decode()
    if moment == "before the commit":
        assert case.place.exists()
        assert "directive.subject" in tables_with(SECRET)
        return
    assert tables_with(SECRET) == []
    shutil.rmtree(settings.instance / "queue.sqlite3", ignore_errors=True)
    tasks().huey.flush()  # the task itself may be lost
    tasks().recover()
    db.session.remove()
    db.engine.dispose()
    assert not case.place.exists()
    assert files_with(SECRET, settings.data) == []
    assert isolating.unfinished(db.session) == []


def test_waiting_cases_are_counted_for_the_administrator(site: Site, case: Case) -> None:
    site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    assert isolating.asked_count(db.session) == 1
    assert "1 tệp chờ xóa" in site.sign_in(case.admin).get("intake.isolations").headline
    answer = site.post("intake.isolation_order", number=case.file_id)
    assert answer.status_code == 302
    assert isolating.asked_count(db.session) == 0
    assert not case.place.exists()
    assert timedelta(0) <= now() - db.session.get_one(Isolation, case.file_id).ordered_at
