"""An item on the clerk's desk whose file needs no reading, and a form that publishes it."""

from intranet.core.clock import now, today
from intranet.core.database import db
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
