"""Tesseract as a program: a picture goes in, words with places and confidences come out."""

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image

from intranet.extraction.errors import ExtractionError

LANGUAGE = "vie"
WORD_LEVEL = "5"
TURN = re.compile(r"Rotate:\s*(\d+).*?Orientation confidence:\s*([\d.]+)", re.S)
SURE_TURN = 2.0
# One thread a page: as many pages as cores at once is faster than several threads for one.
SURROUNDINGS = {"PATH": os.defpath, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


class NotRecognised(ExtractionError):
    """Tesseract gave no answer for a picture."""

    message = "Không nhận dạng được chữ trên trang này. Hãy thử quét lại rõ hơn, hoặc gõ tay."


@dataclass(frozen=True)
class Seen:
    """A word as Tesseract saw it: pixels from the top left corner, confidence 0..1, its line."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[int, int, int]


@cache
def is_installed() -> bool:
    """Whether Tesseract is here and knows Vietnamese."""
    if not shutil.which("tesseract", path=os.defpath):
        return False
    return LANGUAGE in _answer(["--list-langs"], b"", 20).split()


def words_on(picture: Image.Image, seconds: float) -> tuple[Seen, ...]:
    """The words of a page in reading order. Raises NotRecognised."""
    order = ["-", "-", "-l", LANGUAGE, "--psm", "3", "-c", "tessedit_do_invert=0", "tsv"]
    rows = csv.DictReader(
        io.StringIO(_answer(order, _bytes(picture), seconds)),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    return tuple(_seen(row) for row in rows if row["level"] == WORD_LEVEL and row["text"].strip())


def turn_of(picture: Image.Image, seconds: float) -> int:
    """By how many degrees clockwise the picture must be turned to stand upright; 0 if unsure."""
    try:
        answer = _answer(["-", "-", "--psm", "0", "-l", "osd"], _bytes(picture), seconds)
    except NotRecognised:
        return 0
    found = TURN.search(answer)
    return int(found[1]) if found and float(found[2]) >= SURE_TURN else 0


def _seen(row: dict[str, str]) -> Seen:
    return Seen(
        text=row["text"].strip(),
        left=int(row["left"]),
        top=int(row["top"]),
        width=int(row["width"]),
        height=int(row["height"]),
        confidence=max(0.0, float(row["conf"])) / 100,
        line=(int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
    )


def _bytes(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PPM")  # packing it would cost more than passing it on
    return out.getvalue()


def _answer(order: Sequence[str], picture: bytes, seconds: float) -> str:
    # In the group of the process that asks: who ends that group ends Tesseract too.
    try:
        done = subprocess.run(
            ["tesseract", *order],
            input=picture,
            capture_output=True,
            env=SURROUNDINGS,
            timeout=seconds,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise NotRecognised from error
    if done.returncode:
        raise NotRecognised
    return done.stdout.decode("utf-8", "replace")
