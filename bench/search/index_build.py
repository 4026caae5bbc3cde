"""Building the index that is measured, in a process of its own."""

import argparse
import resource
from collections.abc import Iterable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.search.corpus import papers
from intranet.search.engines import registry


def built(options: argparse.Namespace, place: Path) -> dict[str, float]:
    """Build the index in a process of its own; entries a second, size, peak memory."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    arguments = (theirs, options.corpus, options.engine, options.articles, options.limit, place)
    process = context.Process(target=_build, args=arguments)
    process.start()
    theirs.close()
    answer: dict[str, float] = ours.recv()
    process.join()
    return answer


def _build(
    out: Connection, corpus: Path, name: str, articles: bool, limit: int, place: Path
) -> None:
    begun, count = perf_counter(), 0

    def entries() -> Iterable[Any]:
        nonlocal count
        for paper in papers(corpus, articles=articles, limit=limit):
            count += 1
            yield paper.entry

    engine = registry.make(name, place / "index")
    engine.rebuild(entries())
    seconds, stats = perf_counter() - begun, engine.stats()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    out.send({
        "seconds": round(seconds, 1), "entries_a_second": round(count / seconds, 1),
        "mb": round(stats.size / 1e6, 1), "parts": stats.segments,
        "peak_mb": round(own / 1024), "largest_child_mb": round(child / 1024),
    })  # fmt: skip
