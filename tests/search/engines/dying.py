"""A writer to be killed: `python -m tests.search.engines.dying ENGINE FOLDER ACKS`.

For each line of its input, a job and a number, it lets a copy of itself work and says its id; the
copy notes in ACKS what was acknowledged. Dead copies are reported by the word "dead".
"""

import itertools
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from intranet.search.engines.port import IndexUnavailable
from intranet.search.fields import IndexEntry
from tests.search.filled_engines import ENGINES, entry, keep

TEXT = "chữ nghĩa " * 30
SMALL = 30_000  # bytes a file may have on the full disk


class Writer:
    """The jobs; each goes on until it is killed, unless told otherwise."""

    def __init__(self, engine: Any, acks: int) -> None:
        self._engine, self._acks = engine, acks

    def acknowledge(self, what: object) -> None:
        os.write(self._acks, f"{what}\n".encode())

    def add(self, number: int) -> None:
        for one in itertools.count(number):
            keep(self._engine, paper(one))
            self.acknowledge(one)

    def delete(self, number: int) -> None:
        for one in itertools.count(number):
            self._engine.delete([f"directive:{one}"])
            self._engine.commit()
            self.acknowledge(one)

    def rewrite(self, number: int) -> None:
        for one in itertools.count(number):
            keep(self._engine, paper(one))
            self.acknowledge(one)
            self._engine.delete([f"directive:{one}"])
            self._engine.commit()
            self.acknowledge(-one)
            self._engine.rewrite()

    def change(self, number: int) -> None:
        for times in itertools.count():
            for one in range(number):
                keep(self._engine, paper(one, f"lần {times}"))
            self._engine.tidy()
            if times % 3 == 0:
                self._engine.rewrite()
            self.acknowledge(times)

    def full(self, number: int) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        whole = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, whole[1]))
        words = " ".join(f"chữ{n}" for n in range(4_000))
        self._engine.upsert([entry(number, "kế hoạch lớn", words)])
        try:
            self._engine.commit()
        except IndexUnavailable:
            self.acknowledge("refused")
        resource.setrlimit(resource.RLIMIT_FSIZE, whole)
        self._engine.commit()
        self.acknowledge("kept")


def paper(number: int, title: str = "") -> IndexEntry:
    """The entry that is written under a number."""
    return entry(number, f"kế hoạch {number} {title}", TEXT)


def main() -> None:
    """Let copies work until the input ends."""
    name, folder, acks = sys.argv[1:]
    for line in sys.stdin:
        job, number = line.split()
        child = os.fork()
        if not child:
            sheet = os.open(acks, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            getattr(Writer(ENGINES[name](Path(folder)), sheet), job)(int(number))
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("dead", flush=True)


if __name__ == "__main__":
    main()
