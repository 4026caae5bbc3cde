"""Taking back what was published: undoing it within minutes, recalling it later with a reason.

Receipts stay as they are, so nothing is deleted: an undone publication stands in a directive that
nobody sees, a recalled one is kept from its readers. Nothing here commits.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from intranet.core import audit
from intranet.core.clock import now
from intranet.directives import errors, hooks, signals
from intranet.directives.actions import same_directive
from intranet.directives.changes.models import ChangeKind, PublicationChange
from intranet.directives.citations.entered_relations import give_up_relations, take_relations_up
from intranet.directives.models import Directive, Version
from intranet.directives.secrecy_check import must_be_public
from intranet.people.models import StaffMember

UNDO_TIME = timedelta(minutes=10)
"""How long after publishing it can be undone, while nobody is done with reading."""
NOT_COPIED = {"id", "undone_at"}


def undo_ends(session: Session, version: Version) -> datetime | None:
    """Until when the publication of a version can be undone; None when it no longer can."""
    return undoable(session, [version]).get(version.id)


def undoable(session: Session, versions: Sequence[Version]) -> dict[int, datetime]:
    """Until when the publication of each of these versions can be undone. One query for all."""
    ends = {
        version.id: version.published_at + UNDO_TIME
        for version in versions
        if version.directive.is_in_store and version.directive.latest == version
    }
    fresh = {number: end for number, end in ends.items() if end > now()}
    read = hooks.read_by_somebody(session, list(fresh)) if fresh else frozenset()
    return {number: end for number, end in fresh.items() if number not in read}


def undo(session: Session, by: StaffMember, version: Version) -> Directive:
    """The undone directive in which the version now stands alone.

    Of a first version that is its own directive; a later one leaves the directive as it was before.
    Undoing it twice is undoing it once. Raises TooLateToUndo.
    """
    directive = version.directive
    if directive.undone_at is not None:
        return directive
    if undo_ends(session, version) is None:
        raise errors.TooLateToUndo
    alone = directive if version.number == 1 else _split_off(session, version)
    alone.undone_at = alone.changed_at = now()
    session.flush()
    give_up_relations(session, alone)
    note_change(session, by, directive, ChangeKind.UNDONE)
    audit.record(session, by, "publication.undone", on=version)
    signals.publication_undone.send(session, version, directive)
    signals.directive_changed.send(session, alone)
    if alone is not directive:
        directive.changed_at = now()
        signals.directive_changed.send(session, directive)
    return alone


def _split_off(session: Session, version: Version) -> Directive:
    # Receipts of delivery name the version for ever; so it goes, and not the directive's others.
    directive = version.directive
    names = {column.key for column in Directive.__table__.columns} - NOT_COPIED
    alone = Directive(**{name: getattr(directive, name) for name in names})
    session.add(alone)
    directive.versions.remove(version)
    version.number, version.directive = 1, alone
    session.flush()
    return alone


def recall(session: Session, by: StaffMember, directive: Directive, reason: str) -> Directive:
    """The directive, taken back from its readers, who are told the reason; twice is once.

    Raises RecallNeedsReason, SecretTyped.
    """
    if not reason.strip():
        raise errors.RecallNeedsReason
    must_be_public(reason)
    if directive.recalled_at is not None:
        return directive
    directive.recalled_at = directive.changed_at = now()
    session.flush()
    give_up_relations(session, directive)
    note_change(session, by, directive, ChangeKind.RECALLED, reason)
    audit.record(session, by, "directive.recalled", on=directive)
    signals.directive_status_changed.send(session, directive)
    signals.directive_recalled.send(session, directive, by, reason.strip())
    signals.directive_changed.send(session, directive)
    return directive


def restore(session: Session, by: StaffMember, directive: Directive) -> Directive:
    """The directive as before it was recalled: that was a mistake. Raises SymbolExists."""
    if directive.recalled_at is None:
        return directive
    body, day = directive.issuing_body.name, directive.issued_on
    if same_directive(session, directive.symbol, body, day):
        raise errors.SymbolExists
    directive.recalled_at, directive.changed_at = None, now()
    session.flush()
    take_relations_up(session, directive)
    note_change(session, by, directive, ChangeKind.RESTORED)
    audit.record(session, by, "directive.restored", on=directive)
    signals.directive_status_changed.send(session, directive)
    signals.directive_changed.send(session, directive)
    return directive


def note_change(
    session: Session, by: StaffMember, directive: Directive, kind: ChangeKind, reason: str = "",
    differences: Sequence[Sequence[str]] = (),
) -> PublicationChange:  # fmt: skip
    """The line on the page of a directive that tells what was changed, by whom and why."""
    must_be_public(reason)
    change = PublicationChange(
        directive=directive, kind=kind, at=now(), by=by, reason=reason.strip(),
        differences=[list(pair) for pair in differences],
    )  # fmt: skip
    session.add(change)
    session.flush()
    return change


def changes_of(session: Session, directive: Directive) -> Sequence[PublicationChange]:
    """What was changed after a directive was published, newest first."""
    return session.scalars(_changes(directive)).all()


def last_change(session: Session, directive: Directive) -> PublicationChange | None:
    """The newest change of a directive."""
    return session.scalar(_changes(directive).limit(1))


def _changes(directive: Directive) -> Select[PublicationChange]:
    query = select(PublicationChange).filter_by(directive_id=directive.id)
    return query.options(joinedload(PublicationChange.by)).order_by(PublicationChange.id.desc())
