"""The Whoosh engine with Whoosh's own matchers in place of arrays: what decision 0016 compares.

Index, hits, order and counts are those of the engine; only which entries a query finds and their
BM25 scores come from Whoosh, posting by posting, after planning: the rarest list first, the others
looked up in what it leaves, optional words scored last, phrases led by pairs of syllables.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.reading import TermNotFound
from whoosh.scoring import BaseScorer

from intranet.language.text.normalization import fold
from intranet.search.engines.filtered_hits import Mask, Numbers
from intranet.search.engines.whoosh.engine import WhooshEngine
from intranet.search.engines.whoosh.scoring import (
    FLAT,
    K1,
    B,
    IndexFigures,
    ScoredEntries,
    SegmentScorer,
)
from intranet.search.engines.whoosh.snapshot import LivingSegment, WhooshSnapshot
from intranet.search.engines.whoosh.storage import open_index
from intranet.search.fields import UNSCORED, Field
from intranet.search.query.tree import And, Not, Or, Phrase, Query, Term

DENSE = 8  # a list is walked, not skipped through, when it is at most so many times as long
Scores = dict[int, float]


class MatcherEngine(WhooshEngine):
    """The Whoosh engine, its queries answered by matchers."""

    def _open(self, index: Path) -> WhooshSnapshot:
        snapshot = super()._open(index)
        leaves = open_index(index).reader().leaf_readers()
        readers = {leaf.segment().segment_id(): leaf for leaf, _ in leaves}
        return MatcherSnapshot(snapshot._segments, readers)


class MatcherSnapshot(WhooshSnapshot):
    """One generation; readers has Whoosh's own reader of each segment."""

    def __init__(self, segments: Sequence[LivingSegment], readers: dict[str, Any]) -> None:
        super().__init__(segments)
        self._readers = readers

    def _scorer(self, segment: LivingSegment) -> SegmentScorer:
        reader = self._readers[segment.arrays.name]
        return MatcherScorer(reader, segment, self._figures)

    def _having(self, field: str, token: str) -> int:
        return sum(times(reader, field, token) for reader in self._readers.values())


