"""How right the facts are on labelled files: `python -m bench.facts FILES GOLD --json`.

FILES is a folder, GOLD a file with one JSON label a line. Files with text and scans are counted
apart. Of a file whose pages wait for recognition only the first three and the last three pages are
recognised, then the pages between them, a few at a time, until a signature is found: no other page
carries facts. `--ocr-cache DIR` keeps recognised pages as DIR/<stem>-<page>.json.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.fact_labels import FIELDS, Judged, judged, read_labels, recall
from intranet.extraction.sandbox.isolated import extract_isolated, recognise_isolated
from intranet.extraction.serialization import page_from
from intranet.extraction.values import Extraction, Page

FIRST, LAST, MORE, MOST = 3, 3, 4, 40
SURE = 0.8
BARS = {
    "text": {
        "symbol": 0.95,
        "issued_on": 0.95,
        "type": 0.95,
        "level": 0.95,
        "issuing_body": 0.92,
        "subject": 0.90,
        "signer": 0.88,
        "cites": 0.95,
    },
    "scans": {"symbol": 0.70, "issued_on": 0.75, "type": 0.92, "issuing_body": 0.88},
}
MOST_FALSE = 0.03
"""The largest share of wrong or invented symbols and dates, over files with text."""


@dataclass
class Tally:
    """Verdicts of one group of files."""

    files: int = 0
    fields: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sure: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    cited: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Read the labelled files of a folder, compare, print counts, shares and errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--ocr-cache", type=Path, dest="cache")
    parser.add_argument("--only", default="", help="what the names of the files begin with")
    options = parser.parse_args()
    labels = {
        name: label
        for name, label in read_labels(options.gold).items()
        if name.startswith(options.only) and (options.files / name).is_file()
    }
    report = measure(options.files, labels, options.cache)
    print(json.dumps(report, ensure_ascii=False, indent=1) if options.json else shown(report))


def measure(folder: Path, labels: Mapping[str, dict[str, Any]], cache: Path | None) -> Any:
    """Counts and shares a group, and every verdict that is not right."""
    tallies = {"text": Tally(), "scans": Tally()}
    errors: list[dict[str, Any]] = []
    for name, label in labels.items():
        extraction = whole(folder / name, cache)
        group = "scans" if label.get("is_scan") else "text"
        count(tallies[group], extraction, label)
        errors += [
            {"file": name, "group": group, **asdict(judgement)}
            for judgement in judged(extraction.facts, label)
            if judgement.verdict not in ("right", "empty")
        ]
        errors += refusals(name, group, extraction, label)
    report: dict[str, Any] = {group: summed(group, tally) for group, tally in tallies.items()}
    return {**report, "errors": errors}


def refusals(
    name: str, group: str, extraction: Extraction, label: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """What else went wrong: a refused file, citations that were not found."""
    if not extraction.accepted:
        yield {"file": name, "group": group, "field": "file", "verdict": extraction.reason}
    _, lost = recall(extraction.facts, label)
    if lost:
        yield {"file": name, "group": group, "field": "cites", "verdict": "missing", "label": lost}


def count(tally: Tally, extraction: Extraction, label: dict[str, Any]) -> None:
    """Add the verdicts of one file."""
    tally.files += 1
    for judgement in judged(extraction.facts, label):
        tally.fields[judgement.field][judgement.verdict] += 1
        if is_sure(judgement):
            tally.sure[judgement.field][judgement.verdict] += 1
    found, lost = recall(extraction.facts, label)
    tally.cited.update(found=len(found), lost=len(lost))


def is_sure(judgement: Judged) -> bool:
    """Whether something was given with high confidence."""
    return judgement.confidence is not None and judgement.confidence >= SURE


def summed(group: str, tally: Tally) -> dict[str, Any]:
    """Shares of the group against its bars."""
    rows: dict[str, Any] = {}
    for name in FIELDS:
        counts, sure = tally.fields[name], tally.sure[name]
        asked = sum(counts.values()) - counts["empty"]
        rows[name] = {
            **{verdict: counts[verdict] for verdict in VERDICTS},
            **against(share(counts["right"], asked), BARS[group].get(name)),
            "sure": sum(sure.values()),
            "sure_right": share(sure["right"], sum(sure.values())),
        }
    cited = share(tally.cited["found"], sum(tally.cited.values()))
    cites = {**tally.cited, **against(cited, BARS[group].get("cites"))}
    return {"files": tally.files, "fields": rows, "cites": cites, "together": together(tally)}


VERDICTS = ("right", "empty", "wrong", "missing", "invented")


def together(tally: Tally) -> dict[str, Any]:
    """False symbols and dates among all, and how right the sure ones of all fields are."""
    pair = tally.fields["symbol"] + tally.fields["issued_on"]
    sure: Counter[str] = sum(tally.sure.values(), Counter())
    return {
        "false_symbols_and_dates": share(pair["wrong"] + pair["invented"], sum(pair.values())),
        "most": MOST_FALSE,
        "sure": sum(sure.values()),
        "sure_right": share(sure["right"], sum(sure.values())),
    }


def share(part: int, all_of_them: int) -> float | None:
    """The part as a fraction, None of nothing."""
    return round(part / all_of_them, 4) if all_of_them else None


def against(reached: float | None, bar: float | None) -> dict[str, Any]:
    """A share with its bar and whether it is reached."""
    met = {} if bar is None or reached is None else {"bar": bar, "met": reached >= bar}
    return {"share": reached, **met}


def whole(path: Path, cache: Path | None) -> Extraction:
    """The extraction after the pages that carry facts were recognised."""
    extraction = extract_isolated(path)
    recognised: dict[int, Page] = {}
    for batch in batches(extraction):
        recognised |= {number: recognised_page(path, number, cache) for number in batch}
        extraction = extract_isolated(path, recognised=recognised)
        if extraction.facts.signer is not None:
            break
    return extraction


def batches(extraction: Extraction) -> Iterator[list[int]]:
    """Numbers of pending pages: both ends of the paper first, then onward from the beginning."""
    last = len(extraction.pages)
    ends = [n for n in extraction.pending if n <= FIRST or n > last - LAST]
    between = [n for n in extraction.pending if n not in ends][:MOST]
    if ends:
        yield ends
    for start in range(0, len(between), MORE):
        yield between[start : start + MORE]


def recognised_page(path: Path, number: int, cache: Path | None) -> Page:
    """The page from the cache, else recognised now and kept there."""
    cached = cache / f"{path.stem}-{number}.json" if cache else None
    if cached and cached.is_file():
        return page_from(json.loads(cached.read_text("utf-8")))
    page = recognise_isolated(path, number)
    if cached:
        cached.parent.mkdir(parents=True, exist_ok=True)
        cached.write_text(json.dumps(asdict(page), ensure_ascii=False), "utf-8")
    return page


def shown(report: dict[str, Any]) -> str:
    """The report for a person."""
    lines: list[str] = []
    for group in BARS:
        summary = report[group]
        lines.append(f"\n{group}: {summary['files']} files, {summary['together']}")
        lines += [row_of(name, row) for name, row in summary["fields"].items()]
        lines.append(f"  cites          {summary['cites']}")
    lines.append("")
    lines += [
        f"{error['file']} {error['field']} {error['verdict']}: "
        f"{error.get('found')!r} ({error.get('confidence')}) ≠ {error.get('label')!r}"
        for error in report["errors"]
    ]
    return "\n".join(lines)


def row_of(name: str, row: dict[str, Any]) -> str:
    """One field in one line."""
    counts = " ".join(f"{verdict} {row[verdict]}" for verdict in VERDICTS if row[verdict])
    bar = f" bar {row['bar']} {'met' if row['met'] else 'NOT MET'}" if "bar" in row else ""
    sure = f" sure {row['sure_right']} of {row['sure']}" if row["sure"] else ""
    return f"  {name:15}{row['share']}{bar} | {counts} |{sure}"


if __name__ == "__main__":
    main()
