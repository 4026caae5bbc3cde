"""LibreOffice as a program that turns one Office file into another format.

It is a large program that reads foreign files, so it only runs inside the sandbox:
`sandbox.office_files` is how others have a file converted.
"""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from intranet.extraction.errors import ExtractionError

PROFILE = Path(__file__).with_name("libreoffice_profile.xcu")
PROGRAMS = ("soffice", "libreoffice")


class NoLibreOffice(ExtractionError):
    """The program that reads old binary files is not on this machine."""

    message = "Máy chủ chưa cài LibreOffice nên chưa mở được tệp này. Hãy gửi bản DOCX hoặc PDF."


class NotConverted(ExtractionError):
    """LibreOffice could not make anything of the file, or not in time."""

    message = "Không mở được tệp Office đời cũ. Hãy mở bằng Word, lưu thành DOCX rồi gửi lại."


@cache
def program() -> str | None:
    """Where LibreOffice is on this machine; None without it."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def is_here() -> bool:
    """Whether LibreOffice is on this machine."""
    return program() is not None


def converted(path: Path, kind: str, target: str, room: Path) -> bytes:
    """The file in the format `target`, worked out in the folder `room`; empty when it failed.

    Bounds nothing: whoever calls it is bound already, and LibreOffice with it.
    """
    shutil.copyfile(path, room / f"tep.{kind}")
    profile = room / "profile" / "user"
    profile.mkdir(parents=True)
    shutil.copyfile(PROFILE, profile / "registrymodifications.xcu")
    order = [
        program() or "",
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        # Where root once ran it, the machine's own folder for this is closed to everybody else.
        f"-env:UNO_SHARED_PACKAGES_CACHE={(room / 'extensions').as_uri()}",
        *("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault"),
        *("--convert-to", target, "--outdir", str(room / "out"), str(room / f"tep.{kind}")),
    ]
    quiet = subprocess.DEVNULL
    surroundings = _surroundings(room)
    subprocess.run(
        order, stdin=quiet, stdout=quiet, stderr=quiet, cwd=room, env=surroundings, check=False
    )
    made = room / "out" / f"tep.{target}"
    return made.read_bytes() if made.is_file() else b""


def _surroundings(room: Path) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "HOME": str(room),
        "TMPDIR": str(room),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "SAL_DISABLE_OPENCL": "1",
    }
