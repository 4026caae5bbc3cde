"""The worker anchors the chains: every day, and on each report."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.core import audit, hash_chain
from intranet.core.anchors import anchor_file, stamps
from intranet.core.anchors.anchor_file import Anchor, AnchorFile, ChainHead
from intranet.core.anchors.comparison import Difference, chain_differences, file_differences
from intranet.core.application import service
from intranet.core.audit import AuditEntry
from intranet.core.clock import local_day, now, today
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.extension_points import Signal
from intranet.core.hash_chain import Chained
from intranet.core.task_queue import after_commit

MADE, FAILED, DIFFER = "chains.anchored", "chains.anchor_failed", "chains.differ"
UNSTAMPED = "chains.stamp_failed"
TRIED_EVERY = timedelta(hours=1)
RECENT = 50

anchor_made: Signal[[Anchor, str]] = Signal()
"""An anchor was written, and what differs from those before it ("" when nothing does)."""


class AnchoredChains:
    """The chains whose heads are anchored."""

    def __init__(self) -> None:
        self.models: list[type[Chained]] = []

    def add(self, model: type[Chained]) -> None:
        """Anchor this chain too."""
        self.models.append(model)


def anchor_each_day() -> None:
    """Anchor once a day; where the file could not be written, try again after an hour."""
    if _is_due(db.session):
        anchor_chains("day")


def anchor_chains(why: str) -> None:
    """Anchor now; a file that cannot be written costs a line in the audit trail, nothing else."""
    try:
        write_anchor(db.session, why)
    except OSError as error:
        db.session.rollback()
        audit.record(db.session, None, FAILED, why=error.strerror or type(error).__name__)
    db.session.commit()


def newest_note(session: Session, *acts: str) -> AuditEntry | None:
    """What the trail says last of anchoring."""
    noted = select(AuditEntry).where(AuditEntry.act.in_(acts)).order_by(AuditEntry.id.desc())
    return session.scalar(noted.limit(1))


def _is_due(session: Session) -> bool:
    last = newest_note(session, MADE, FAILED)
    if last is None:
        return True
    if last.act == FAILED:
        return abs(now() - last.at) > TRIED_EVERY
    return local_day(last.at) != today()


def write_anchor(session: Session, why: str) -> Anchor:
    """The anchor of all chains as they stand, in the file and in the trail. Raises OSError."""
    path = settings().anchors
    hash_chain.lock(session, AuditEntry)  # one anchor after the other
    before = anchor_file.read_anchors(path)
    number = max(before.last_number, noted_number(session)) + 1
    found = next(_what_differs(session, before), None)
    made = Anchor(number, now().isoformat(), why, before.last_digest, key="", heads=_heads(session))
    anchor = anchor_file.signed(made, settings().anchor_key)
    anchor_file.append_anchor(path, anchor)
    if found:
        audit.record(session, None, DIFFER, number=number, kind=found.kind, words=found.words)
    audit.record(session, None, MADE, number=number, digest=anchor.digest, why=why, file=str(path))
    anchor_made.send(session, anchor, found.words if found else "")
    if settings().tsa_url:
        after_commit(session, stamp_anchor, number)
    return anchor


def noted_number(session: Session, path: Path | None = None) -> int:
    """The number of the newest anchor that the trail knows of, 0 if it lies in another file."""
    last = newest_note(session, MADE)
    elsewhere = last and path and last.detail["file"] != str(path)
    return int(last.detail["number"]) if last and not elsewhere else 0


def _what_differs(session: Session, file: AnchorFile) -> Iterator[Difference]:
    """What is not as the newest anchors say; the commands look at all of them, and at stamps."""
    recent = AnchorFile(file.anchors[-RECENT:], {}, file.unreadable_line)
    yield from file_differences(recent, anchor_file.public_key(settings().anchor_key), [])
    if file.last_number < (noted := noted_number(session, settings().anchors)):
        words = f"tệp neo chỉ đến mốc số {file.last_number}, nhật ký đã ghi mốc số {noted}"
        yield Difference("shortened", words)
    for model in service(AnchoredChains).models:
        yield from chain_differences(session, model, recent.anchors)


def roots() -> list[Path]:
    """The certificates by which stamps are trusted; none: the signature of a stamp must do."""
    folder = settings().signature_roots
    return sorted(Path(folder).iterdir()) if folder and Path(folder).is_dir() else []


def _heads(session: Session) -> dict[str, ChainHead]:
    models: list[Any] = service(AnchoredChains).models
    return {model.__tablename__: _head(session, model) for model in models}


def _head(session: Session, model: Any) -> ChainHead:
    newest = select(model.id, model.row_hash, model.at).order_by(model.id.desc()).limit(1)
    rows = session.scalar(select(func.count()).select_from(model)) or 0
    row = session.execute(newest).first()
    if row is None:
        return ChainHead(0, 0, anchor_file.hidden(hash_chain.START), "")
    return ChainHead(row.id, rows, anchor_file.hidden(row.row_hash), row.at.isoformat())


def stamp_anchor(number: int) -> None:
    """Have an anchor stamped by the authority; the next stamp covers one that got none."""
    path = settings().anchors
    anchors = anchor_file.read_anchors(path).anchors
    db.session.rollback()  # nothing is held while a foreign server is asked
    for anchor in (one for one in anchors if one.number == number):
        try:
            token = stamps.stamp(settings().tsa_url, anchor.writing)
            anchor_file.append_stamp(path, number, token)
        except (stamps.StampMissing, OSError) as error:
            audit.record(db.session, None, UNSTAMPED, number=number, why=str(error))
            db.session.commit()
