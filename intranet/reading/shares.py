"""So many of so many: the two numbers of the plan."""

from dataclasses import dataclass
from datetime import date

from flask_babel import get_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, today, working_days_between
from intranet.directives.models import Directive


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    done: int
    total: int
    days: int = 0

    @property
    def percent(self) -> float:
        """Per cent; 0 when there is nothing to count."""
        return 100 * self.done / self.total if self.total else 0.0

    @property
    def percent_text(self) -> str:
        """As people write it (96,4, English 96.4): a dash for nothing, 100 only if all is done."""
        if not self.total:
            return "—"
        tenths = self.done * 1000 // self.total
        mark = "." if str(get_locale()) == "en" else ","
        return f"{tenths // 10}{mark}{tenths % 10}" if tenths % 10 else str(tenths // 10)


def posted_in_time(session: Session, prompt_days: int) -> Share:
    """How many directives of this year were published within so many working days of arrival."""
    start = date(today().year, 1, 1)
    rows = session.execute(
        select(Directive.received_on, Directive.published_at).where(Directive.received_on >= start)
    ).all()
    prompt = [working_days_between(day, local_day(at)) <= prompt_days for day, at in rows]
    return Share(sum(prompt), len(prompt), prompt_days)
