"""The child that touches one foreign file: how it is started, what it gets, when it is ended."""

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from intranet.extraction.sandbox.box import ROOM, ROOM_MB, ROOT, box
from intranet.extraction.sandbox.confinement import MEGABYTE, Bounds

MAX_BYTES = 100 * MEGABYTE  # of one foreign file
MAX_PAGES = 2000
MEMORY_MB = 1500
MOST_WRITTEN = ROOM_MB * MEGABYTE  # to its output or to the disk
MOST_HANDED_OVER = 1000 * MEGABYTE
ACCOUNTS = 1_879_048_192
"""Here begin numbers of accounts that no system gives to anybody (systemd, UIDS-GIDS)."""
COMMAND = (sys.executable, "-m", "intranet.extraction.sandbox.child")
SEALED = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
LOOKED_AT_EVERY = 0.25  # seconds
ROOMS = f"van-phong-{os.getuid()}-"
"""How folders of children begin, so that those of a killed portal are found and cleared."""
# Nothing of the portal's own surroundings, such as its secrets, is passed on.
SURROUNDINGS = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "PYTHONPATH": str(ROOT),
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",  # starting more costs half the import of numpy
}


def ask_child(
    task: str,
    order: Mapping[str, object],
    *,
    seconds: float,
    memory_mb: int,
    runs: bool = False,
    writes: bool = False,
) -> bytes | None:
    """What the child answers to a task of `child.TASKS`, or None when its time was over.

    Empty when it died. Each path in the order reaches it as a sealed copy behind a descriptor, and
    so do bytes: it sees these files and no others. `runs` leaves it other programs, `writes` a
    folder of its own. Safe from threads: the child is a fresh interpreter, nothing is forked.
    """
    account = _new_account() if os.geteuid() == 0 else None
    with ExitStack() as held:
        room = held.enter_context(_room(account)) if writes else None
        bounds = Bounds(
            memory_mb=memory_mb, seconds=seconds, boxed=bool(box()), account=account, runs=runs,
            room=room,
        )  # fmt: skip
        files: list[int] = []

        def hand_over(file: Path | bytes) -> str:
            if isinstance(file, Path) and not file.is_file():
                return str(file)
            copy = _in_memory(file) if isinstance(file, bytes) else _sealed_copy(file)
            files.append(held.enter_context(copy).fileno())
            return f"/proc/self/fd/{files[-1]}"

        whole = {**order, "task": task, "bounds": asdict(bounds)}
        whole |= {"room": room} if room else {}
        told = held.enter_context(_in_memory(json.dumps(whole, default=hand_over).encode()))
        child = subprocess.Popen(
            [*box(), *COMMAND], stdin=told, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=ROOT, env=SURROUNDINGS, start_new_session=True, pass_fds=files,
        )  # fmt: skip
        with child:
            return _answer(child, time.monotonic() + seconds, None if box() else room)


def _new_account() -> int:
    """The number of an account that nobody has: so children cannot reach one another either."""
    return ACCOUNTS + int.from_bytes(os.urandom(2))


@contextmanager
def _room(account: int | None) -> Iterator[str]:
    """A folder for one child: in the box it is in memory and has a measure."""
    if box():
        yield ROOM
        return
    with tempfile.TemporaryDirectory(prefix=ROOMS, ignore_cleanup_errors=True) as room:
        if account:
            with suppress(OSError):  # where there are no such accounts the child stays what we are
                os.chown(room, account, account)
        yield room


def _answer(child: subprocess.Popen[bytes], until: float, room: str | None) -> bytes | None:
    """What comes until the child closes its output; None at `until`, empty when it is too much.

    A `room` on the disk of the machine has no measure of its own and is looked after meanwhile.
    """
    pipe = child.stdout.fileno() if child.stdout else -1
    waiting = select.poll()
    waiting.register(pipe)
    answer = bytearray()
    try:
        while (left := until - time.monotonic()) > 0:
            if len(answer) > MOST_WRITTEN or (room and _size(room) > MOST_WRITTEN):
                return b""
            if waiting.poll(min(left, LOOKED_AT_EVERY) * 1000):
                if not (part := os.read(pipe, MEGABYTE)):
                    return bytes(answer)
                answer += part
        return None
    finally:
        # The child and whatever it started are one group, which none of them may leave.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def _size(room: str) -> int:
    size = 0
    for folder, _folders, files in os.walk(room):  # what goes away meanwhile is passed over
        for name in files:
            with suppress(OSError):
                size += os.lstat(os.path.join(folder, name)).st_blocks * 512
    return size


def _in_memory(content: bytes) -> BinaryIO:
    memory = os.fdopen(os.memfd_create("order"), "w+b")
    memory.write(content)
    memory.seek(0)
    return memory


def _sealed_copy(path: Path) -> BinaryIO:
    """A copy in memory that nobody can change and any account can open that has the descriptor."""
    memory = os.fdopen(os.memfd_create("file", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING), "w+b")
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        memory.truncate(size)
        at = 0
        while at < min(size, MOST_HANDED_OVER):  # of a larger one only the size matters
            sent = os.sendfile(memory.fileno(), stream.fileno(), at, size - at)
            if not sent:
                break
            at += sent
    fcntl.fcntl(memory, fcntl.F_ADD_SEALS, SEALED)
    return memory
