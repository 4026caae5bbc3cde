"""What readers are told of publications undone, recalled or changed. Nothing here commits."""

from collections.abc import Collection, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from intranet.directives.models import Directive, Version
from intranet.people.models import StaffMember
from intranet.people.notifications.models import Notice
from intranet.people.notifications.notices import (
    forget_directive_of,
    forget_directives,
    forget_told,
    notify,
)
from intranet.reading.assignments.actions import forget_publication
from intranet.reading.coverage import reading_rules
from intranet.reading.models import Assignment, ReceiptStep, Step

KIND = "changed"
UNDONE = _l("Văn bản %(symbol)s vừa được rút lại để sửa, bạn chưa cần đọc.")
RECALLED = _l("%(symbol)s đã được thu hồi, không cần đọc nữa. Lý do: %(reason)s")
NOT_ASKED = _l("Bạn không cần đọc %(symbol)s nữa: văn bản phổ biến đến người khác. %(reason)s")
NEW_DEADLINE = _l("Hạn đọc %(symbol)s đổi thành ngày %(deadline)s. %(reason)s")
NO_DEADLINE = _l("%(symbol)s không còn hạn đọc. %(reason)s")
CONFIRM = _l("%(symbol)s nay phải xác nhận đã đọc và nắm được nội dung. %(reason)s")
NO_CONFIRM = _l("%(symbol)s nay chỉ cần đọc hết, không phải xác nhận. %(reason)s")
NO_SYMBOL = _l("Văn bản không số")


def read_by_somebody(session: Session, version_ids: Sequence[int]) -> frozenset[int]:
    """Which of these versions anybody is done with reading."""
    step = ReceiptStep.step
    done = or_(
        step.in_(reading_rules.finishing_steps(must_confirm=True)),
        and_(~Assignment.must_confirm, step.in_(reading_rules.finishing_steps(must_confirm=False))),
    )
    query = select(ReceiptStep.version_id).where(ReceiptStep.version_id.in_(version_ids), done)
    given = Assignment.version_id == ReceiptStep.version_id
    return frozenset(session.scalars(query.outerjoin(Assignment, given)))


def follow_undo(session: Session, version: Version, directive: Directive) -> None:
    """Ask nobody any more, and take back what was told; who noticed already is told why."""
    assignment = session.scalar(select(Assignment).filter_by(version_id=version.id))
    noticed = _who_noticed(session, version, assignment)
    forget_publication(session, version, directive)
    if directive.undone_at is not None:
        forget_directives(session, [directive.id])
    elif assignment is not None:
        forget_told(session, f"given:{assignment.id}")
    notify(
        session, noticed, key=f"undone:{version.id}", words=UNDONE, gaps=_gaps(directive),
        kind=KIND, endpoint="reading.mine",
    )  # fmt: skip


def _who_noticed(
    session: Session, version: Version, assignment: Assignment | None
) -> Collection[int]:
    opened = select(ReceiptStep.staff_id).filter_by(version_id=version.id, step=Step.OPENED)
    given = Notice.key == f"given:{assignment.id if assignment else 0}"
    read = select(Notice.staff_id).where(given, Notice.read_at.is_not(None))
    return {*session.scalars(opened), *session.scalars(read)}


def tell_recalled(session: Session, directive: Directive, _by: StaffMember, reason: str) -> None:
    """Tell everybody who had got it that it was recalled, and why, instead of what was told."""
    forget_directives(session, [directive.id])
    versions = select(Version.id).where(Version.directive_id == directive.id)
    got = select(ReceiptStep.staff_id).where(
        ReceiptStep.version_id.in_(versions), ReceiptStep.step == Step.DELIVERED
    )
    notify(
        session, session.scalars(got.distinct()).all(),
        key=f"recalled:{directive.id}:{directive.changed_at.isoformat()}", words=RECALLED,
        gaps={**_gaps(directive), "reason": reason}, kind=KIND, urgent=True,
        endpoint="directives.show", values={"directive_id": directive.id},
    )  # fmt: skip


def tell_terms(
    session: Session, assignment: Assignment, people: Collection[int], changed: Collection[str],
    number: int, reason: str,
) -> None:  # fmt: skip
    """Tell who still has to read of each term that changed: "deadline", "must_confirm"."""
    directive, deadline = assignment.directive, assignment.deadline
    gaps = {**_gaps(directive), "reason": reason, **({"deadline": deadline} if deadline else {})}
    sentences = {
        "deadline": NEW_DEADLINE if deadline else NO_DEADLINE,
        "must_confirm": CONFIRM if assignment.must_confirm else NO_CONFIRM,
    }
    for name in sentences.keys() & changed:
        notify(
            session, people, key=f"changed:{number}:{name}", words=sentences[name], gaps=gaps,
            kind=KIND, endpoint="directives.show", values={"directive_id": directive.id},
        )  # fmt: skip


def tell_released(
    session: Session, directive: Directive, removed: Collection[int], undone: Collection[int],
    number: int, reason: str,
) -> None:  # fmt: skip
    """Take back what those removed were told, and tell those who had not read that it is over."""
    forget_directive_of(session, directive.id, removed)
    notify(
        session, undone, key=f"not asked:{number}", words=NOT_ASKED,
        gaps={**_gaps(directive), "reason": reason}, kind=KIND, endpoint="reading.mine",
    )  # fmt: skip


def _gaps(directive: Directive) -> dict[str, object]:
    return {"symbol": directive.symbol or str(NO_SYMBOL)}
