"""How well and how fast page pictures are read: `python -m bench.ocr DIR --json`.

DIR holds NAME.png with its true text in NAME.txt. The character error rate (cer) is the Levenshtein
distance over the length of the true text, both NFC and with single blanks. Ours is measured as the
worker does it, each page in a child process with limits; plain is `tesseract PAGE - -l vie`. Both
read the same pages in the same run, as many at a time as there are cores, in turns so that other
load on the machine hits both alike; of several rounds the fastest counts.
"""

import argparse
import json
import os
import resource
import subprocess
import time
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from intranet.extraction.sandbox.isolated import recognise_isolated
from intranet.extraction.values import Page

T = TypeVar("T")
ROUNDS = 2
FEWEST_PAGES = 12
"""Fewer pages are read several times over in a round, so that all cores are busy to the end."""
BARS = {"cer": 0.025, "ratio": 0.9}


def main() -> None:
    """Read the pictures of a folder both ways, compare with their texts, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    pictures = sorted(it for it in options.folder.glob("*.png") if it.with_suffix(".txt").exists())
    if not pictures:
        parser.error(f"{options.folder} holds no NAME.png with a NAME.txt")
    result = measured(pictures)
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        for name, value in result.items():
            print(name, value)


def measured(pictures: Sequence[Path]) -> dict[str, object]:
    """All figures over the pictures."""
    cores = len(os.sched_getaffinity(0))
    work = list(pictures) * -(-FEWEST_PAGES // len(pictures))
    ours, plain = [], []
    for _ in range(ROUNDS):
        plain.append(_timed(_plain, work, cores))
        ours.append(_timed(_ours, work, cores))
    read = dict(zip(work, ours[0][1], strict=True))
    bare = dict(zip(work, plain[0][1], strict=True))
    rate, rate_plain = (60 * len(work) / min(it[0] for it in way) for way in (ours, plain))
    cer, pages = _errors({path: page.text for path, page in read.items()})
    return {
        "cer": cer,
        "cer_plain": _errors(bare)[0],
        "pages": pages,
        "confidence": {path.stem: page.confidence for path, page in read.items()},
        "pages_per_minute": round(rate, 1),
        "pages_per_minute_plain": round(rate_plain, 1),
        "ratio": round(rate / rate_plain, 2),
        "cores": cores,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        "met": cer <= BARS["cer"] and rate / rate_plain >= BARS["ratio"],
    }


def _timed(way: Callable[[Path], T], work: Sequence[Path], cores: int) -> tuple[float, list[T]]:
    started = time.perf_counter()
    with ThreadPoolExecutor(cores) as pool:
        texts = list(pool.map(way, work))
    return time.perf_counter() - started, texts


def _ours(path: Path) -> Page:
    return recognise_isolated(path, 1)


def _plain(path: Path) -> str:
    order = ["tesseract", str(path), "-", "-l", "vie"]
    return subprocess.run(order, capture_output=True, check=True).stdout.decode()


def _errors(texts: dict[Path, str]) -> tuple[float, dict[str, float]]:
    """The share of wrong characters over all pages, and of each page."""
    wrong, whole, pages = 0, 0, {}
    for path, text in texts.items():
        truth = even(path.with_suffix(".txt").read_text(encoding="utf-8"))
        distance = levenshtein(truth, even(text))
        wrong, whole = wrong + distance, whole + len(truth)
        pages[path.stem] = round(distance / max(len(truth), 1), 4)
    return round(wrong / max(whole, 1), 4), pages


def even(text: str) -> str:
    """NFC with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def levenshtein(text: str, other: str) -> int:
    """How many letters must be put in, left out or changed to turn text text into the other."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(text, 1):
        before, row[0] = row[0], at
        for position, sign in enumerate(other, 1):
            changed = before + (letter != sign)
            before = row[position]
            row[position] = min(before + 1, row[position - 1] + 1, changed)
    return row[-1]


if __name__ == "__main__":
    main()
