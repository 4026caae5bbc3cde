"""What the processes of `bench.hostile` did: programs, network, written files, memory, deaths."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "execve,connect,sendto,bind,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,"
    "link,linkat,symlink,symlinkat,unlink,unlinkat,truncate,clone,clone3,fork,vfork"
)
LINE = re.compile(r"^(?P<pid>\d+)\s+(?P<at>\d+\.\d+) (?P<rest>.*)$")
CALL = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+|\?)")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
WRITES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")
ABROAD = re.compile(r"AF_INET6?\b")
DEATH = re.compile(r"\+\+\+ killed by (SIG(?:SEGV|ABRT|BUS|ILL|FPE|SYS))")
HARMLESS = re.compile(r"^/(?:dev/(?:null|tty|urandom|shm/)|proc/)|/uno_packages/cache/stamp\.sys$")
"""Devices, and the stamp that LibreOffice tries to touch in its own folder (only root may)."""
CHANGES = {"creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "link", "linkat",
           "symlink", "symlinkat", "truncate"}  # fmt: skip
CHILD = re.compile(r"^(?:clone3?|v?fork)\(.*= (\d+)(?: /\* (\d+) in strace's PID NS \*/)?")
BOX = re.compile(r'^execve\("[^"]*/bwrap"')
POLL_SECONDS = 0.02


@dataclass
class Seen:
    """What was seen during a span of time."""

    programs: set[str] = field(default_factory=set)
    network: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Act:
    """One line of the trace that matters: when, of which sort, and what."""

    at: float
    sort: str
    what: str


def acts(log: Path, inside: tuple[Path, ...]) -> Iterator[Act]:
    """Programs started, connections made, files written outside `inside`, and deaths.

    What a process in a box writes is left out: all its paths are mounts of its own, read-only or in
    memory, from the moment the box is built.
    """
    boxed = _boxed(log)
    for pid, at, rest in _calls(log):
        act = _act(at, rest, inside)
        if act and not (act.sort == "written" and pid in boxed):
            yield act


def _calls(log: Path) -> Iterator[tuple[str, float, str]]:
    # Each call in one piece: the process, the moment, what strace says of it.
    open_calls: dict[str, str] = {}
    with log.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            match = LINE.match(line)
            if not match:
                continue
            pid, rest = match["pid"], match["rest"]
            if rest.endswith("<unfinished ...>"):
                open_calls[pid] = rest.removesuffix("<unfinished ...>").rstrip()
                continue
            if resumed := re.match(r"<\.\.\. \w+ resumed>(.*)", rest):
                rest = open_calls.pop(pid, "") + resumed[1]
            yield pid, float(match["at"]), rest


def _boxed(log: Path) -> set[str]:
    # The processes that became a box, and all that these started.
    boxes, children = set[str](), dict[str, list[str]]()
    for pid, _at, rest in _calls(log):
        if BOX.match(rest):
            boxes.add(pid)
        elif born := CHILD.match(rest):
            children.setdefault(pid, []).append(born[2] or born[1])
    waiting = list(boxes)
    while waiting:
        started = children.get(waiting.pop(), [])
        waiting += (pid for pid in started if pid not in boxes)
        boxes.update(started)
    return boxes


def _act(at: float, rest: str, inside: tuple[Path, ...]) -> Act | None:
    if death := DEATH.search(rest):
        return Act(at, "death", death[1])
    call = CALL.match(rest)
    if call is None:
        return None
    name, said, failed = call["name"], call["arguments"], call["result"].startswith("-")
    if name == "execve":
        return None if failed else Act(at, "program", QUOTED.findall(said)[0])
    if name in {"connect", "sendto", "bind"}:
        return Act(at, "network", said[:120]) if ABROAD.search(said) else None
    if failed or (name in {"open", "openat"} and not WRITES.search(said)):
        return None
    if name in {"open", "openat"} or name in CHANGES:
        return _change(at, said, inside)
    return None


def _change(at: float, said: str, inside: tuple[Path, ...]) -> Act | None:
    places = [place for place in QUOTED.findall(said) if place.startswith("/")]
    outside = [path for path in places if not HARMLESS.search(path) and not _within(path, inside)]
    return Act(at, "written", outside[0]) if outside else None


def _within(place: str, folders: tuple[Path, ...]) -> bool:
    return any(Path(place).is_relative_to(folder) for folder in folders)


def during(acts: list[Act], start: float, end: float) -> Seen:
    """What of it happened in a span of time."""
    seen = Seen()
    for act in acts:
        if start <= act.at <= end:
            if act.sort == "program":
                seen.programs.add(act.what)
            else:
                lists = {"network": seen.network, "written": seen.written, "death": seen.deaths}
                lists[act.sort].append(act.what)
    return seen


class Memory:
    """Watches how much memory the descendants of a process ever held (VmHWM), in MB."""

    def __init__(self, root: int) -> None:
        self.root, self.peak, self.programs = root, 0.0, set[str]()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def taken(self) -> float:
        """The highest since the last time; starts anew."""
        peak, self.peak = self.peak, 0.0
        return peak

    def stop(self) -> None:
        """Watch no longer."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(POLL_SECONDS):
            for pid in descendants(self.root):
                self.peak = max(self.peak, _high_water(pid))
                self.programs.add(_program(pid))


def descendants(root: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    descendants, waiting = [], [root]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            try:
                children = [int(number) for number in task.read_text().split()]
            except OSError:
                continue
            descendants += children
            waiting += children
    return descendants


def _high_water(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    peak = re.search(r"VmHWM:\s+(\d+)", told)
    return int(peak[1]) / 1024 if peak else 0.0


def _program(pid: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/exe").readlink())
    except OSError:
        return ""
