"""An index whose writer is killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from intranet.search.whoosh_engine import WhooshEngine
from tests.search.filling import entry, ids, keep

ROOT = Path(__file__).parents[2]

CHILD = """
import sys
from pathlib import Path
from intranet.search.values import Entry
from intranet.search.whoosh_engine import WhooshEngine

engine = WhooshEngine(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 100_000):
    engine.upsert([Entry(f"directive:{number}", f"kế hoạch {number}", "chữ " * 300)])
    engine.commit()
    print(number, flush=True)
"""


def test_a_writer_killed_in_the_middle_loses_nothing_that_was_committed(
    engine: WhooshEngine,
) -> None:
    first, acknowledged = 0, set()
    for rounds in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(engine.folder), str(first)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdout
        for _ in range(3 + rounds):
            acknowledged.add(f"directive:{child.stdout.readline().strip()}")
        os.kill(child.pid, signal.SIGKILL)
        rest, _ = child.communicate()
        acknowledged |= {f"directive:{line}" for line in rest.split()}
        first = len(acknowledged) + 1_000 * rounds
        assert acknowledged <= engine.ids()
    keep(engine, entry(99_999, "sau sự cố"))
    assert ids(engine, "sau sự cố")[0] == 99_999
