"""How long one pattern takes on one text, in processor time, with an end put to it."""

import re
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from bench.patterns.attack_strings import Attack, attacks_on, common_attacks
from bench.patterns.compiled_patterns import NamedPattern

LENGTH, MILLION = 100_000, 1_000_000
MOST_MS, MOST_GROWTH = 50.0, 2.3
# A shorter time says more of the clock and of the caches than of the pattern.
MEASURABLE_MS = 8.0
ENDLESS = float("inf")
TRIES = 5
# What this plain pattern takes for LENGTH letters on the machine that the bars were set on. Where
# it takes longer, because the machine is slower or busy, all others may take as much longer.
YARDSTICK, YARDSTICK_MS = re.compile(r"(?<!\w)\s*+(?:[“\"(]\s*+)?-?\s*+"), 25.0
# On these lengths a linear pattern grows four times, a quadratic one sixteen.
SCREENS, SUSPECT_MS, SUSPECT_GROWTH, SLOWEST = (5_000, 20_000), 0.3, 5.5, 6
Work = Callable[[Any], object]


class OutOfTime(Exception):
    """The pattern was still at it when its time was over."""


@dataclass(frozen=True)
class Measured:
    """The worst of one pattern: processor time, growth when the text doubles, on which text."""

    milliseconds: float = 0.0
    growth: float = 0.0
    attack: str = ""

    @property
    def holds(self) -> bool:
        """Whether both bars are met."""
        return self.milliseconds <= MOST_MS and self.growth <= MOST_GROWTH

    def __str__(self) -> str:
        took = f"> {MOST_MS:.0f}" if self.milliseconds == ENDLESS else f"{self.milliseconds:.1f}"
        return f"{took} ms, × {self.growth:.2f} when doubled, on {self.attack}"


@contextmanager
def processor_limit(milliseconds: float) -> Iterator[None]:
    """Raises OutOfTime in the main thread when the block used more processor time than this.

    The engine of `re` looks for signals while it backtracks, so it can be stopped.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, milliseconds / 1000)
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def milliseconds(work: Work, text: Any, limit: float) -> float:
    """Processor time of this thread for the work; ENDLESS when it does not end in the limit."""
    try:
        with processor_limit(limit):
            started = time.thread_time()
            work(text)
            return (time.thread_time() - started) * 1000
    except OutOfTime:
        return ENDLESS


def slowness() -> float:
    """How many times longer this machine takes just now than the one the bars were set on."""
    text = "." * LENGTH
    times = [milliseconds(YARDSTICK.findall, text, MILLION) for _ in range(TRIES)]
    return max(1.0, min(times) / YARDSTICK_MS)


def within(work: Work, text: Any, limit: float) -> float:
    """The time of the first try within the limit, for other work takes caches; else the least.

    In milliseconds of the machine that the bars were set on.
    """
    least = milliseconds(work, text, limit)
    for _ in range(TRIES):
        if least <= limit:
            break
        slower = slowness()
        least = min(least, milliseconds(work, text, limit * slower) / slower)
    return least


def growth(work: Work, whole: Any, half: Any, limit: float = 8 * MOST_MS) -> float:
    """How many times longer the whole takes than its half: 2 is linear; by the quickest tries."""
    long = short = ENDLESS
    for _ in range(3 * TRIES):
        long = min(long, milliseconds(work, whole, limit))
        short = min(short, milliseconds(work, half, limit))
        if long <= MOST_GROWTH * short < ENDLESS:
            break
    return long / short if short < ENDLESS else ENDLESS


def applied(named: NamedPattern) -> Work:
    """What the portal may do with this pattern: try it at one place, or at every place."""
    match, fullmatch, finditer = (
        named.pattern.match,
        named.pattern.fullmatch,
        named.pattern.finditer,
    )
    if named.anchored:
        return lambda text: (match(text), fullmatch(text))
    # What a found place costs beyond finding it is not the pattern's.
    return lambda text: deque(finditer(text), maxlen=0)


def measured(named: NamedPattern, attack: Attack) -> Measured:
    """The pattern on this attack. Superlinear is only what grows so at two lengths."""
    work = applied(named)
    half, text, double = (attack.text(named.pattern, LENGTH * n // 2) for n in (1, 2, 4))
    took, grown = within(work, text, MOST_MS), 0.0
    if MEASURABLE_MS < took < ENDLESS:
        grown = growth(work, text, half)
        if grown > MOST_GROWTH:
            grown = min(grown, growth(work, double, text))
    return Measured(took, grown, repr(attack))


def worst(named: NamedPattern, *, thorough: bool = False) -> Measured:
    """The worst of the attacks on a pattern, or the first beyond the bars.

    Unless `thorough`, only those are tried whole that are slow or grow on a part of the text.
    """
    attacks = attacks_on(named.pattern)
    if named.longest:
        return _worst_of_cut(named, attacks, named.longest)
    found = Measured()
    for attack in attacks if thorough else _promising(named, attacks):
        now = measured(named, attack)
        if not now.holds:
            return now
        found = max(found, now, key=lambda each: each.milliseconds)
    return _beyond_on_a_million(named) or found


def _worst_of_cut(named: NamedPattern, attacks: list[Attack], longest: int) -> Measured:
    work = applied(named)
    times = {each: within(work, each.text(named.pattern, longest), MOST_MS) for each in attacks}
    slowest = max(times, key=lambda each: times[each])
    return Measured(times[slowest], 0.0, repr(slowest))


def _promising(named: NamedPattern, attacks: list[Attack]) -> list[Attack]:
    work, slow, growing = applied(named), [], []
    for attack in attacks:
        short, long = (attack.text(named.pattern, length) for length in SCREENS)
        took = milliseconds(work, long, MOST_MS)
        if took == ENDLESS:
            return [attack]
        slow.append((took, attack))
        if took > SUSPECT_MS and took > SUSPECT_GROWTH * milliseconds(work, short, MOST_MS):
            growing.append(attack)
    slow.sort(key=lambda each: -each[0])
    return list(dict.fromkeys([*growing, *(attack for _, attack in slow[:SLOWEST])]))


def _beyond_on_a_million(named: NamedPattern) -> Measured | None:
    work, most = applied(named), MOST_MS * MILLION / LENGTH
    for attack in common_attacks():
        took = within(work, attack.text(named.pattern, MILLION), most)
        if took > most:
            return Measured(took, 0.0, f"a million letters of {attack!r}")
    return None
