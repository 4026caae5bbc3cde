"""How gently newer directives and those in force come before their equals."""

from datetime import date
from functools import lru_cache

NEWEST, IN_FORCE = 0.04, 0.03
HALF_LIFE_DAYS = 730
OVER = frozenset({"replaced", "expired"})


@lru_cache(maxsize=30_000)
def factor(issued_on: str, status: str, today: str) -> float:
    """What to multiply a score with: 1 for an entry without day or status, at most 1.07.

    Gentle on purpose: it parts equals, and never lifts a hit over one that fits clearly better.
    """
    fresh = 0.0
    if issued_on and today:
        days = max(0, (date.fromisoformat(today) - date.fromisoformat(issued_on)).days)
        fresh = NEWEST * 0.5 ** (days / HALF_LIFE_DAYS)
    return 1 + fresh + (IN_FORCE if status and status not in OVER else 0.0)
