"""For which assignment a version counts: its own, or the nearest before it.

A minor version need not be read again and has no assignment; reading it counts for the one before.
"""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from intranet.core.errors import existing
from intranet.directives.audience.visibility import visible_to
from intranet.directives.models import Version
from intranet.people.models import StaffMember
from intranet.reading.models import Assignment


def assignment_of_version() -> Select[int, int]:
    """(version_id, assignment_id) of every version that counts for an assignment."""
    newer = aliased(Assignment)
    passed = select(newer.id).where(
        newer.directive_id == Version.directive_id,
        newer.version_id <= Version.id,
        newer.version_id > Assignment.version_id,
    )
    return (
        select(Version.id.label("version_id"), Assignment.id.label("assignment_id"))
        .join(Assignment, Assignment.directive_id == Version.directive_id)
        .where(Assignment.version_id <= Version.id, ~passed.exists())
    )


def versions_of(assignment: Assignment) -> Select[int]:
    """The ids of the versions whose reading counts for an assignment."""
    pairs = assignment_of_version().where(Assignment.id == assignment.id)
    return pairs.with_only_columns(Version.id)


def assignment_for(version: Version) -> Select[Assignment]:
    """The assignment for which reading this version counts, closed or not."""
    return (
        select(Assignment)
        .where(Assignment.directive_id == version.directive_id)
        .where(Assignment.version_id <= version.id)
        .order_by(Assignment.version_id.desc())
        .limit(1)
    )


def version_for(
    session: Session, staff: StaffMember, directive_id: int, version_id: int
) -> Version:
    """The version, with its file, of a directive that this person may see. Raises NotFound."""
    query = (
        select(Version)
        .join(Version.directive)
        .options(contains_eager(Version.directive), joinedload(Version.file))
        .where(Version.id == version_id, Version.directive_id == directive_id, visible_to(staff))
    )
    return existing(session.scalar(query))


def version_to_read(session: Session, assignment: Assignment) -> Version:
    """The newest version that counts for an assignment."""
    newest = select(Version).where(Version.id.in_(versions_of(assignment)))
    return session.scalars(newest.order_by(Version.id.desc()).limit(1)).one()
