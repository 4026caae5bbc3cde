"""What is said about a meeting when it is called or changed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class MeetingPlan:
    """Time (aware), place and who leads; with secret content only time and place are kept."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    online_link: str = ""
    chair: str = ""
    secretary: str = ""
    summary: str = ""
    has_secret_content: bool = False


@dataclass(frozen=True)
class AgendaPoint:
    """One point of the agenda as typed; `id` names the point that it was before."""

    title: str
    presenter: str = ""
    minutes: int = 0
    id: int | None = None
