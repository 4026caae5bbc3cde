"""Files from the disk to the register without a person in between (`flask import`)."""

import enum
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from intranet.core.clock import today
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.errors import PortalError
from intranet.core.task_queue import tasks
from intranet.directives.actions import same_directive
from intranet.directives.audience.rule import Audience
from intranet.directives.models import Directive, FilePage
from intranet.directives.values import DirectiveFacts, ReadingOrder
from intranet.intake.channels import receiving
from intranet.intake.channels.receiving import ArrivalResult, ArrivalSource
from intranet.intake.models import UNREAD, Channel, Fate, FileReading, ReadingState
from intranet.intake.processing.item_progress import ItemProgress, progress_of
from intranet.intake.processing.suggestions import SuggestedFacts
from intranet.intake.processing.tasks import read_file
from intranet.intake.review import actions
from intranet.intake.review.queries import first_pages
from intranet.language.bodies.levels import Level
from intranet.language.text.normalization import fold
from intranet.people.models import StaffMember

log = logging.getLogger(__name__)
BODY_UNKNOWN = "Chưa rõ cơ quan ban hành"
TWIN = "Đã có văn bản cùng số, ký hiệu, cơ quan và ngày; tệp này được phát hành bên cạnh."
FAILED = "Gặp lỗi khi đưa tệp vào kho; chi tiết ở nhật ký của máy chủ."
HEADING_LENGTH = range(12, 300)
ON_EVERY_DOCUMENT = ("cong hoa xa hoi", "doc lap", "dang cong san", "so:", "so ", "kinh gui")
"""How the lines begin, without marks, that stand above every document and tell nothing of it."""
BEAT = 0.2


class ImportState(enum.Enum):
    """What became of a file."""

    PUBLISHED = "published"
    KEPT = "kept"
    REFUSED = "refused"
    DUPLICATE = "duplicate"


@dataclass(frozen=True)
class ImportOptions:
    """What is to be done with the files, and in whose name."""

    clerk_id: int
    publish: bool
    audience: Audience
    reading: ReadingOrder | None


@dataclass(frozen=True)
class ImportOutcome:
    """What became of one file; `id` is the directive's, when there is one."""

    file: str
    state: ImportState
    reason: str = ""
    symbol: str = ""
    id: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The line that `flask import --json` prints; stable."""
        told = vars(self) | {"state": self.state.value}
        return {name: value or None for name, value in told.items()}


def import_file(path: Path, options: ImportOptions) -> Iterator[ImportOutcome]:
    """Take a file in, read it and publish it when asked to; commits, raises nothing.

    An archive or an edXML package gives an outcome for each file in it, named "goi.zip/a.pdf".
    """
    source = ArrivalSource(Channel.IMPORT, options.clerk_id)
    try:
        with path.open("rb") as stream:
            for result in receiving.receive(stream, path.name, source):
                # The file as the one who imports knows it; nothing of this is kept.
                inside = result.name if result.in_parcel else ""
                yield _outcome(result, f"{path.name}/{inside}" if inside else path.name, options)
    except OSError as error:
        yield ImportOutcome(path.name, ImportState.REFUSED, str(error))
    except Exception:
        # One bad file must not end the work on a whole folder.
        log.exception("Import of %s failed", path)
        yield ImportOutcome(path.name, ImportState.REFUSED, FAILED)
    finally:
        _forget_all()


def _forget_all() -> None:
    db.session.rollback()
    db.session.expunge_all()


def _outcome(result: ArrivalResult, name: str, options: ImportOptions) -> ImportOutcome:
    """What became of a file that was taken in; its reading is waited for."""
    try:
        if result.fate is Fate.REFUSED:
            return ImportOutcome(name, ImportState.REFUSED, result.reason)
        if result.item_id is None:
            known = db.session.get_one(Directive, result.directive_id)
            return ImportOutcome(name, ImportState.DUPLICATE, "", known.symbol, known.id)
        return _read_and_publish(result.item_id, name, options)
    except PortalError as error:
        return ImportOutcome(name, ImportState.REFUSED, str(error))
    finally:
        _forget_all()


def _read_and_publish(item_id: int, name: str, options: ImportOptions) -> ImportOutcome:
    file_id = progress_of(db.session, item_id).item.file_id
    db.session.commit()
    _read_now(file_id)
    progress = progress_of(db.session, item_id)
    reading = progress.reading
    if reading.state is not ReadingState.READ or not options.publish:
        symbol = progress.facts.values().get("symbol", "")
        return ImportOutcome(name, ImportState.KEPT, reading.reason, symbol)
    return _publish(progress, name, options)


def _read_now(file_id: int) -> None:
    """Read it here; when a running worker was faster, wait until that one is done.

    Pages whose text must be recognised are work of the queue: it is done here as well.
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


def _publish(progress: ItemProgress, name: str, options: ImportOptions) -> ImportOutcome:
    item = progress.item
    clerk = db.session.get_one(StaffMember, options.clerk_id)
    pages = first_pages(db.session, item.file_id, 1)
    facts = honest_facts(progress.facts, pages, item.name)
    twin = same_directive(db.session, facts.symbol, facts.issuing_body, facts.issued_on)
    directive = actions.publish_item(
        db.session, clerk, item, item.revision, facts, options.audience, options.reading,
        beside_twin=twin is not None,
    )  # fmt: skip
    reason, symbol, number = TWIN if twin else "", directive.symbol, directive.id
    db.session.commit()
    return ImportOutcome(name, ImportState.PUBLISHED, reason, symbol, number)


def honest_facts(
    suggestion: SuggestedFacts, pages: Sequence[FilePage], file_name: str
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
    telling = (
        line
        for line in lines
        if len(line) in HEADING_LENGTH
        and any(map(str.isalpha, line))
        and not fold(line).startswith(ON_EVERY_DOCUMENT)
    )
    return next(telling, "")
