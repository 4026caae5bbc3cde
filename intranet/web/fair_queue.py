"""Whoever took little comes before whoever takes much.

Pages take the processor, and a process has few threads. When more requests wait than threads are
free, the next is not the oldest but the one of the person who took the least processor time of late
(max-min fairness): who opens the same paper again and again waits for everybody else, and nobody
else for them.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ThreadedTaskDispatcher
from werkzeug.sansio.http import parse_cookie

HALF_LIFE = 20.0
"""Seconds after which half of what somebody took is forgotten."""
MOST_KNOWN = 2_000


class ProcessorUse:
    """How much processor time each asker took of late, in seconds; safe from threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._used: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def of(self, asker: str) -> float:
        """What the asker took; what is long ago counts less."""
        seconds, at = self._used.get(asker, (0.0, 0.0))
        return seconds * float(0.5 ** ((self._clock() - at) / HALF_LIFE))

    def add(self, asker: str, seconds: float) -> None:
        """Count what one request took; who took least is forgotten when too many are known."""
        with self._lock:
            self._used[asker] = (self.of(asker) + seconds, self._clock())
            if len(self._used) > MOST_KNOWN:
                for known in sorted(self._used, key=self.of)[: MOST_KNOWN // 2]:
                    del self._used[known]


@dataclass(frozen=True)
class Turn:
    """One request that is wholly here, and who asks; what it takes is counted for them."""

    asker: str
    channel: HTTPChannel
    use: ProcessorUse

    def service(self) -> None:
        """Answer it."""
        started = time.thread_time()
        try:
            self.channel.service()
        finally:
            self.use.add(self.asker, time.thread_time() - started)

    def cancel(self) -> None:
        """The process ends before its turn came."""
        self.channel.cancel()


class FairQueue:
    """The turns that wait, in the order of fairness; waitress's dispatcher holds its lock."""

    def __init__(self, cookie: str) -> None:
        self._cookie = cookie
        self._use = ProcessorUse()
        self._waiting: list[Turn] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def append(self, channel: HTTPChannel) -> None:
        """Let one more connection wait for its turn."""
        asker = asker_of(channel.requests[0].headers.get("COOKIE", ""), self._cookie, channel.addr)
        self._waiting.append(Turn(asker, channel, self._use))

    def popleft(self) -> Turn:
        """The turn of whoever took least; among equals the one that waits longest."""
        least = min(self._waiting, key=lambda turn: self._use.of(turn.asker))
        self._waiting.remove(least)
        return least


class FairDispatcher(ThreadedTaskDispatcher):
    """The threads of a process, and who is next; `cookie` is the name of the session's cookie."""

    def __init__(self, cookie: str) -> None:
        super().__init__()
        self.queue = FairQueue(cookie)


def asker_of(cookies: str, name: str, address: Any) -> str:
    """Who asks: what the session's cookie says, without time and signature; else the address.

    The cookie is not checked here: who forges one is not signed in, and gets nothing that costs.
    """
    session = parse_cookie(cookies).get(name, "")
    said = session.rpartition(".")[0].rpartition(".")[0]
    host = address[0] if isinstance(address, tuple) else address
    return said or str(host)
