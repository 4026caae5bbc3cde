"""How fast born-digital PDF pages are read: `python -m bench.speed DIR --json`.

Takes the PDF files of DIR most of whose pages have a text layer, and reads each with our reading
(whole job with the lines that carry facts; and text alone), with plain pdfplumber and with
pdftotext, one after the other, so that whatever slows the machine slows all. Each reader works in
a process of its own that has its libraries loaded, but for pdftotext, whose start is its own.
`--rounds` repeats, the best round of each reader counts. Peak memory is that of our process.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

FASTER_THAN_PDFPLUMBER, SHARE_OF_PDFTOTEXT, MOST_MEGABYTES = 5.0, 0.5, 400
MAX_PAGES = 5000
FEWEST_LETTERS = 200
READERS = ("ours", "ours_text", "pdfplumber", "pdftotext")


def main() -> None:
    """Measure, print, and say by the exit status whether the bars are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", default="", help="what the names of the files begin with")
    options = parser.parse_args()
    paths = sorted(p for p in options.folder.rglob("*.pdf") if p.name.startswith(options.only))
    pages = {path: count for path in paths if (count := born_digital(path))}
    report = measure(pages, options.rounds)
    print(json.dumps(report, indent=1) if options.json else shown(report))
    sys.exit(not report["met"])


def born_digital(path: Path) -> int:
    """Number of pages when most of them have letters and no picture covers the page, else 0."""
    from intranet.extraction.errors import ExtractionError
    from intranet.extraction.formats.pdf import page_contents

    try:
        with page_contents.opened(path) as document:
            sheets = page_contents.read_pages(document, MAX_PAGES)
    except ExtractionError:
        return 0
    written = [s for s in sheets if len(s.text) >= FEWEST_LETTERS and s.pictured < 0.5]
    return len(sheets) if 2 * len(written) > len(sheets) else 0


def ours(path: Path) -> None:
    """The whole job of reading one file."""
    from intranet.extraction.formats.format_reading import ReadingOptions
    from intranet.extraction.formats.pdf.document import read_pdf

    read_pdf(path, ReadingOptions(MAX_PAGES))


def ours_text(path: Path) -> None:
    """The text of each page alone."""
    from intranet.extraction.formats.pdf import page_contents

    with page_contents.opened(path) as document:
        page_contents.read_pages(document, MAX_PAGES)


def plumber(path: Path) -> None:
    """pdfplumber as its manual shows it."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def poppler(path: Path) -> None:
    """The program of poppler-utils."""
    subprocess.run(["pdftotext", str(path), "-"], check=False, capture_output=True)


WORK: dict[str, Callable[[Path], None]] = {
    "ours": ours,
    "ours_text": ours_text,
    "pdfplumber": plumber,
    "pdftotext": poppler,
}


def serve(name: str, orders: Connection) -> None:
    """Read each file that is asked for; answer seconds and peak memory in megabytes."""
    work = WORK[name]
    while path := orders.recv():
        begun = perf_counter()
        work(path)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        orders.send((perf_counter() - begun, peak))


class Reader:
    """A process that reads files in one way."""

    def __init__(self, name: str, warm: Path) -> None:
        self.orders, theirs = get_context("spawn").Pipe()
        self.process = get_context("spawn").Process(target=serve, args=(name, theirs))
        self.process.start()
        self.peak = 0.0
        self.read(warm)  # its libraries are loaded now

    def read(self, path: Path) -> float:
        """Seconds that the file took."""
        self.orders.send(path)
        seconds, self.peak = self.orders.recv()
        return float(seconds)

    def end(self) -> None:
        """No more files."""
        self.orders.send(None)
        self.process.join()


def measure(pages: dict[Path, int], rounds: int) -> dict[str, Any]:
    """Pages a second of each reader, their ratios, and our peak memory."""
    if not pages:
        return {"files": 0, "pages": 0, "met": False}
    names = [name for name in READERS if name != "pdftotext" or shutil.which("pdftotext")]
    smallest = min(pages, key=lambda path: path.stat().st_size)
    readers = {name: Reader(name, smallest) for name in names}
    best: dict[str, dict[Path, float]] = {name: {} for name in names}
    for _ in range(rounds):
        for path in pages:
            for name, reader in readers.items():
                best[name][path] = min(best[name].get(path, 1e9), reader.read(path))
    peak = max(readers["ours"].peak, readers["ours_text"].peak)
    for reader in readers.values():
        reader.end()
    total = sum(pages.values())
    speed = {name: round(total / sum(times.values()), 1) for name, times in best.items()}
    return judged({"files": len(pages), "pages": total, "pages_a_second": speed}, peak)


def judged(report: dict[str, Any], peak: float) -> dict[str, Any]:
    """The report with its ratios against the bars."""
    speed = report["pages_a_second"]
    ratios = {
        "ours_to_pdfplumber": round(speed["ours"] / speed["pdfplumber"], 2),
        "ours_text_to_pdfplumber": round(speed["ours_text"] / speed["pdfplumber"], 2),
    }
    if "pdftotext" in speed:
        ratios["ours_to_pdftotext"] = round(speed["ours"] / speed["pdftotext"], 2)
        ratios["ours_text_to_pdftotext"] = round(speed["ours_text"] / speed["pdftotext"], 2)
    else:
        report["absent"] = "pdftotext (poppler-utils) is not installed"
    met = (
        ratios["ours_to_pdfplumber"] >= FASTER_THAN_PDFPLUMBER
        and ratios.get("ours_to_pdftotext", SHARE_OF_PDFTOTEXT) >= SHARE_OF_PDFTOTEXT
        and peak <= MOST_MEGABYTES
    )
    bars = {
        "ours_to_pdfplumber": FASTER_THAN_PDFPLUMBER,
        "ours_to_pdftotext": SHARE_OF_PDFTOTEXT,
        "peak_mb": MOST_MEGABYTES,
    }
    return {**report, "ratios": ratios, "peak_mb": round(peak), "bars": bars, "met": met}


def shown(report: dict[str, Any]) -> str:
    """The report for a person."""
    return "\n".join(f"{name}: {value}" for name, value in report.items())


if __name__ == "__main__":
    main()
