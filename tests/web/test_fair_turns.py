"""Who asks again and again waits for everybody else, and nobody else for them."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from intranet.web.fair_queue import HALF_LIFE, MOST_KNOWN, FairDispatcher, ProcessorUse, asker_of

COOKIE = "portal"


class Asked(SimpleNamespace):
    """A connection whose request has arrived; it notes when it is answered."""

    def __init__(self, who: str, answered: list[str], work: int = 0, over: Any = None) -> None:
        head = {"COOKIE": f"theme=dark; {COOKIE}={who}.time.signature"}
        super().__init__(requests=[SimpleNamespace(headers=head)], addr=("10.0.0.1", 5))
        self.who, self.answered, self.work, self.over = who, answered, work, over

    def service(self) -> None:
        sum(range(self.work))
        self.answered.append(self.who)
        if self.over:
            self.over.set()


@pytest.fixture
def threads() -> Iterator[FairDispatcher]:
    dispatcher = FairDispatcher(COOKIE)
    yield dispatcher
    dispatcher.shutdown(timeout=5)


def answered(threads: FairDispatcher, *asked: Any) -> None:
    """Let them all wait before a thread is there, then answer one after the other."""
    for each in asked:
        threads.add_task(each)
    over = threading.Event()
    threads.queue._use.add("last", 1_000)
    threads.add_task(Asked("last", [], over=over))
    threads.set_thread_count(1)
    assert over.wait(20)


@pytest.mark.filterwarnings("ignore")
def test_who_took_much_waits_for_who_took_little(threads: FairDispatcher) -> None:
    order: list[str] = []
    greedy = [Asked("greedy", order, work=2_000_000) for _ in range(3)]
    answered(threads, *greedy, Asked("modest", order), Asked("other", order))
    assert order == ["greedy", "modest", "other", "greedy", "greedy"]


def test_among_equals_who_waits_longest_is_next(threads: FairDispatcher) -> None:
    order: list[str] = []
    answered(threads, *(Asked(name, order) for name in "cab"))
    assert order == ["c", "a", "b"]


def test_what_somebody_took_is_forgotten_with_time() -> None:
    moment = [0.0]
    use = ProcessorUse(lambda: moment[0])
    use.add("greedy", 8.0)
    moment[0] = 3 * HALF_LIFE
    assert use.of("greedy") == pytest.approx(1.0)
    assert use.of("nobody") == 0


def test_a_flood_of_names_does_not_fill_the_memory_nor_hide_who_took_much() -> None:
    use = ProcessorUse()
    use.add("greedy", 100.0)
    for number in range(3 * MOST_KNOWN):
        use.add(f"made up {number}", 0.001)
    assert len(use._used) <= MOST_KNOWN
    assert use.of("greedy") > 90


@pytest.mark.parametrize(
    ("cookies", "asker"),
    [
        (f"a=b; {COOKIE}=who.1.sig", "who"),
        (f"{COOKIE}=.zipped.2.sig", ".zipped"),
        (f"{COOKIE}=nothing", "10.0.0.1"),
        ("", "10.0.0.1"),
        ("\x00;;==\xff", "10.0.0.1"),
    ],
)
def test_an_asker_is_known_by_the_session_or_else_by_the_address(cookies: str, asker: str) -> None:
    assert asker_of(cookies, COOKIE, ("10.0.0.1", 40_000)) == asker
    assert asker_of("", COOKIE, "socket") == "socket"
