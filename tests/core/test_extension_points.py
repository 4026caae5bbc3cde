"""Higher rooms take part in what lower ones do, in the order of the floors, in one transaction."""

import pytest

from intranet.core.database import db
from intranet.core.errors import BadInput
from intranet.core.extension_points import Hook, Signal, Slot
from tests.making import Make

HEARD: list[str] = []


def first(_session: object, who: str) -> None:
    """A receiver of a room further down."""
    HEARD.append(f"first {who}")


def second(_session: object, who: str) -> None:
    """A receiver of a room further up."""
    HEARD.append(f"second {who}")


def refusing(_session: object, _who: str) -> None:
    """A receiver that will not have it."""
    raise BadInput


@pytest.fixture(autouse=True)
def _nothing_heard() -> None:
    HEARD.clear()


def test_receivers_hear_in_the_order_of_the_floors_and_once_however_often_they_joined() -> None:
    opened: Signal[[str]] = Signal()
    for _application in range(3):
        opened.connect(first)
        opened.connect(second)
    opened.send(db.session, "Vi Minh Ngọc")
    assert HEARD == ["first Vi Minh Ngọc", "second Vi Minh Ngọc"]


def test_a_receiver_that_refuses_ends_the_whole_act(make: Make) -> None:
    opened: Signal[[str]] = Signal()
    opened.connect(refusing)
    opened.connect(second)
    with pytest.raises(BadInput):
        opened.send(db.session(), "ai")
    assert HEARD == []


def test_a_question_is_answered_by_the_default_until_a_room_answers() -> None:
    unread: Hook[[int], int] = Hook(lambda _person: 0)
    assert unread(7) == 0
    unread.fill(lambda person: person + 1)
    assert unread(7) == 8


def test_a_slot_draws_its_panels_in_order_and_leaves_empty_ones_out() -> None:
    beside: Slot[[str]] = Slot()
    for panel in (str.upper, lambda _thing: "", str.lower):
        beside.register(panel)
    beside.register(str.upper)
    assert beside("Giao") == ["GIAO", "giao"]
