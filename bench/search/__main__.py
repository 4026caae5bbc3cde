"""How fast the search is: `python -m bench.search --corpus FILE.jsonl.gz --engine E --json`.

Builds an index of real documents (with --articles: of about 50 000 articles of theirs) in a
process of its own, then asks twelve kinds of queries drawn with a fixed seed. Of each query are
measured, one right after the other so that whatever slows the machine slows all: the whole page
(understanding, hits, counts, twenty snippets from stored pages), the engine alone (the same without
snippets), and the plain query of the engine's own library (all tokens of three fields as one OR,
twenty hits); with --matchers also the whole page when Whoosh's own matchers answer. Warm: other
queries were asked before, none of these. Cold: each is the first one after opening the index.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

from bench.search.corpus import Pages, papers
from bench.search.drawn_queries import Asked, Drawing
from bench.search.index_build import built
from bench.search.matcher_engine import MatcherEngine
from bench.search.plain_query import plain_query
from bench.search.suggestion_times import suggestion_times
from intranet.search.engines import registry
from intranet.search.engines.port import Engine
from intranet.search.query.request import SearchRequest
from intranet.search.query.tree import EVERYTHING
from intranet.search.query.understanding import understand
from intranet.search.query_text import query_text
from intranet.search.results.matches import match_terms
from intranet.search.results.retrieval import SearchOutcome, find
from intranet.search.results.snippets import best_snippet

HITS, TODAY = 20, "2026-01-01"
AUDIENCE = frozenset({"all", "department:1", "staff:1"})
WARMING, COLD = 2, 3  # queries of each kind
PAGE_MS = {"whoosh": 250.0, "tantivy": 40.0}
SHARE_OF_STOCK, SUGGESTION_MS = 0.5, 30.0


def main() -> None:
    """Measure, print, and say by the exit status whether the bars are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--engine", choices=registry.NAMES, default=registry.WHOOSH)
    parser.add_argument("--articles", action="store_true", help="about 50 000 entries")
    parser.add_argument("--limit", type=int, default=0, help="take only so many entries")
    parser.add_argument("--queries", type=int, default=20, help="so many of each kind")
    parser.add_argument("--matchers", action="store_true", help="Whoosh alone beside it")
    parser.add_argument("--cpu", action="store_true", help="time of the processor, not the clock")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        report = measure(options, Path(place))
    print(json.dumps(report, ensure_ascii=False) if options.json else shown(report))
    sys.exit(not report["met"])


def measure(options: argparse.Namespace, place: Path) -> dict[str, Any]:
    """Everything, with the bars."""
    build = built(options, place)
    every = list(papers(options.corpus, articles=options.articles, limit=options.limit))
    pages = Pages(place / "pages.sqlite3")
    pages.fill(every)
    drawing = Drawing(every)
    warming, cold = drawing.draw(WARMING), drawing.draw(COLD)
    asked = drawing.draw(options.queries)
    folder = place / "index"
    times = Times(options, folder, pages)
    report = {
        "engine": options.engine,
        "entries": len(every),
        "build": build,
        "cold": times.cold(cold),
        "warm": times.warm(warming, asked),
        "suggestion": suggestion_times(options.engine, folder, every, AUDIENCE),
    }
    bars = bars_of(options.engine, report)
    return report | {"bars": bars, "met": all(bar["met"] for bar in bars.values())}


class Times:
    """Asks an index and measures."""

    def __init__(self, options: argparse.Namespace, folder: Path, pages: Pages) -> None:
        self._name, self._folder, self._pages = options.engine, folder, pages
        self._clock = process_time if options.cpu else perf_counter
        self._matchers: Engine | None = MatcherEngine(folder) if options.matchers else None

    def warm(self, before: Sequence[Asked], asked: Sequence[Asked]) -> dict[str, Any]:
        """Page, engine and plain query of each kind after other queries were asked."""
        engine, plain = self._opened(), plain_query(self._name, self._folder)
        for query in before:
            for work in self._works(engine, plain, query).values():
                work()
        times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for query in asked:
            for what, work in self._works(engine, plain, query).items():
                taken = self._timed(work)
                times[query.kind][what].append(taken)
                times["all"][what].append(taken)
        return {kind: _cuts(of) for kind, of in sorted(times.items())}

    def cold(self, asked: Sequence[Asked]) -> dict[str, Any]:
        """The same, each time with an index that was opened just now."""
        times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for query in asked:
            for what in ("page", "engine", "plain"):
                engine = self._opened()

                def work(what: str = what, query: Asked = query, engine: Engine = engine) -> None:
                    if what == "plain":
                        plain_query(self._name, self._folder)(query.words)
                    else:
                        {"page": self._page, "engine": self._asked}[what](engine, query)

                taken = self._timed(work)
                times[query.kind][what].append(taken)
                times["all"][what].append(taken)
        return {kind: _cuts(of) for kind, of in sorted(times.items())}

    def _opened(self) -> Engine:
        return registry.make(self._name, self._folder)

    def _works(
        self, engine: Engine, plain: Callable[[str], int], query: Asked
    ) -> dict[str, Callable[[], object]]:
        # The page comes first: nothing of its query is in any memory yet.
        works: dict[str, Callable[[], object]] = {
            "page": lambda: self._page(engine, query),
            "engine": lambda: self._asked(engine, query),
            "plain": lambda: plain(query.words),
        }
        if matchers := self._matchers:
            works["page_matchers"] = lambda: self._page(matchers, query)
        return works

    def _asked(self, engine: Engine, query: Asked) -> SearchOutcome:
        request = SearchRequest(
            EVERYTHING,
            AUDIENCE,
            query.filters,
            sort=query.sort,
            limit=HITS,
            prefer=TODAY,
        )
        return find(engine, understand(query_text(query.words)), request)

    def _page(self, engine: Engine, query: Asked) -> None:
        outcome = self._asked(engine, query)
        ids = [hit.id for hit in outcome.results.hits]
        pages, terms = self._pages.of(ids), match_terms(outcome.understood)
        for name in ids:
            best_snippet(terms, pages[name])

    def _timed(self, work: Callable[[], object]) -> float:
        begun = self._clock()
        work()
        return 1000 * (self._clock() - begun)


def _cuts(times: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    cuts_of = {}
    for what, milliseconds in times.items():
        cuts = quantiles(milliseconds, n=20, method="inclusive")
        cuts_of[what] = {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1)}
    return cuts_of


def bars_of(engine: str, report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Each bar: what was measured, what it may be at most, and whether that is met."""
    every = report["warm"]["all"]
    bars = {"page_p95_ms": _bar(every["page"]["p95"], PAGE_MS[engine])}
    if engine == registry.WHOOSH:
        share = every["page"]["p95"] / every["plain"]["p95"]
        bars["page_p95_of_stock"] = _bar(round(share, 3), SHARE_OF_STOCK)
    return bars | {"suggestion_p95_ms": _bar(report["suggestion"]["p95"], SUGGESTION_MS)}


def _bar(value: float, most: float) -> dict[str, Any]:
    return {"value": value, "at_most": most, "met": value <= most}


def shown(report: dict[str, Any]) -> str:
    """The report as lines."""
    lines = [f"{report['engine']}: {report['entries']} entries, build {report['build']}"]
    for state in ("warm", "cold"):
        for kind, of in report[state].items():
            cells = (f"{what} {cuts['p50']:8} / {cuts['p95']:8}" for what, cuts in of.items())
            lines.append(f"{state} {kind:12} " + "   ".join(cells))
    lines.append(f"suggestion {report['suggestion']}")
    lines += [f"{name}: {bar}" for name, bar in report["bars"].items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
