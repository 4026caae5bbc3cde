"""An item on the clerk's desk whose file needs no reading, and a form that publishes it."""

from intranet.core.clock import now, today
from intranet.core.database import db
from intranet.extraction.values import Fact, Facts
from intranet.intake.models import FileReading, IntakeItem, ReadingState
from intranet.people.models import StaffMember
from tests.making import Make

FACTS = {
    "symbol": "98/KH-UBND",
    "kind": "KH",
    "level": "PROVINCIAL_COMMITTEE",
    "body": "UBND tỉnh Lạng Sơn",
    "received_on": f"{today():%d/%m/%Y}",
    "subject": "Kế hoạch tuyên truyền pháp luật",
    "urgency": "NORMAL",
    "status": "IN_FORCE",
    "must_confirm": "y",
}


def waiting_item(make: Make, by: StaffMember) -> IntakeItem:
    """A file that was read and waits to be checked."""
    file = make.file()
    item = IntakeItem(file=file, name=file.name, uploaded_at=now(), uploaded_by=by)
    reading = FileReading(file_id=file.id, state=ReadingState.READ, since=now())
    db.session.add_all([item, reading])
    db.session.commit()
    return item


def sure_item(make: Make, by, symbol: str, **facts: str) -> IntakeItem:
    """A file of which the machine read everything for certain, but for what is given as ""."""
    made = waiting_item(make, by)
    read = {
        "symbol": symbol, "type": "Kế hoạch", "level": "provincial_committee",
        "issuing_body": "UBND tỉnh Lạng Sơn", "issued_on": "2026-11-02",
        "subject": f"Nội dung của {symbol}", "signer": "Vi Văn Thử", "signer_title": "Chủ tịch",
    } | facts  # fmt: skip
    known = {name: vars(Fact(value, 0.97)) for name, value in read.items() if value}
    db.session.get_one(FileReading, made.file_id).facts = {"facts": vars(Facts()) | known}
    db.session.commit()
    return made
