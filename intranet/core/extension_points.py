"""How a lower room learns of a higher one: it tells, asks, or leaves room on a page.

The lower room declares the point (`signals.py`, `hooks.py`, `slots.py`), the higher one takes part
in its `init_app`. Taking part twice is taking part once, as several applications may live in a
process.
"""

from collections.abc import Callable
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

import blinker
from markupsafe import Markup
from sqlalchemy.orm import Session

P = ParamSpec("P")
Answer = TypeVar("Answer")


class InOrder(dict[Any, None]):
    """A set that keeps the order of arrival: receivers are called floor by floor."""

    def add(self, thing: Any) -> None:
        """Put a thing at the end, unless it is there."""
        self.setdefault(thing)

    def discard(self, thing: Any) -> None:
        """Take a thing out, if it is there."""
        self.pop(thing, None)

    def copy(self) -> "InOrder":
        """The same things in the same order."""
        return InOrder(self)


class _Ordered(blinker.Signal):
    set_class = InOrder  # type: ignore[assignment]


class Signal(Generic[P]):
    """Tell: something happened; receivers act in the same transaction, and their errors end it."""

    def __init__(self) -> None:
        self._signal = _Ordered()

    def connect(self, receiver: Callable[Concatenate[Session, P], None]) -> None:
        """Call `receiver(session, …)` whenever this is told; it is a module's own function."""
        self._signal.connect(receiver, weak=False)

    def send(self, session: Session, *facts: P.args, **named: P.kwargs) -> None:
        """Tell every receiver, in the order in which they were connected."""
        for receiver in self._signal.receivers_for(None):
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
