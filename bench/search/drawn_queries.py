"""Twelve kinds of queries, drawn from the corpus with a fixed seed."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.search.corpus import Paper
from intranet.language.text.normalization import fold
from intranet.search.query.request import Filters, Sort

SEED = 20_261_123
SAMPLED = 1_000  # papers whose words are counted
WORD = re.compile(r"[^\W\d_]+")
PASSAGE = re.compile(r"[^.;:\n]{60,400}")
COMMON_FROM, RARE_AT_MOST = 0.4, 3


@dataclass(frozen=True)
class Asked:
    """One query as it is typed and narrowed."""

    kind: str
    words: str
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.BEST


class Drawing:
    """Draws queries of each kind from the papers."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._chance = random.Random(SEED)
        self._papers = [paper for paper in papers if PASSAGE.search(paper.text)]
        sample = self._chance.sample(self._papers, min(SAMPLED, len(self._papers)))
        counts = Counter(word for paper in sample for word in {*WORD.findall(paper.text.lower())})
        longer = {word: times for word, times in counts.items() if len(word) > 1}
        most = max(longer.values())
        self._common = sorted(w for w, n in longer.items() if n >= COMMON_FROM * most)
        self._rare = sorted(w for w, n in longer.items() if n <= RARE_AT_MOST and len(w) > 2)
        self.kinds: dict[str, Callable[[], Asked]] = {
            "common": lambda: Asked("common", self._one(self._common)),
            "rare": lambda: Asked("rare", self._one(self._rare)),
            "and": lambda: Asked("and", " ".join(self._scattered(self._chance.randint(3, 5)))),
            "or": lambda: Asked("or", " OR ".join(self._scattered(3))),
            "phrase": lambda: Asked("phrase", f'"{self._run(self._chance.randint(4, 7))}"'),
            "symbol": lambda: Asked("symbol", self._paper().symbol),
            "unmarked": lambda: Asked("unmarked", fold(self._of_title(5))),
            "prefix": lambda: Asked("prefix", self._cut(self._of_title(3))),
            "typo": lambda: Asked("typo", self._mistyped(self._of_title(4))),
            "filter_date": self._filtered,
            "facets": self._facets,
            "question": lambda: Asked("question", self._run(self._chance.randint(25, 40))),
        }

    def draw(self, count: int) -> list[Asked]:
        """So many queries of each kind, all kinds mixed."""
        drawn = [make() for make in self.kinds.values() for _ in range(count)]
        self._chance.shuffle(drawn)
        return drawn

    def _one(self, words: Sequence[str]) -> str:
        return self._chance.choice(words)

    def _paper(self) -> Paper:
        return self._chance.choice(self._papers)

    def _passage(self) -> str:
        return self._chance.choice(PASSAGE.findall(self._paper().text))

    def _scattered(self, count: int) -> list[str]:
        words = sorted(set(WORD.findall(self._passage())))
        return self._chance.sample(words, min(count, len(words)))

    def _run(self, count: int) -> str:
        """Words on end of one text, over the ends of sentences if need be."""
        words = WORD.findall(self._paper().text)
        first = self._chance.randrange(max(1, len(words) - count))
        return " ".join(words[first : first + count])

    def _of_title(self, count: int) -> str:
        words = WORD.findall(self._paper().title)
        first = self._chance.randrange(max(1, len(words) - count + 1))
        return " ".join(words[first : first + count])

    def _cut(self, words: str) -> str:
        """The last word is still being typed."""
        last = words.rsplit(" ", 1)[-1]
        return words[: len(words) - max(1, len(last) // 2)]

    def _mistyped(self, words: str) -> str:
        place = self._chance.randrange(1, max(2, len(words) - 1))
        return (
            words[: place - 1]
            + words[place : place + 1]
            + words[place - 1 : place]
            + words[place + 1 :]
        )

    def _filtered(self) -> Asked:
        paper = self._paper()
        chosen = {"kind": frozenset({paper.entry.kind})}
        words = " ".join(self._scattered(2))
        return Asked("filter_date", words, Filters(chosen), Sort.NEWEST)

    def _facets(self) -> Asked:
        paper = self._paper()
        chosen = {"year": frozenset({paper.issued_on[:4]}), "body": frozenset({paper.body})}
        return Asked("facets", self._one(self._common), Filters(chosen))
