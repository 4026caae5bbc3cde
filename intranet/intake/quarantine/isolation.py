"""Taking a paper with a secrecy mark out of the portal when it was found too late.

Law 117/2025/QH15, art. 5. The clerk asks and from then on nobody sees the paper; the administrator
orders, by numbers alone, since he has no right to any content. What stays: that people read it
(their chained receipts name the version and the hash of its bytes), and who took it out and when.
Backups made before keep the paper until they are deleted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from intranet.directives.signals import directive_changed
from intranet.intake.signals import directives_hidden, directives_isolated, isolation_ordered
from intranet.people.notices import forget_directives
from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import NotFound
from intranet.core.storage import Storage
from intranet.core.tasks import after_commit
from intranet.directives.models import Directive, StoredFile, Version
from intranet.directives.viewer import printable_forms
from intranet.extraction.errors import SecretMark
from intranet.intake.quarantine.models import Isolation
from intranet.intake.quarantine.purge import purge
from intranet.people.models import StaffMember


@dataclass(frozen=True)
class Concerned:
    """All that must go together: the same bytes, and every version of the same directive."""

    files: tuple[int, ...]
    directives: tuple[int, ...]


def is_isolated(file_id: ColumnElement[int] | ColumnElement[int | None]) -> ColumnElement[bool]:
    """Whether an original is kept from everybody, for queries that list files."""
    one = aliased(Isolation)
    return exists().where(one.file_id == file_id, one.finished_at.is_(None))


def is_asked_for(session: Session, sha256: str) -> bool:
    """Whether these very bytes wait to be wiped, so that they may not come in a second time."""
    query = select(Isolation.file_id).join(StoredFile, StoredFile.id == Isolation.file_id)
    same = query.where(StoredFile.sha256 == sha256, Isolation.finished_at.is_(None))
    return session.scalar(same.limit(1)) is not None


def concerned(session: Session, files: Sequence[int]) -> Concerned:
    """The originals and directives that hang together with these originals."""
    known, directives = set(files), set[int]()
    while True:
        found = set(session.scalars(select(Version.directive_id).where(Version.file_id.in_(known))))
        more = set(session.scalars(select(Version.file_id).where(Version.directive_id.in_(found))))
        if found <= directives and more <= known:
            return Concerned(tuple(sorted(known)), tuple(sorted(directives)))
        directives |= found
        known |= more


def files_of(session: Session, directive_id: int) -> Sequence[int]:
    """The originals of all versions of a directive. Raises NotFound when there are none."""
    query = select(Version.file_id).where(Version.directive_id == directive_id)
    found = session.scalars(query.order_by(Version.number)).all()
    if not found:
        raise NotFound
    return found


def ask(session: Session, by: StaffMember | None, files: Sequence[int]) -> list[Isolation]:
    """From now on nobody sees these papers, and the administrator sees that they wait."""
    whole = concerned(session, files)
    made = _noted(session, by, whole)
    for one in made:
        if one.ordered_at is None:
            audit.record(session, by, "isolation.asked", on=one.file)
    _hide(session, whole)
    return made


def lift(session: Session, by: StaffMember, files: Sequence[int]) -> list[int]:
    """Let papers be seen again that were asked for by mistake; ordered ones are gone."""
    whole = concerned(session, files)
    lifted = []
    for one in _rows(session, whole.files):
        if one.ordered_at is None:
            audit.record(session, by, "isolation.lifted", on=one.file)
            session.delete(one)
            lifted.append(one.file_id)
    for directive in session.scalars(select(Directive).where(Directive.id.in_(whole.directives))):
        if lifted:
            directive.isolated_at, directive.changed_at = None, now()
            directive_changed.send(session, directive)
    session.flush()
    return lifted


def order(session: Session, by: StaffMember | None, files: Sequence[int]) -> list[Isolation]:
    """The content of these papers is gone from the tables with the caller's commit.

    The bytes follow: call `forget` after the commit, else the worker does. Without `by` the
    machine itself found the mark. Harmless twice.
    """
    whole = concerned(session, files)
    found = [one for one in _noted(session, by, whole) if one.ordered_at is None]
    if not found:
        return found
    _hide(session, whole)
    for one in found:
        one.ordered_at, one.ordered_by, one.sha256 = now(), by, one.file.sha256
        audit.record(session, by, "isolation.ordered", on=one.file)
    session.flush()
    directives_isolated.send(session, whole.files, whole.directives)
    purge(session, whole.files, whole.directives, SecretMark.message)
    isolation_ordered.send(session)
    return found


def forget(session: Session, found: Sequence[Isolation], store: Storage, pictures: Path) -> None:
    """Take hidden papers out of the search at once, and what is ordered off the disk.

    Call it after the commit; harmless twice.
    """
    directives = sorted({one.directive_id for one in found if one.directive_id})
    forget_directives(session, directives)
    directives_hidden.send(session, directives)
    for one in found:
        if one.ordered_at and one.sha256:
            store.path(one.sha256, must_exist=False).unlink(missing_ok=True)
            printable_forms.drop(one.sha256)
            for picture in pictures.glob(f"{one.sha256}-*"):
                picture.unlink(missing_ok=True)


def close(session: Session, isolation: Isolation) -> Isolation:
    """Forget the hash: nothing of the paper is left."""
    if isolation.finished_at is None:
        isolation.sha256, isolation.finished_at = "", now()
        audit.record(session, isolation.ordered_by, "isolation.finished", on=isolation.file)
    return isolation


def unfinished(session: Session) -> Sequence[Isolation]:
    """What was ordered and is not yet removed from the disk."""
    query = select(Isolation).where(
        Isolation.ordered_at.is_not(None), Isolation.finished_at.is_(None)
    )
    return session.scalars(query.options(joinedload(Isolation.file))).all()


def asked_count(session: Session) -> int:
    """How many originals wait for the administrator's order."""
    query = select(func.count()).select_from(Isolation).where(Isolation.ordered_at.is_(None))
    return session.scalar(query) or 0


def listed(session: Session, most: int = 200) -> Sequence[Isolation]:
    """All cases, those first that wait for the administrator; no word of any content."""
    query = select(Isolation).options(
        joinedload(Isolation.asked_by), joinedload(Isolation.ordered_by)
    )
    order_of = (Isolation.ordered_at.is_not(None), Isolation.asked_at.desc(), Isolation.file_id)
    return session.scalars(query.order_by(*order_of).limit(most)).all()


def _noted(session: Session, by: StaffMember | None, whole: Concerned) -> list[Isolation]:
    known = {one.file_id: one for one in _rows(session, whole.files)}
    of_versions = select(Version).where(Version.file_id.in_(whole.files))
    of_file = {one.file_id: one.directive_id for one in session.scalars(of_versions)}
    for file_id in whole.files:
        if file_id not in known:
            file = session.get(StoredFile, file_id)
            if file is None:
                raise NotFound
            known[file_id] = Isolation(
                file=file, directive_id=of_file.get(file_id), asked_at=now(), asked_by=by
            )
            session.add(known[file_id])
    session.flush()
    return [known[file_id] for file_id in whole.files]


def _rows(session: Session, files: Sequence[int]) -> Sequence[Isolation]:
    query = select(Isolation).where(Isolation.file_id.in_(files))
    return session.scalars(query.options(joinedload(Isolation.file))).all()


def _hide(session: Session, whole: Concerned) -> None:
    for directive in session.scalars(select(Directive).where(Directive.id.in_(whole.directives))):
        directive.isolated_at = directive.isolated_at or now()
        directive.changed_at = now()
        directive_changed.send(session, directive)
    session.flush()
