"""The Tesseract program: a picture in, words with places out; nothing is written to the disk."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from intranet.extraction.errors import ExtractionError

if TYPE_CHECKING:  # a heavy library; whoever only asks `is_installed` needs no pictures
    from PIL import Image

PROGRAM = "tesseract"
LANGUAGE = "vie"
PAGE_OF_PRINT, SCATTERED = 3, 11  # page segmentation modes of the program
WORD_LEVEL = "5"
FIELDS = 12
TURN = re.compile(r"Rotate: (\d+)\nOrientation confidence: ([\d.]+)")


class RecognitionFailed(ExtractionError):
    """The program is missing, stumbled over the picture or needed too long."""

    message = "Không nhận dạng được chữ trên trang này. Hãy xem hình hoặc gõ tay."


class RecognitionTooSlow(RecognitionFailed):
    """The time given to the page was over."""

    message = "Nhận dạng trang này quá lâu nên đã dừng. Hãy cho đọc lại hoặc gõ tay."


@dataclass(frozen=True)
class TesseractWord:
    """A word as the program saw it: place in pixels, confidence 0..1, and where its line is."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


@cache
def is_installed() -> bool:
    """Whether Tesseract is here and knows Vietnamese."""
    if not shutil.which(PROGRAM):
        return False
    listed = subprocess.run(
        [PROGRAM, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return LANGUAGE in listed.stdout.split()


def read(
    picture: "Image.Image | bytes", *, dpi: int, deadline: float, mode: int = PAGE_OF_PRINT
) -> tuple[TesseractWord, ...]:
    """The words of the picture, or of its bytes as PGM, in reading order.

    Raises RecognitionFailed, or RecognitionTooSlow at the `deadline` of the monotonic clock.
    """
    wanted = ("-l", LANGUAGE, "--oem", "1", "--psm", str(mode), "--dpi", str(dpi), "tsv")
    return tuple(_words(_run(picture, wanted, deadline)))


def turn_of(picture: "Image.Image", *, dpi: int, deadline: float) -> tuple[int, float]:
    """By how many degrees clockwise the picture must be turned to stand upright, and how sure.

    (0, 0.0) when the program cannot tell. Raises RecognitionTooSlow.
    """
    try:
        told = _run(picture, ("-l", "osd", "--psm", "0", "--dpi", str(dpi)), deadline)
    except RecognitionTooSlow:
        raise
    except RecognitionFailed:
        told = ""  # too few letters to tell by
    turn = TURN.search(told)
    return (int(turn[1]), float(turn[2])) if turn else (0, 0.0)


def _run(picture: "Image.Image | bytes", wanted: Sequence[str], deadline: float) -> str:
    # One thread a page: pages are read side by side, and threads of one page only wait.
    surroundings = {"PATH": os.defpath, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    try:
        pixels = picture if isinstance(picture, bytes) else _pixels(picture)
        # The program stays in our process group: whoever ends the group ends it too.
        done = subprocess.run(
            [PROGRAM, "-", "-", *wanted],
            input=pixels,
            capture_output=True,
            env=surroundings,
            timeout=max(deadline - time.monotonic(), 0.1),
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise RecognitionTooSlow from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise RecognitionFailed from error
    return done.stdout.decode("utf-8", "replace")


def _pixels(picture: "Image.Image") -> bytes:
    written = BytesIO()
    picture.save(written, "PPM")  # without compression: unpacking costs more than the pipe
    return written.getvalue()


def _words(table: str) -> Iterator[TesseractWord]:
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) != FIELDS or cells[0] != WORD_LEVEL or not cells[11].strip():
            continue
        left, top, width, height = map(int, cells[6:10])
        block, paragraph, line = map(int, cells[2:5])
        yield TesseractWord(
            cells[11].strip(), left, top, left + width, top + height,
            max(0.0, float(cells[10]) / 100), (block, paragraph, line),
        )  # fmt: skip
