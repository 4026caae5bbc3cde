"""What somebody who gets an account today would be given to read, planned as it will be planned."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.people.hooks import Newcomer, ReadingAhead
from intranet.people.organization.working_days import Calendar, calendar
from intranet.reading.coverage.fact_queries import assignment_facts
from intranet.reading.coverage.facts import AssignmentFacts, PersonFacts, Posting
from intranet.reading.coverage.periods import planned_periods
from intranet.reading.models import Assignment

NOBODY_YET = 0


def reading_ahead(session: Session, newcomers: Sequence[Newcomer]) -> list[ReadingAhead]:
    """How many of the open assignments each would be given, and the first deadline among them."""
    still_open = select(Assignment).filter_by(closed_at=None)
    given, days = assignment_facts(session, session.scalars(still_open).all()), calendar(session)
    ahead = {each: _ahead(each, given, days) for each in set(newcomers)}
    return [ahead[each] for each in newcomers]


def _ahead(who: Newcomer, given: Sequence[AssignmentFacts], days: Calendar) -> ReadingAhead:
    posting = Posting(who.joined_on, None, who.department_id, who.role, who.title)
    person = PersonFacts(NOBODY_YET, [posting], account_since=today())
    planned = [planned_periods(assignment, person, (), days)[-1:] for assignment in given]
    last = [period for periods in planned for period in periods if period.until is None]
    deadlines = [period.deadline for period in last if period.deadline]
    return ReadingAhead(len(last), min(deadlines, default=None))
