"""A paper with a secrecy mark that got into every corner of the portal, and ways to look for it."""

from pathlib import Path

from sqlalchemy import inspect, text

from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.directives.models import Relation, RelationKind
from intranet.intake.models import Arrival, Channel, Fate, FileReading, IntakeItem, ReadingState
from intranet.meetings.models import Material
from intranet.people.models import StaffMember
from intranet.search.index import indexing
from tests.making import Make
from tests.meetings.making import called
from tests.reading.making import confirm, given
from tests.site import Site

SECRET = "Hoacuckimvang"
"""A word that stands nowhere but in the paper that is wiped."""
NOTHING_OF_DOCUMENTS = {
    "absence", "attendance", "chain_check", "delegation", "department", "heartbeat", "holiday",
    "membership", "notice_choice", "pace_day", "report_period", "staff_group", "staff_member",
    "answer", "refused_access", "sign_in_wait", "staff_session",  # people, units, days, figures
    "correction", "issuing_body", "synonym", "topic",  # names of bodies and words of the Office
    "agenda_item", "excuse", "meeting",  # what people write of their own
    "door_look", "mail_server", "office_setting",  # what a server said, numbers of days
    "folder_sighting", "mail_seen",  # keys made of hashes
    "audit_entry", "receipt_step", "report_snapshot",  # sealed: numbers and hashes
}  # fmt: skip
"""Tables that hold no words of a document."""


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
        entry = Arrival(
            channel=Channel.MAIL, at=now(), by_id=self.clerk.id, fate=Fate.TAKEN, name=SECRET,
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
