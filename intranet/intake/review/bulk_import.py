"""Files from the disk to the shelf without a person in between."""

import enum
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.errors import PortalError
from intranet.core.settings import settings
from intranet.core.tasks import tasks
from intranet.directives.actions import same_directive
from intranet.directives.audience.rule import Audience
from intranet.directives.models import Directive, FilePage
from intranet.directives.values import DirectiveFacts, ReadingOrder
from intranet.intake.channels import receiving
from intranet.intake.channels.receiving import Source, Taken
from intranet.intake.models import Channel, Fate, FileReading, IntakeItem, ReadingState
from intranet.intake.processing import item_progress
from intranet.intake.processing.suggestions import Suggestion, loaded
from intranet.intake.processing.tasks import read_file
from intranet.intake.review import actions
from intranet.language.bodies.levels import Level
from intranet.language.text.normalization import fold
from intranet.people.models import StaffMember

log = logging.getLogger(__name__)
BODY_UNKNOWN = "Chưa rõ cơ quan ban hành"
TWIN = "Đã có văn bản cùng số, ký hiệu, cơ quan và ngày; tệp này được phát hành bên cạnh."
FAILED = "Gặp lỗi khi đưa tệp vào kho; chi tiết ở nhật ký của máy chủ."
HEADING_LETTERS = range(12, 300)
ON_EVERY_PAPER = ("cong hoa xa hoi", "doc lap", "dang cong san", "so:", "so ", "kinh gui")
"""How the lines begin, without marks, that stand above every paper and tell nothing of it."""
BEAT = 0.2


class State(enum.Enum):
    """What became of a file."""

    PUBLISHED = "published"
    KEPT = "kept"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class Order:
    """What is to be done with the files, and in whose name."""

    clerk_id: int
    publish: bool
    audience: Audience
    reading: ReadingOrder | None


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `id` is the directive's, when there is one."""

    file: str
    state: State
    reason: str = ""
    symbol: str = ""
    id: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The line that `flask import --json` prints; stable."""
        return {
            "file": self.file,
            "state": self.state.value,
            "reason": self.reason or None,
            "symbol": self.symbol or None,
            "id": self.id,
        }


def bring_in(path: Path, order: Order) -> Iterator[Outcome]:
    """Take a file in, read it and publish it when the order says so; commits, raises nothing.

    An archive or an edXML package gives an outcome for each file in it, named "goi.zip/a.pdf".
    """
    source = Source(Channel.IMPORT, order.clerk_id)
    try:
        with path.open("rb") as stream:
            for taken in receiving.take(stream, path.name, source):
                yield _settled(taken, _named(path, taken), order)
    except OSError as error:
        yield Outcome(path.name, State.REFUSED, str(error))
    except Exception:
        # One bad file must not end the work on a whole folder.
        log.exception("Import of %s failed", path)
        yield Outcome(path.name, State.REFUSED, FAILED)
    finally:
        _forget_all()


def _named(path: Path, taken: Taken) -> str:
    """The file as the one who imports knows it; nothing of this is kept."""
    inside = taken.name if taken.in_parcel else ""
    return f"{path.name}/{inside}" if inside else path.name


def _forget_all() -> None:
    db.session.rollback()
    db.session.expunge_all()


def _settled(taken: Taken, name: str, order: Order) -> Outcome:
    """What became of a file that was taken in; its reading is waited for."""
    try:
        if taken.fate is Fate.REFUSED:
            return Outcome(name, State.REFUSED, taken.reason)
        if taken.item_id is None:
            known = db.session.get_one(Directive, taken.directive_id)
            return Outcome(name, State.DUPLICATE, "", known.symbol, known.id)
        return _read_and_published(taken.item_id, name, order)
    except PortalError as error:
        return Outcome(name, State.REFUSED, str(error))
    finally:
        _forget_all()


def _read_and_published(item_id: int, name: str, order: Order) -> Outcome:
    file_id = item_progress.row_for(db.session, item_id).item.file_id
    db.session.commit()
    _read_now(file_id)
    row = item_progress.row_for(db.session, item_id)
    symbol = loaded(row.reading.facts).values().get("symbol", "")
    if row.reading.state is not ReadingState.READ or not order.publish:
        return Outcome(name, State.KEPT, row.reading.reason, symbol)
    clerk = db.session.get_one(StaffMember, order.clerk_id)
    return replace(_published(clerk, row.item, row.reading, order), file=name)


def _read_now(file_id: int) -> None:
    """Read it here; when a running worker was faster, wait until that one is done.

    Pages whose letters must be recognised are work of the queue: it is done here as well.
    """
    read_file(file_id)
    end = time.monotonic() + settings().extraction_seconds
    while time.monotonic() < end:
        state = db.session.get_one(FileReading, file_id).state
        db.session.rollback()
        if state not in UNREAD:
            return
        if state is ReadingState.RECOGNISING and tasks().drain():
            end = time.monotonic() + settings().extraction_seconds
            continue
        time.sleep(BEAT)


def _published(clerk: StaffMember, item: IntakeItem, reading: FileReading, order: Order) -> Outcome:
    pages = item_progress.first_pages(db.session, item.file_id, 1)
    facts = honest_facts(loaded(reading.facts), pages, item.name)
    twin = same_directive(db.session, facts.symbol, facts.issuing_body, facts.issued_on)
    directive: Directive = actions.publish_item(
        db.session, clerk, item, item.revision, facts, order.audience, order.reading,
        beside_twin=twin is not None,
    )  # fmt: skip
    outcome = Outcome(
        item.name, State.PUBLISHED, TWIN if twin else "", directive.symbol, directive.id
    )
    db.session.commit()
    return outcome


def honest_facts(
    suggestion: Suggestion, pages: Sequence[FilePage], file_name: str
) -> DirectiveFacts:
    """The facts that were read; what was not read says so and is never guessed."""
    read = suggestion.values()
    facts = DirectiveFacts(
        subject=read.get("subject") or _heading(pages) or Path(file_name).stem,
        issuing_body=read.get("body") or BODY_UNKNOWN,
        level=read.get("level") or Level.OTHER,
        received_on=today(),
        system=suggestion.system,
        authority_mark=suggestion.authority_mark[:16],
    )
    same = ("symbol", "kind", "issued_on", "signer", "signer_title", "urgency")
    return replace(facts, **{name: read[name] for name in same if name in read})


def _heading(pages: Sequence[FilePage]) -> str:
    """The first line of the text that says something of its own."""
    lines = (" ".join(line.split()) for page in pages for line in page.text.splitlines())
    return next((words for words in lines if _says_something(words)), "")


def _says_something(words: str) -> bool:
    if len(words) not in HEADING_LETTERS or not any(letter.isalpha() for letter in words):
        return False
    return not fold(words).startswith(ON_EVERY_PAPER)