class MatcherScorer(SegmentScorer):
    """Finds and scores in one segment, posting by posting."""

    def __init__(self, reader: Any, segment: LivingSegment, figures: IndexFigures) -> None:
        super().__init__(segment.arrays, segment.alive, figures)
        self._reader = reader

    def living(self, query: Query) -> ScoredEntries:
        scores = self._walked_through(query, None, True)
        numbers = sorted(scores)
        return ScoredEntries(
            np.array(numbers, np.int32), np.array([scores[number] for number in numbers], float)
        )

    def matches_among(self, query: Query, numbers: Numbers) -> Mask:
        matching = self._walked_through(query, dict.fromkeys(numbers.tolist()), False)
        return np.array([number in matching for number in numbers.tolist()], np.bool_)

    def _walked_through(self, query: Query, within: Collection[int] | None, scored: bool) -> Scores:
        match query:
            case Term():
                return self._walked(query, within, scored)
            case Phrase():
                return self._on_end(query, within, scored)
            case Or(parts):
                total: Scores = {}
                for part in parts:
                    for number, score in self._walked_through(part, within, scored).items():
                        total[number] = total.get(number, 0.0) + score
                return dict(sorted(total.items()))
            case And():
                return self._intersected(query, within, scored)
        flat = super().living(query)
        return {
            number: score
            for number, score in zip(flat.numbers.tolist(), flat.scores.tolist(), strict=True)
            if within is None or number in within
        }

    def _intersected(self, query: And, within: Collection[int] | None, scored: bool) -> Scores:
        needed = sorted((p for p in query.parts if not isinstance(p, Not)), key=self._length)
        left: Collection[int] | None = within
        for part in needed:
            left = self._walked_through(part, left, False)
        for part in query.parts:
            if isinstance(part, Not) and left:
                without = self._walked_through(part.part, left, False)
                left = {number: 0.0 for number in left if number not in without}
        total = dict.fromkeys(left or (), 0.0)
        for part in (*needed, *([query.bonus] if query.bonus else [])) if scored and total else ():
            for number, score in self._walked_through(part, total, True).items():
                total[number] += score
        return total

    def _length(self, query: Query) -> int:
        match query:
            case Term(field, text):
                return times(self._reader, field.value, text)
            case Phrase(field, words):
                return min(times(self._reader, field.value, word) for word in words)
            case Or(parts):
                return sum(map(self._length, parts))
            case And(parts):
                return min(map(self._length, parts), default=0)
        return self._arrays.count

    def _walked(self, term: Term, within: Collection[int] | None, scored: bool) -> Scores:
        field, flat = term.field.value, 0.0 if term.field in UNSCORED else term.weight
        matcher = self._postings(term, scored and term.field not in FLAT)
        scores: Scores = {}
        if matcher is None:
            return scores
        score = matcher.score if scored and term.field not in FLAT else lambda: flat
        if within is None or len(within) * DENSE > times(self._reader, field, term.text):
            while matcher.is_active():
                if within is None or matcher.id() in within:
                    scores[matcher.id()] = score()
                matcher.next()
            return scores
        for number in within:
            if matcher.is_active():
                matcher.skip_to(number)
            if matcher.is_active() and matcher.id() == number:
                scores[number] = score()
        return scores

    def _postings(self, term: Term, scored: bool) -> Any:
        field, scorer = term.field.value, None
        if scored:
            have, entries = self._figures.having(field, term.text), self._figures.entries
            rarity = log(1 + (entries - have + 0.5) / (have + 0.5))
            lengths = self._arrays.lengths(field) / (self._figures.average_length(field) or 1.0)
            norms = K1 * (1 - B + B * lengths)
            scorer = Bm25(term.weight * rarity * (K1 + 1), norms)
        try:
            return self._reader.postings(field, term.text, scorer=scorer)
        except TermNotFound:
            return None

    def _on_end(self, phrase: Phrase, within: Collection[int] | None, scored: bool) -> Scores:
        words = [Term(phrase.field, word) for word in dict.fromkeys(phrase.words)]
        left: Collection[int] | None = within
        for term in sorted((*words, *self._pairs(phrase)), key=self._length):
            left = self._walked_through(term, left, False)
        starts: dict[int, set[int]] = {}
        for offset, word in enumerate(phrase.words):
            matcher = self._postings(Term(phrase.field, word), False)
            here: dict[int, set[int]] = {}
            for number in (left or ()) if not offset else starts:
                matcher.skip_to(number)
                places = {place - offset for place in matcher.value_as("positions")}
                if places := places & starts[number] if offset else places:
                    here[number] = places
            starts = here
        total = dict.fromkeys(starts, 0.0)
        for term in words if scored and total else ():
            for number, score in self._walked_through(term, total, True).items():
                total[number] += score
        return total

    def _pairs(self, phrase: Phrase) -> list[Term]:
        if phrase.field not in (Field.SYL, Field.FOLD):
            return []
        plain = [fold(word.rstrip("12345") or word) for word in phrase.words]
        pairs = [Term(Field.PAIRS, f"{a}_{b}") for a, b in pairwise(plain)]
        return pairs if all(map(self._length, pairs)) else []


class Bm25(BaseScorer):
    """The score of one posting."""

    def __init__(self, gain: float, norms: Any) -> None:
        self._gain, self._norms = gain, norms

    def supports_block_quality(self) -> bool:
        return False

    def score(self, matcher: Any) -> float:
        weight = matcher.weight()
        return float(self._gain * weight / (weight + self._norms[matcher.id()]))


def times(reader: Any, field: str, token: str) -> int:
    """In how many entries a token stands."""
    try:
        return int(reader.doc_frequency(field, token))
    except (KeyError, TermNotFound):
        return 0
