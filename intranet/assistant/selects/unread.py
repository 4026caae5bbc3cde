"""What this person was asked to read and has not: told by the receipts, oldest deadline first."""

from sqlalchemy.orm import Session

from intranet.assistant.questions.register_question import RegisterQuestion
from intranet.assistant.selects.directive_sets import bounds_of, chips_of
from intranet.assistant.selects.select_answer import MOST_ROWS, SelectAnswer
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.reading.assignments.my_reading import left_to_read


def answer_unread(session: Session, staff: StaffMember, asked: RegisterQuestion) -> SelectAnswer:
    """The directives that are left for this person to read, within the bounds."""
    left = {row.directive: row for row in left_to_read(session, staff)}
    theirs = [directive for directive in left if _is_within(directive, asked)]
    return SelectAnswer(
        asked.select.value, bounds_of(asked), theirs[:MOST_ROWS], len(theirs),
        value=len(theirs) if asked.counted else None, chips=chips_of(asked),
        deadlines={each.id: left[each].period.deadline for each in theirs[:MOST_ROWS]},
    )  # fmt: skip


def _is_within(directive: Directive, asked: RegisterQuestion) -> bool:
    issued_in = directive.issued_on.year if directive.issued_on else None
    bounds = (
        (asked.kind, directive.kind), (asked.body, directive.issuing_body.name),
        (asked.level, directive.level), (asked.year, issued_in), (asked.status, directive.status),
    )  # fmt: skip
    return all(wanted is None or wanted == value for wanted, value in bounds)
