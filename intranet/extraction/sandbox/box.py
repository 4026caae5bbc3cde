"""The box around a reading child where the machine permits one: bubblewrap (Debian `bubblewrap`).

In it there are the programs and libraries of the machine, an empty network, and nothing else.
"""

import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BASES = ("", "/usr", sys.base_prefix, sys.prefix)
PARTS = ("bin", "lib", "lib32", "lib64", "share", "pyvenv.cfg")
PLACES = tuple(
    dict.fromkeys(
        [
            *(f"{base}/{part}" for base in BASES for part in PARTS),
            str(ROOT / "intranet"),
            "/etc/alternatives",
            "/etc/fonts",
            "/etc/ld.so.cache",
            "/etc/libreoffice",
            "/etc/localtime",
            "/etc/nsswitch.conf",
            "/etc/passwd",
            "/var/cache/fontconfig",
            "/var/lib/libreoffice",
            "/sys/devices/system/cpu",
            *glob.glob("/opt/libreoffice*"),
        ]
    )
)
"""What a child may read besides the file it is given: programs, libraries, fonts, our code."""
ROOM, ROOM_MB = "/tmp", 400
APART = ("--unshare-ipc", "--unshare-net", "--unshare-pid", "--unshare-uts")
# Root needs no namespace of users, and takes on an account of the child's own inside.
AS_ROOT = ("CAP_SETUID", "CAP_SETGID", "CAP_DAC_READ_SEARCH")
PATIENCE = 60


@cache
def box() -> tuple[str, ...]:
    """The words before a command that put it into a box; none where the machine forbids it."""
    program = shutil.which("bwrap")
    if program is None:
        return ()
    words = (
        *(program, "--die-with-parent", *APART),
        *(_capable(AS_ROOT) if os.geteuid() == 0 else ["--unshare-user"]),
        *_bound(PLACES),
        *("--proc", "/proc", "--dev", "/dev"),
        *("--perms", "1777", "--size", str(ROOM_MB << 20), "--tmpfs", ROOM),
        *("--chdir", str(ROOT)),
    )
    tried = [*words, sys.executable, "-c", ""]
    done = subprocess.run(tried, capture_output=True, check=False, timeout=PATIENCE)
    return words if done.returncode == 0 else ()


def _capable(names: Iterable[str]) -> list[str]:
    return ["--cap-drop", "ALL", *(word for name in names for word in ("--cap-add", name))]


def _bound(places: Iterable[str]) -> Iterator[str]:
    there = [place for place in map(Path, places) if place.exists()]
    above = {str(folder) for place in there for folder in place.parents}
    for folder in sorted(above - {"/"}):  # open to the account that root's child takes on
        yield from ("--perms", "0755", "--dir", folder)
    for place in map(str, there):
        yield from ("--ro-bind", place, place)
