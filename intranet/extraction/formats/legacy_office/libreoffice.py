"""Old binary Office files turned into new ones, and previews, by LibreOffice kept on a short lead.

LibreOffice must write files, which the reading child may not: the parent process enters
`converted_copy` before it starts that child and hands the path of the copy over.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from intranet.extraction.errors import ExtractionError
from intranet.extraction.formats.registry import FORMATS, PRINTABLE_KINDS
from intranet.extraction.formats.sniffing import sniff

PROFILE = Path(__file__).with_name("libreoffice_profile.xcu")
PREFIX = f"van-phong-{os.getuid()}-"
PROGRAMS = ("soffice", "libreoffice")
SECONDS = 25.0
MEMORY_MB = 2500  # of address space, most of it shared and never touched
LARGEST_MB = 200  # of anything that it writes
# The shell sets limits for itself and becomes the program: safe to start from any thread.
LIMITED = 'ulimit -c 0; ulimit -t "$1"; ulimit -v "$2"; ulimit -f "$3"; shift 3; exec "$@"'
ALONE = ("unshare", "--net")
ALONE_AS_USER = ("unshare", "--user", "--map-current-user", "--net")


class NoLibreOffice(ExtractionError):
    """The program that reads old binary files is not on this machine."""

    message = "Máy chủ chưa cài LibreOffice nên chưa mở được tệp này. Hãy gửi bản DOCX hoặc PDF."


class NotConverted(ExtractionError):
    """LibreOffice could not make anything of the file, or not in time."""

    message = "Không mở được tệp Office đời cũ. Hãy mở bằng Word, lưu thành DOCX rồi gửi lại."


def is_here() -> bool:
    """Whether LibreOffice is on this machine."""
    return _program() is not None


def convert(path: Path, kind: str, seconds: float = SECONDS) -> bytes:
    """The "doc" or "ppt" as DOCX or PPTX; the fonts of each run are kept.

    Call it in the parent of the reading child (see above). Takes one to five seconds, at most
    `seconds` with those of files that wait before it. Raises NoLibreOffice or NotConverted.
    """
    if kind not in FORMATS or not FORMATS[kind].newer:
        raise NotConverted
    return _made(path, kind, FORMATS[kind].newer, seconds)


@contextmanager
def converted_copy(path: Path) -> Iterator[Path | None]:
    """A passing copy of an old file in its newer format, or None when it needs or has none."""
    try:
        made = convert(path, sniff(path).kind)
    except (ExtractionError, OSError):
        made = b""  # the reader in this house says what it can of the old file
    if not made:
        yield None
        return
    with tempfile.NamedTemporaryFile(prefix=PREFIX) as copy:
        copy.write(made)
        copy.flush()
        yield Path(copy.name)


def preview(path: Path, seconds: float = SECONDS) -> bytes | None:
    """The file as PDF, as it would print; None when it cannot be made. Limits as for `convert`."""
    try:
        kind = sniff(path).kind
        return _made(path, kind, "pdf", seconds) if kind in PRINTABLE_KINDS else None
    except ExtractionError:
        return None


def _made(path: Path, kind: str, target: str, seconds: float) -> bytes:
    program = _program()
    if program is None:
        raise NoLibreOffice
    with _machine_lock(), tempfile.TemporaryDirectory(prefix=PREFIX) as place:
        room = Path(place)
        shutil.copyfile(path, room / f"tep.{kind}")
        profile = room / "profile" / "user"
        profile.mkdir(parents=True)
        shutil.copyfile(PROFILE, profile / "registrymodifications.xcu")
        _run(_order(program, room, kind, target, seconds), room, seconds)
        made = room / "out" / f"tep.{target}"
        if not made.is_file() or made.stat().st_size == 0:
            raise NotConverted
        return made.read_bytes()


def _order(program: str, room: Path, kind: str, target: str, seconds: float) -> list[str]:
    limits = (str(int(seconds) + 1), str(MEMORY_MB * 1024), str(LARGEST_MB * 2048))
    return [
        *("/bin/sh", "-c", LIMITED, "sh", *limits),
        *_cut_off(),
        program,
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", target, "--outdir", str(room / "out"), str(room / f"tep.{kind}")),
    ]


def _run(order: list[str], room: Path, seconds: float) -> None:
    child = subprocess.Popen(
        order,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=room,
        env=_surroundings(room),
        start_new_session=True,
    )
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise NotConverted from error
    finally:
        # The program and all that it started are one session of their own.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _surroundings(room: Path) -> dict[str, str]:
    """Nothing of the portal's own surroundings, such as its secrets, is passed on."""
    return {
        "PATH": os.defpath,
        "HOME": str(room),
        "TMPDIR": str(room),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "SAL_DISABLE_OPENCL": "1",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }


@cache
def _program() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@cache
def _cut_off() -> tuple[str, ...]:
    """The words before a program that take the network from it, where the machine permits it."""
    for words in (ALONE, ALONE_AS_USER):
        if shutil.which(words[0]) is None:
            return ()
        tried = subprocess.run([*words, "true"], capture_output=True, check=False, timeout=10)
        if tried.returncode == 0:
            return words
    return ()


@contextmanager
def _machine_lock() -> Iterator[None]:
    """LibreOffice takes much memory: whoever comes second waits, in whatever process."""
    place = Path(tempfile.gettempdir()) / f"{PREFIX}lock"
    lock = os.open(place, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # What a process that was killed left behind: nobody else works now.
        for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(lock)
