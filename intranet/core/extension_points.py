"""How a lower room learns of a higher one: it tells, asks, or leaves room on a page.

The lower room declares the point (`signals.py`, `hooks.py`, `slots.py`), the higher one takes part
in its `init_app`. Taking part twice is taking part once, as several applications may live in a
process.
"""

from collections.abc import Callable
from typing import Concatenate, Generic, ParamSpec, TypeVar

from markupsafe import Markup
from sqlalchemy.orm import Session

P = ParamSpec("P")
Answer = TypeVar("Answer")


class Signal(Generic[P]):
    """Tell: something happened; receivers act in the same transaction, and their errors end it."""

    def __init__(self) -> None:
        self._receivers: list[Callable[Concatenate[Session, P], None]] = []

    def connect(self, receiver: Callable[Concatenate[Session, P], None]) -> None:
        """Call `receiver(session, …)` whenever this is told; it is a module's own function."""
        if receiver not in self._receivers:
            self._receivers.append(receiver)

    def send(self, session: Session, *facts: P.args, **named: P.kwargs) -> None:
        """Tell every receiver, in the order in which they were connected."""
        for receiver in self._receivers:
            receiver(session, *facts, **named)


class Hook(Generic[P, Answer]):
    """Ask: what a higher room knows; until one answers, the default does."""

    def __init__(self, default: Callable[P, Answer]) -> None:
        self._answer = default

    def fill(self, answer: Callable[P, Answer]) -> None:
        """Let this function answer from now on."""
        self._answer = answer

    def __call__(self, *asked: P.args, **named: P.kwargs) -> Answer:
        """What the room that filled the hook answers."""
        return self._answer(*asked, **named)


class Slot(Generic[P]):
    """Show: a place on a page where higher rooms draw panels."""

    def __init__(self) -> None:
        self._panels: list[Callable[P, str]] = []

    def register(self, panel: Callable[P, str]) -> None:
        """Draw this panel behind those already there; "" draws nothing."""
        if panel not in self._panels:
            self._panels.append(panel)

    def __call__(self, *things: P.args, **named: P.kwargs) -> list[Markup]:
        """The panels of this place for these things, empty ones left out."""
        return [Markup(drawn) for panel in self._panels if (drawn := panel(*things, **named))]
