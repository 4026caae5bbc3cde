"""How fast suggestions come while somebody types."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from bench.search.corpus import PREFIX, Paper
from bench.search.drawn_queries import SEED, WORD
from intranet.language.text.normalization import fold
from intranet.search.engines import registry
from intranet.search.suggest.suggestions import suggestions
from intranet.search.suggest.typed_query import EntryTitle

TYPED = 40  # queries that are typed letter by letter
WARMING = 5
FEWEST, MOST = 2, 24  # letters


def suggestion_times(
    engine: str, folder: Path, every: Sequence[Paper], audience: frozenset[str]
) -> dict[str, float]:
    """Median and p95 in milliseconds over all letters of titles and symbols that are typed."""
    chance = random.Random(SEED)
    index = registry.make(engine, folder)
    known = {f"{PREFIX}:{paper.number}": EntryTitle(paper.title, paper.symbol) for paper in every}

    def titles(ids: Sequence[str]) -> Mapping[str, EntryTitle]:
        return {entry: known[entry] for entry in ids if entry in known}

    times: list[float] = []
    for number in range(WARMING + TYPED):
        text = _typed(chance.choice(every), chance)
        for length in range(FEWEST, min(len(text), MOST) + 1):
            begun = perf_counter()
            suggestions(index, text[:length], audience, titles)
            if number >= WARMING:
                times.append(1000 * (perf_counter() - begun))
    cuts = quantiles(times, n=20, method="inclusive")
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "asked": len(times)}


def _typed(paper: Paper, chance: random.Random) -> str:
    """Words of a title from anywhere in it, half of them without marks, or a symbol."""
    way = chance.randrange(5)
    if way == 0:
        return paper.symbol
    words = WORD.findall(paper.title)
    text = " ".join(words[chance.randrange(max(1, len(words) - 4)) :])
    return fold(text) if way < 3 else text
