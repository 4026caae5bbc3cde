"""What a reading child takes from itself before it touches a foreign file; it cannot take it back.

Needs no privilege and works in a chroot. What needs the machine's permission is in `box`.
"""

import ctypes
import os
import resource
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from intranet.extraction.sandbox.box import PLACES, ROOT
from intranet.extraction.sandbox.landlock import restrict_files
from intranet.extraction.sandbox.landlock import version as landlock_version
from intranet.extraction.sandbox.seccomp import refuse_calls

MEGABYTE = 2**20
LARGEST_WRITTEN = 200 * MEGABYTE  # of one file
MOST_TASKS = 64
"""Threads and processes of one child; Tesseract and LibreOffice have up to twenty."""
NO_NEW_PRIVILEGES, KEEP_CAPABILITIES = 38, 8
BEHIND_PAGES = 10
READ_ANYTHING = 1 << 2
OPEN_TO_ALL = stat.S_IROTH | stat.S_IXOTH
CAPABILITIES_VERSION = 0x20080522
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What one child may take.

    `account` is the number of an account that nobody has, for a child of root; `runs` leaves it
    other programs, `room` is the one folder that it may write into.
    """

    memory_mb: int
    seconds: float
    boxed: bool = False
    account: int | None = None
    runs: bool = False
    room: str | None = None


@dataclass(frozen=True)
class Confined:
    """What is in force: the version of Landlock (0: none), refused calls, an account of its own."""

    landlock: int
    calls: bool
    account: bool


def confine(bounds: Bounds) -> Confined:
    """From here on this process has only what `bounds` leaves it."""
    _libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _step_back()
    limit(bounds)
    # Python may lie where only root reads. Where everything else is closed to the child, the right
    # to read harms nobody; where it is not, the child goes without, or has to stay who it is.
    closed = bounds.boxed or landlock_version() > 0
    account = False
    if bounds.account is not None and (closed or _anybody_reads_python()):
        account = _become(bounds.account, may_read=closed)
    room = [bounds.room] if bounds.room else []
    landlock = restrict_files(PLACES, [*DEVICES, *room], runs=bounds.runs)
    calls = refuse_calls(runs=bounds.runs, talks=bounds.room is not None)
    return Confined(landlock, calls, account)


def _step_back() -> None:
    """Pages of people come first: a tenth of their share while they want it all."""
    os.nice(BEHIND_PAGES)
    # Where the kernel shares between sessions, not processes, it is the session that steps back.
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(BEHIND_PAGES))


def limit(bounds: Bounds) -> None:
    """Bound memory, time, what may be written and how many tasks there may be."""
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory_mb * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(bounds.seconds) + 1,) * 2)
    written = LARGEST_WRITTEN if bounds.room else 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    others = 0 if bounds.account else _tasks_of(os.getuid())
    most = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    wanted = others + MOST_TASKS
    wanted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_NPROC, (wanted, wanted))


def _tasks_of(account: int) -> int:
    """The kernel bounds the tasks of an account: those that run already count."""
    tasks = 0
    for process in Path("/proc").glob("[0-9]*/task"):
        with suppress(OSError):
            if process.stat().st_uid == account:
                tasks += len(os.listdir(process))
    return tasks


def _anybody_reads_python() -> bool:
    """Whether an account without rights could still load our code and its libraries."""
    places = (ROOT / "intranet", Path(sys.prefix), Path(sys.base_prefix))
    folders = {folder for place in places for folder in (place, *place.parents)}
    return all(folder.stat().st_mode & OPEN_TO_ALL == OPEN_TO_ALL for folder in folders)


def _become(account: int, *, may_read: bool) -> bool:
    """Become an account that owns nothing and keep no capability, but that to read if wanted."""
    _libc.prctl(KEEP_CAPABILITIES, 1, 0, 0, 0)
    changed = False
    with suppress(OSError):
        os.setgroups([])
        os.setresgid(account, account, account)
        os.setresuid(account, account, account)
        changed = True
    head = (ctypes.c_uint32 * 2)(CAPABILITIES_VERSION, 0)
    for kept in (READ_ANYTHING if may_read else 0, 0):  # a container may not have it to keep
        # Effective and permitted ones; all that follows is empty.
        if _libc.capset(head, (ctypes.c_uint32 * 6)(kept, kept)) == 0:
            return changed
    raise OSError(ctypes.get_errno(), "capset")
