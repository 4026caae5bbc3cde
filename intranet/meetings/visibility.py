"""Who may see which meeting and which material: the only predicate of this room.

Lists, pages, files and search entries of meetings all go through here; what a person may not see
does not exist for them.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true
from sqlalchemy.orm import Session, joinedload

from intranet.core.errors import existing
from intranet.directives.audience.rule_in_index import word_of_row
from intranet.directives.audience.rule_in_sql import names
from intranet.directives.audience.visibility import only_for, visible_to
from intranet.directives.models import Directive
from intranet.intake.quarantine.isolation import is_isolated
from intranet.meetings.models import Invitation, Material, Meeting
from intranet.people.models import StaffMember
from intranet.people.roles import Permission, may


def expects(staff: StaffMember) -> ColumnElement[bool]:
    """The condition on `Meeting` that holds where this person is expected to come."""
    if not may(staff.role, Permission.READ):
        return false()
    return exists().where(Invitation.meeting_id == Meeting.id, names(Invitation, staff))


def invited_to(staff: StaffMember) -> ColumnElement[bool]:
    """The condition on `Meeting` that holds for what this person may see.

    The clerk and the leaders see every meeting, others those to which they, their unit or
    everybody is invited, the administrator none.
    """
    return true() if may(staff.role, Permission.SEE_ALL) else expects(staff)


def meetings_of(staff: StaffMember) -> Select[Meeting]:
    """All meetings that this person may see, ready for filters and order."""
    return select(Meeting).where(invited_to(staff))


def meeting_for(session: Session, staff: StaffMember, meeting_id: int) -> Meeting:
    """The meeting, if this person may see it; otherwise it does not exist: NotFound."""
    return existing(session.scalar(meetings_of(staff).where(Meeting.id == meeting_id)))


def materials_of(staff: StaffMember) -> Select[Material]:
    """The materials this person may see, in order: of own meetings, directives only if visible.

    An own file of a meeting is open to everybody who may see the meeting.
    """
    return (
        select(Material)
        .join(Material.meeting)
        .outerjoin(Material.directive)
        .where(invited_to(staff), or_(Directive.id.is_(None), visible_to(staff)))
        .where(or_(Material.file_id.is_(None), ~is_isolated(Material.file_id.expression)))
        .options(joinedload(Material.file), joinedload(Material.directive))
        .order_by(Material.position, Material.id)
    )


def material_for(
    session: Session, staff: StaffMember, meeting_id: int, material_id: int
) -> Material:
    """One material of a meeting, if this person may see both; raises NotFound."""
    own = materials_of(staff).where(Material.meeting_id == meeting_id)
    return existing(session.scalar(own.where(Material.id == material_id)))


def tokens_of(invitations: Sequence[Invitation]) -> tuple[str, ...]:
    """The invitations as words for the search index, in the form of `rule_in_index`.

    Unlike a directive, a meeting to which a person is invited by name is not their head's.
    """
    return tuple(
        only_for(invitation.staff_id) if invitation.staff_id else word_of_row(invitation)
        for invitation in invitations
    )
