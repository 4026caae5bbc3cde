"""The child that touches one foreign file: how it is started, what binds it, when it is ended."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

MEGABYTE = 2**20
MAX_BYTES = 100 * MEGABYTE  # of one foreign file
MAX_PAGES = 2000
MEMORY_MB = 1500
ROOT = Path(__file__).resolve().parents[3]
# Nothing of the portal's own surroundings, such as its secrets, is passed on.
SURROUNDINGS = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "PYTHONPATH": str(ROOT),
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


def ask_child(
    task: str, order: Mapping[str, object], *, seconds: float, memory_mb: int
) -> bytes | None:
    """What the child answers to a task of `child.TASKS`, or None when its time was over.

    Empty when it died. Safe from threads: the child is a fresh interpreter, nothing is forked.
    """
    whole = {**order, "task": task, "seconds": seconds, "memory_mb": memory_mb}
    child = subprocess.Popen(
        [sys.executable, "-m", "intranet.extraction.sandbox.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=SURROUNDINGS,
        start_new_session=True,
    )
    with child:
        try:
            return child.communicate(json.dumps(whole).encode(), timeout=seconds)[0]
        except subprocess.TimeoutExpired:
            # The child and whatever it started are one session of their own.
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            return None


def limit_this_process(memory_mb: int, seconds: float) -> None:
    """From here on this process has only so much memory and time, and writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
