"""Writers that are killed, disks that are full, readers meanwhile."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from intranet.search.engines.port import Engine, IndexUnavailable
from intranet.search.fields import Field
from intranet.search.query.tree import Term
from tests.search.engines.dying import paper
from tests.search.filled_engines import ENGINES, ask, entry, ids, keep, numbers

ROOT = Path(__file__).parents[3]
DEATHS = 20
PLAN = Term(Field.FOLD, "hoach")


class Office:
    """Lets another process write, and kills it."""

    def __init__(self, engine: Engine) -> None:
        self._acks = engine.folder.parent / "acks"
        self._chance = random.Random(57)
        name = next(name for name, made in ENGINES.items() if isinstance(engine, made))
        command = [sys.executable, "-m", "tests.search.engines.dying", name]
        self.process = subprocess.Popen(
            [*command, str(engine.folder), str(self._acks)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def begin(self, job: str, number: int) -> int:
        """Let a job begin; the id of who does it."""
        self._acks.write_text("")
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{job} {number}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def wait(self) -> list[str]:
        """What was acknowledged when the job is over."""
        assert self.process.stdout
        assert self.process.stdout.readline() == "dead\n"
        return self.acknowledged()

    def acknowledged(self) -> list[str]:
        """What was acknowledged until now, as whole lines."""
        return self._acks.read_text().split("\n")[:-1]

    def kill_in(self, job: str, number: int) -> list[int]:
        """Kill the job at some moment after its first commits; the acknowledged numbers."""
        child, wanted = self.begin(job, number), self._chance.randint(1, 3)
        while len(self.acknowledged()) < wanted:
            os.kill(child, 0)  # fails when it died by itself
            sleep(0.002)
        sleep(self._chance.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        return list(map(int, self.wait()))


@pytest.fixture
def office(engine: Engine) -> Iterator[Office]:
    made = Office(engine)
    yield made
    made.process.communicate()


def found(engine: Engine) -> set[int]:
    """The entries there are, each of them found once and by its words."""
    there = numbers(ask(engine, PLAN, limit=10_000))
    assert len(there) == len(set(there)) == ask(engine, PLAN, limit=1).total
    assert {f"directive:{one}" for one in there} == engine.ids()
    return set(there)


def test_killed_while_adding_nothing_acknowledged_is_lost(engine: Engine, office: Office) -> None:
    acknowledged: set[int] = set()
    for round_ in range(DEATHS):
        acknowledged.update(office.kill_in("add", 1_000 * round_))
        there = found(engine)
        assert acknowledged <= there
        assert len(there - acknowledged) <= round_ + 1  # written, and killed before saying so
    keep(engine, entry(99_999, "sau sự cố"))
    assert ids(engine, "sau sự cố")[0] == 99_999


def test_killed_while_deleting_nothing_comes_back(engine: Engine, office: Office) -> None:
    keep(engine, *map(paper, range(300)))
    keep(engine, *map(paper, range(300, 400)))
    gone: set[int] = set()
    for _ in range(DEATHS):
        gone.update(office.kill_in("delete", max(gone, default=-1) + 1))
        there = found(engine)
        assert not gone & there
        assert set(range(max(gone) + 2, 400)) <= there
    engine.rewrite()
    assert not gone & found(engine)


def test_killed_while_writing_anew_all_is_as_it_was(engine: Engine, office: Office) -> None:
    keep(engine, *map(paper, range(50)))
    for round_ in range(DEATHS):
        acknowledged = office.kill_in("rewrite", 1_000 * (round_ + 1))
        there = found(engine)
        assert set(range(50)) <= there
        assert not {-one for one in acknowledged if one < 0} & there
    engine.rewrite()
    assert set(range(50)) <= found(engine)


def test_another_process_writes_while_one_reads(engine: Engine, office: Office) -> None:
    keep(engine, *map(paper, range(6)))
    child = office.begin("change", 6)
    for _ in range(40):
        assert found(engine) == set(range(6))
    while not office.acknowledged():
        os.kill(child, 0)
        assert found(engine) == set(range(6))
    os.kill(child, signal.SIGKILL)
    assert office.wait()


def test_threads_read_while_one_writes(engine: Engine) -> None:
    keep(engine, *map(paper, range(6)))
    wrong: list[object] = []
    over = threading.Event()

    def read() -> None:
        try:
            while not over.is_set():
                there = numbers(ask(engine, PLAN))
                if sorted(there) != list(range(6)):
                    wrong.append(there)
        except Exception as error:
            wrong.append(error)
        finally:
            engine.close()

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for times in range(24):
        keep(engine, paper(times % 6, f"lần {times}"))
        engine.tidy()
    engine.rewrite()
    over.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_what_a_full_disk_refuses_waits_for_the_next_commit(engine: Engine, office: Office) -> None:
    keep(engine, *map(paper, range(3)))
    office.begin("full", 7)
    assert office.wait() == ["refused", "kept"]
    assert found(engine) == {0, 1, 2, 7}


@pytest.mark.parametrize("name", ENGINES)
def test_a_folder_that_cannot_be_written_is_said_so(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    engine = ENGINES[name](tmp_path / "file" / "index")
    engine.upsert([paper(1)])
    with pytest.raises(IndexUnavailable):
        engine.commit()
