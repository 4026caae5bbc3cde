"""How good the text of every file is: `python -m bench.text DIR --json`.

For each file the share of valid Vietnamese syllables, how its pages were read, and why pages are
empty. Pages that wait for recognition are recognised: all of them, or `--pages N` a file (the
first ones; the rest is counted as left out). `--jobs` pages are recognised at a time, `--ocr-cache
DIR` keeps them. What is no word of any language is not counted (addresses, codes, fields to fill
in, letters of lists), nor are lines, pages and files in another language: syllables say nothing
of them. Shares of fewer than 50 words have no bar.
"""

import argparse
import json
import re
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.facts import recognised_page
from intranet.extraction.layout.text_damage import is_foreign
from intranet.extraction.sandbox.isolated import extract_isolated
from intranet.extraction.values import Extraction, Page
from intranet.language.text.syllables import vietnamese_share

PRINTED, SCANNED = 0.97, 0.92
ENOUGH_WORDS = 50
CODES = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|<<[^<>]*>>|\{\{?[^{}]*\}\}?|\[[A-Za-z_]+\]"
    r"|\S*\d\S*[/-]\S+"  # 57/KH-TTr
    r"|\b\w+(?:[-_]\w+){3,}"  # van-ban-hop-nhat
    r"|\b[^\W\d_]*[a-z][A-Z][^\W\d_]*\b"  # OrganName
    r"|(?<![^\W\d_])[A-Za-zđĐ](?![^\W\d_])"  # a), b)
)


@dataclass
class Row:
    """What one file gave; `bar` is None where no share is asked."""

    file: str
    kind: str
    pages: int = 0
    share: float | None = None
    bar: float | None = None
    methods: dict[str, int] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    silent: int = 0
    left_out: int = 0
    foreign: bool = False
    refused: str | None = None

    @property
    def is_below(self) -> bool:
        """Whether it misses its bar, or is empty and nobody says why."""
        low = self.share is not None and self.bar is not None and self.share < self.bar
        return low or self.silent > 0


def main() -> None:
    """Read, count, print, and say by the exit status whether every file meets its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pages", type=int, default=100_000, help="recognised pages a file")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--ocr-cache", type=Path, dest="cache")
    parser.add_argument("--only", default="", help="what the names of the files begin with")
    options = parser.parse_args()
    files = sorted(p for p in options.folder.rglob("*") if p.is_file())
    rows = [
        row_of(path, read(path, options.pages, options.jobs, options.cache))
        for path in files
        if path.name.startswith(options.only)
    ]
    report = summed(rows)
    print(json.dumps(report, ensure_ascii=False, indent=1) if options.json else shown(report))
    sys.exit(bool(report["below"]))


def class_of(path: Path) -> str:
    """`pdf-text-1a2b3c4d.pdf` is of class pdf-text; other names count by their suffix."""
    numbered = re.fullmatch(r"(.+)-[0-9a-f]{8}", path.stem)
    return numbered[1] if numbered else path.suffix.lstrip(".")


def read(path: Path, most: int, jobs: int, cache: Path | None) -> Extraction:
    """The extraction of one file after its pages were recognised."""
    extraction = extract_isolated(path)
    pending = extraction.pending[:most]
    if not pending:
        return extraction
    with ThreadPoolExecutor(jobs) as pool:
        pages = pool.map(lambda number: recognised_page(path, number, cache), pending)
        recognised: Mapping[int, Page] = dict(zip(pending, pages, strict=True))
    return extract_isolated(path, recognised=recognised)


def row_of(path: Path, extraction: Extraction) -> Row:
    """The figures of one file."""
    row = Row(path.name, class_of(path), len(extraction.pages), refused=extraction.reason)
    if not extraction.accepted:
        row.silent = not extraction.reason
        return row
    read_pages = [page for page in extraction.pages if not page.pending]
    row.left_out = len(extraction.pages) - len(read_pages)
    row.methods = dict(Counter(page.method for page in read_pages))
    empty = [page for page in read_pages if not page.text.strip()]
    row.empty = [f"{page.number}: {page.reason}" for page in empty]
    row.silent = sum(not (page.reason or extraction.warnings) for page in empty)
    row.silent += not extraction.pages and not extraction.warnings
    measure(row, [page for page in read_pages if page.text.strip()])
    return row


def measure(row: Row, written: Sequence[Page]) -> None:
    """Share and bar from the pages that are in Vietnamese."""
    own = [page for page in written if not is_other(page.text)]
    row.foreign = bool(written) and 2 * len(own) < len(written)
    lines = "\n".join(page.text for page in own).splitlines()
    share = vietnamese_share(CODES.sub(" ", "\n".join(it for it in lines if not is_english(it))))
    if row.foreign or share.counted < ENOUGH_WORDS:
        return
    row.share = round(share.ratio, 4)
    scanned = sum(page.method == "ocr" for page in own)
    row.bar = SCANNED if 2 * scanned >= len(own) else PRINTED


def is_other(text: str) -> bool:
    """Whether a page is in another language."""
    share = vietnamese_share(text)
    return share.counted >= 20 and is_foreign(text, share.ratio)


def is_english(line: str) -> bool:
    """Whether a line is a foreign sentence or title, as in forms in two languages."""
    share = vietnamese_share(line)
    return share.counted >= 3 and is_foreign(line, share.ratio)


def summed(rows: Sequence[Row]) -> dict[str, Any]:
    """Figures a class, and the files below their bar."""
    classes: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        classes[row.kind].append(row)
    return {
        "files": [asdict(row) for row in rows],
        "classes": {name: of_class(members) for name, members in sorted(classes.items())},
        "below": [row.file for row in rows if row.is_below],
        "bars": {"text and converted": PRINTED, "scans": SCANNED},
    }


def of_class(rows: Sequence[Row]) -> dict[str, Any]:
    """Least and median share, counts of files and of ways."""
    shares = [row.share for row in rows if row.share is not None]
    methods: Counter[str] = Counter()
    for row in rows:
        methods.update(row.methods)
    return {
        "files": len(rows),
        "refused": sum(row.refused is not None for row in rows),
        "foreign": sum(row.foreign for row in rows),
        "min": min(shares, default=None),
        "median": round(statistics.median(shares), 4) if shares else None,
        "below": sum(row.is_below for row in rows),
        "pages": dict(methods),
        "empty": sum(len(row.empty) for row in rows),
        "left_out": sum(row.left_out for row in rows),
    }


def shown(report: dict[str, Any]) -> str:
    """The report for a person."""
    lines = [f"{name}: {figures}" for name, figures in report["classes"].items()]
    for row in report["files"]:
        if row["file"] in report["below"] or row["refused"] or row["empty"] or row["foreign"]:
            lines.append(
                f"{row['file']}: share {row['share']} (bar {row['bar']}) {row['methods']}"
                f"{' foreign' if row['foreign'] else ''} {row['refused'] or ''} "
                f"empty {row['empty'][:3]}"
            )
    return "\n".join([*lines, f"below: {report['below']}"])


if __name__ == "__main__":
    main()
