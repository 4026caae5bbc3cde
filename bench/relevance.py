"""How well questions find their texts: `python -m bench.relevance DIR --json [--unmarked]`.

DIR holds docs.jsonl (id, title, text), queries.jsonl (id, text) and qrels.tsv (query, document).
"""

import argparse
import json
import math
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, quantiles
from time import perf_counter
from typing import Any

from intranet.language.forms import fold
from intranet.search.finding import find
from intranet.search.values import Entry
from intranet.search.whoosh_engine import WhooshEngine

DEPTH = 20


def main() -> None:
    """Index the documents in a temporary folder, ask every question, print the measures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--unmarked", action="store_true", help="ask as typed without marks")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        report = measure(options.folder, Path(place), unmarked=options.unmarked)
    if options.json:
        print(json.dumps(report))
    else:
        print("\n".join(f"{name:10} {value}" for name, value in report.items()))


def measure(folder: Path, place: Path, *, unmarked: bool) -> dict[str, float]:
    """The measures over all questions that have an answer."""
    engine = WhooshEngine(place)
    begun = perf_counter()
    engine.rebuild(Entry(one["id"], one["title"], one["text"]) for one in rows(folder, "docs"))
    build = perf_counter() - begun
    answers = right_answers(folder)
    times, ranks = [], []
    for query in rows(folder, "queries"):
        if wanted := answers.get(query["id"]):
            words = fold(query["text"]) if unmarked else query["text"]
            begun = perf_counter()
            found = find(engine, words, None, limit=DEPTH).found
            times.append(1000 * (perf_counter() - begun))
            ranks.append(([hit.id in wanted for hit in found.hits], len(wanted)))
    engine.close()
    cuts = quantiles(times, n=20)
    return {
        **measures(ranks),
        "p50_ms": round(cuts[9], 1),
        "p95_ms": round(cuts[18], 1),
        "build_s": round(build, 1),
        "queries": len(ranks),
    }


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The lines of a JSON lines file."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def right_answers(folder: Path) -> dict[str, set[str]]:
    """The documents that answer each question."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        query, document, *grade = line.split("\t")
        if not grade or grade[-1] != "0":
            found[query].add(document)
    return found


def measures(ranks: Sequence[tuple[list[bool], int]]) -> dict[str, float]:
    """nDCG and reciprocal rank of ten hits, recall of twenty, shares right first and empty."""
    return {
        "ndcg10": round(mean(ndcg(right[:10], total) for right, total in ranks), 4),
        "mrr10": round(mean(reciprocal(right[:10]) for right, _ in ranks), 4),
        "recall20": round(mean(sum(right) / total for right, total in ranks), 4),
        "first": round(mean(right[:1] == [True] for right, _ in ranks), 4),
        "none": round(mean(not right for right, _ in ranks), 4),
    }


def ndcg(right: list[bool], total: int) -> float:
    """Normalised discounted gain of a ranking with `total` right documents in the collection."""
    gain = sum(is_right / math.log2(place + 2) for place, is_right in enumerate(right))
    return gain / sum(1 / math.log2(place + 2) for place in range(min(total, 10)))


def reciprocal(right: list[bool]) -> float:
    """One over the place of the first right document."""
    return 1 / (right.index(True) + 1) if True in right else 0.0


if __name__ == "__main__":
    main()
