"""Taking a file with a secrecy mark out of the portal when it was found too late.

Law 117/2025/QH15, art. 5. The clerk asks and from then on nobody sees the file; the administrator
orders, by numbers alone, since he has no right to any content. What stays: that people read it
(their chained receipts name the version and the hash of its bytes), and who took it out and when.
Backups made before keep the file until they are deleted.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import NotFound, existing
from intranet.core.task_queue import after_commit
from intranet.directives.models import Directive, StoredFile, Version
from intranet.directives.signals import directive_changed, directive_status_changed
from intranet.extraction.errors import SecretMark
from intranet.intake.models import IntakeItem
from intranet.intake.quarantine.erasure import finish_isolations
from intranet.intake.quarantine.models import Isolation
from intranet.intake.quarantine.places import Scope, places
from intranet.intake.quarantine.purge import purge
from intranet.people.models import StaffMember


def is_isolated(file_id: ColumnElement[int] | ColumnElement[int | None]) -> ColumnElement[bool]:
    """Whether an original is kept from everybody, for queries that list files."""
    case = aliased(Isolation)
    return exists().where(case.file_id == file_id, case.finished_at.is_(None))


def awaits_erasure(session: Session, sha256: str) -> bool:
    """Whether these very bytes wait to be wiped, so that they may not come in a second time."""
    query = select(Isolation.file_id).join(StoredFile, StoredFile.id == Isolation.file_id)
    same = query.where(StoredFile.sha256 == sha256, Isolation.finished_at.is_(None))
    return session.scalar(same.limit(1)) is not None


def isolation_scope(session: Session, files: Sequence[int]) -> tuple[list[int], list[int]]:
    """All originals and directives that must go together with these originals.

    They are the same bytes, and every version of the same directive.
    """
    known, directives = set(files), set[int]()
    while True:
        of_files = select(Version.directive_id).where(Version.file_id.in_(known))
        more_directives = set(session.scalars(of_files))
        of_directives = select(Version.file_id).where(Version.directive_id.in_(more_directives))
        more_files = set(session.scalars(of_directives))
        if more_directives <= directives and more_files <= known:
            return sorted(known), sorted(directives)
        directives |= more_directives
        known |= more_files


def file_of_item(session: Session, item_id: int) -> int:
    """The original of an item that is not isolated yet. Raises NotFound."""
    query = select(IntakeItem.file_id).filter_by(id=item_id)
    return existing(session.scalar(query.where(~is_isolated(IntakeItem.file_id.expression))))


def files_of(session: Session, directive_id: int) -> Sequence[int]:
    """The originals of all versions of a directive. Raises NotFound when there are none."""
    query = select(Version.file_id).where(Version.directive_id == directive_id)
    files = session.scalars(query.order_by(Version.number)).all()
    if not files:
        raise NotFound
    return files


def ask(session: Session, by: StaffMember | None, files: Sequence[int]) -> list[Isolation]:
    """Hide these originals from everybody; the administrator sees that they wait."""
    all_files, directives = isolation_scope(session, files)
    cases = _cases_for(session, by, all_files)
    for case in cases:
        if case.ordered_at is None:
            audit.record(session, by, "isolation.asked", on=case.file)
    _hide(session, Scope(all_files, directives))
    return cases


def lift(session: Session, by: StaffMember, files: Sequence[int]) -> list[int]:
    """Show originals again that were hidden by mistake; ordered ones are gone. Their numbers."""
    all_files, directives = isolation_scope(session, files)
    lifted = []
    for case in _cases(session, all_files):
        if case.ordered_at is None:
            audit.record(session, by, "isolation.lifted", on=case.file)
            session.delete(case)
            lifted.append(case.file_id)
    if lifted:
        _note_in_directives(session, directives, None)
    return lifted


def order(session: Session, by: StaffMember | None, files: Sequence[int]) -> list[Isolation]:
    """Empty the tables of the content of these originals, with the caller's commit.

    The bytes follow: call `erasure.erase_files` after the commit, else the worker does. Without
    `by` the machine itself found the mark. Harmless twice.
    """
    all_files, directives = isolation_scope(session, files)
    cases = [case for case in _cases_for(session, by, all_files) if case.ordered_at is None]
    if not cases:
        return cases
    scope = Scope(all_files, directives)
    _hide(session, scope)
    for case in cases:
        case.ordered_at, case.ordered_by, case.sha256 = now(), by, case.file.sha256
        audit.record(session, by, "isolation.ordered", on=case.file)
    session.flush()
    for place in places():
        place.wipe(session, scope)
    purge(session, all_files, directives, SecretMark.message)
    after_commit(session, finish_isolations)
    return cases


def open_isolations_query() -> Select[int]:
    """How many originals wait for the administrator's order."""
    return select(func.count()).select_from(Isolation).where(Isolation.ordered_at.is_(None))


def listed(session: Session, most: int = 200) -> Sequence[Isolation]:
    """All cases, those first that wait for the administrator; no word of any content."""
    loaded = map(joinedload, (Isolation.asked_by, Isolation.ordered_by, Isolation.file))
    order_of = (Isolation.ordered_at.is_not(None), Isolation.asked_at.desc(), Isolation.file_id)
    query = select(Isolation).options(*loaded).order_by(*order_of)
    return session.scalars(query.limit(most)).all()


def _cases_for(session: Session, by: StaffMember | None, files: Sequence[int]) -> list[Isolation]:
    known = {case.file_id: case for case in _cases(session, files)}
    of_versions = select(Version).where(Version.file_id.in_(files))
    of_file = {version.file_id: version.directive_id for version in session.scalars(of_versions)}
    for file_id in sorted(set(files) - known.keys()):
        file = existing(session.get(StoredFile, file_id))
        known[file_id] = Isolation(
            file=file, directive_id=of_file.get(file_id), asked_at=now(), asked_by=by
        )
        session.add(known[file_id])
    session.flush()
    return [known[file_id] for file_id in files]


def _cases(session: Session, files: Sequence[int]) -> Sequence[Isolation]:
    query = select(Isolation).where(Isolation.file_id.in_(files))
    return session.scalars(query.options(joinedload(Isolation.file))).all()


def _hide(session: Session, scope: Scope) -> None:
    _note_in_directives(session, scope.directives, now())
    for place in places():
        place.hide(session, scope)


def _note_in_directives(session: Session, directives: Sequence[int], at: datetime | None) -> None:
    """Hide the directives since this moment unless they are hidden already; None shows them."""
    for directive in session.scalars(select(Directive).where(Directive.id.in_(directives))):
        directive.isolated_at, directive.changed_at = at and (directive.isolated_at or at), now()
        directive_status_changed.send(session, directive)
        directive_changed.send(session, directive)
    session.flush()
