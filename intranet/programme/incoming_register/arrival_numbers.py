"""Numbers of incoming directives: one series a year, in the order of arrival (Decree 30/2020)."""

from collections.abc import Sequence

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from intranet.directives.models import Directive, Version
from intranet.directives.values import ReadingOrder
from intranet.language.bodies.levels import Level
from intranet.people.models import StaffMember
from intranet.programme.incoming_register.models import ArrivalNumber


def number_arrivals(session: Session) -> Sequence[ArrivalNumber]:
    """The numbers given now: to whatever came from outside and has none; nothing twice.

    A number once given stays, also when the day of arrival is corrected.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('arrival_number'))"))
    waiting = session.scalars(
        select(Directive)
        .outerjoin(ArrivalNumber)
        .where(ArrivalNumber.directive_id.is_(None), Directive.level != Level.AGENCY)
        .order_by(Directive.received_on, Directive.published_at, Directive.id)
    ).all()
    return [_next(session, directive) for directive in waiting]


def _next(session: Session, directive: Directive) -> ArrivalNumber:
    year = directive.received_on.year
    last = session.scalar(select(func.max(ArrivalNumber.number)).where(ArrivalNumber.year == year))
    made = ArrivalNumber(directive_id=directive.id, year=year, number=(last or 0) + 1)
    session.add(made)
    session.flush()
    return made


def on_publication(
    session: Session, _version: Version, _order: ReadingOrder | None, _by: StaffMember
) -> None:
    """Number what has just been published, with the same commit."""
    session.flush()
    number_arrivals(session)
