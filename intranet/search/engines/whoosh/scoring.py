"""Which entries of a segment a query finds, and their BM25 scores, by arithmetic on arrays."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from math import log
from typing import Any

import numpy as np

from intranet.search.analysis import folds_of
from intranet.search.engines.filtered_hits import Mask, Numbers, Reals
from intranet.search.engines.whoosh.segment_arrays import SHIFT, SegmentArrays
from intranet.search.fields import UNSCORED, Field
from intranet.search.query.tree import And, DayRange, Not, Or, Phrase, Prefix, Query, Term

K1, B = 1.2, 0.75
FLAT = UNSCORED | {Field.OWN}
MOST_EXPANDED = 400  # tokens that a beginning may stand for


@dataclass(frozen=True)
class ScoredEntries:
    """The entries that a query finds, by their numbers in order, and their scores."""

    numbers: Numbers
    scores: Reals

    def __len__(self) -> int:
        return len(self.numbers)

    def contains(self, others: Numbers) -> Mask:
        """For each of the others, which come in order, whether it is one of these."""
        return _looked_up(self.numbers, others)[1]

    def scores_of(self, others: Numbers) -> Reals:
        """The score of each of the others, 0 for those that are not found."""
        places, there = _looked_up(self.numbers, others)
        return np.where(there, self.scores[places], 0.0) if len(self) else np.zeros(len(others))

    def masked(self, mask: Mask) -> "ScoredEntries":
        """Those that the mask keeps."""
        return ScoredEntries(self.numbers[mask], self.scores[mask])


NOTHING = ScoredEntries(np.empty(0, np.int32), np.empty(0))


@dataclass(frozen=True)
class IndexFigures:
    """What BM25 must know of the whole index: how many entries it has, how many have a token of a
    field, how long a field is on the average."""

    entries: int
    having: Callable[[str, str], int]
    average_length: Callable[[str], float]


class SegmentScorer:
    """Finds and scores for one search in one segment; remembers each part of the query.

    alive says of each entry whether it is not deleted.
    """

    def __init__(self, arrays: SegmentArrays, alive: Mask, figures: IndexFigures) -> None:
        self._arrays, self._alive, self._figures = arrays, alive, figures
        self._known: dict[Query, ScoredEntries] = {}

    def living(self, query: Query) -> ScoredEntries:
        """The entries that the query finds, without deleted ones. A lone Not is a ValueError."""
        scored = self._scored(query)
        return scored.masked(self._alive[scored.numbers])

    def matches_among(self, query: Query, numbers: Numbers) -> Mask:
        """For each of these entries, which come in order, whether the query finds it."""
        if query in self._known:
            return self._known[query].contains(numbers)
        match query:
            case Phrase():  # looked up in them alone
                return self._phrase(query, numbers).contains(numbers)
            case Term(field, text):
                return _looked_up(self._arrays.postings(field.value, text).numbers, numbers)[1]
            case Or(parts) if parts:
                masks = [self.matches_among(part, numbers) for part in parts]
                return np.asarray(np.logical_or.reduce(masks))
            case And(parts) if not all(isinstance(part, Not) for part in parts):
                masks = [
                    ~self.matches_among(part.part, numbers)
                    if isinstance(part, Not)
                    else self.matches_among(part, numbers)
                    for part in parts
                ]
                return np.asarray(np.logical_and.reduce(masks))
        return self._scored(query).contains(numbers)

    def _scored(self, query: Query) -> ScoredEntries:
        if query not in self._known:
            self._known[query] = self._evaluated(query)
        return self._known[query]

    def _evaluated(self, query: Query) -> ScoredEntries:
        match query:
            case Term():
                return self._term(query)
            case Phrase():
                return self._phrase(query)
            case Prefix(field, text):
                tokens = self._arrays.tokens(field.value, text, MOST_EXPANDED)
                mask = having(self._arrays, field.value, tokens)
                return _flat(np.flatnonzero(mask), 0.0 if field in UNSCORED else 1.0)
            case DayRange(first, last):
                days = self._arrays.column("date").where(
                    lambda day: bool(day) and first <= day and (not last or day <= last)
                )
                return _flat(np.flatnonzero(days), 0.0)
            case Or(parts):
                return self._any([self._scored(part) for part in parts])
            case And():
                return self._all(query)
            case Not():
                raise ValueError("what is left out needs something to be left out of")

    def _term(self, term: Term) -> ScoredEntries:
        field = term.field.value
        postings = self._arrays.postings(field, term.text)
        if not len(postings.numbers):
            return NOTHING
        if term.field in FLAT:
            return _flat(postings.numbers, 0.0 if term.field in UNSCORED else term.weight)
        lengths = self._arrays.lengths(field)[postings.numbers]
        average = self._figures.average_length(field) or 1.0
        norms = K1 * (1 - B + B * lengths / average)
        have = self._figures.having(field, term.text)
        # Something even where all entries have the token.
        rarity = log(1 + (self._figures.entries - have + 0.5) / (have + 0.5))
        gain = term.weight * rarity * (K1 + 1)
        return ScoredEntries(postings.numbers, gain * postings.times / (postings.times + norms))

    def _all(self, query: And) -> ScoredEntries:
        needed = [part for part in query.parts if not isinstance(part, Not)]
        lists = [self._scored(part) for part in needed if not isinstance(part, Phrase)]
        scored = reduce(_both, sorted(lists, key=len)) if lists else None
        for phrase in needed:
            if isinstance(phrase, Phrase):
                more = self._phrase(phrase, None if scored is None else scored.numbers)
                scored = more if scored is None else _both(more, scored)
        scored = scored or NOTHING
        for part in query.parts:
            if isinstance(part, Not) and len(scored):
                scored = scored.masked(~self._scored(part.part).contains(scored.numbers))
        if query.bonus and len(scored):
            more = self._scored(query.bonus)
            return ScoredEntries(scored.numbers, scored.scores + more.scores_of(scored.numbers))
        return scored

    def _any(self, lists: Sequence[ScoredEntries]) -> ScoredEntries:
        if len(lists) == 1:
            return lists[0]
        total, there = np.zeros(self._arrays.count), np.zeros(self._arrays.count, np.bool_)
        for scored in lists:
            total[scored.numbers] += scored.scores
            there[scored.numbers] = True
        numbers = np.flatnonzero(there).astype(np.int32)
        return ScoredEntries(numbers, total[numbers])

    def _phrase(self, phrase: Phrase, within: Numbers | None = None) -> ScoredEntries:
        """The entries that have the words on end, each scored as its words are."""
        terms = [self._scored(Term(phrase.field, word)) for word in dict.fromkeys(phrase.words)]
        scored = reduce(_both, sorted(terms, key=len)) if terms else NOTHING
        if within is not None:
            scored = scored.masked(_looked_up(within, scored.numbers)[1])
        for pairs in _pairs(phrase):
            scored = scored.masked(having(self._arrays, Field.PAIRS.value, pairs)[scored.numbers])
        numbers, starts = scored.numbers, None
        # The rarest words first: the others are then looked up in few entries.
        field, words = phrase.field.value, enumerate(phrase.words)
        rarest = sorted(words, key=lambda w: len(self._arrays.postings(field, w[1]).numbers))
        for offset, word in rarest:
            places = self._arrays.places(field, word, numbers) - offset
            starts = places if starts is None else places[_looked_up(starts, places)[1]]
            numbers = np.unique(starts >> SHIFT).astype(np.int32)
        return ScoredEntries(numbers, scored.scores_of(numbers))


def _pairs(phrase: Phrase) -> Iterator[list[str]]:
    """For each two words of a phrase the pairs of which one stands wherever the phrase does."""
    if phrase.field in (Field.SYL, Field.FOLD):
        ways = [folds_of(word) if phrase.field is Field.SYL else (word,) for word in phrase.words]
        for left, right in pairwise(ways):
            yield [f"{first}_{second}" for first in left for second in right]


def having(arrays: SegmentArrays, field: str, tokens: Iterable[str]) -> Mask:
    """For each entry of a segment whether it has any of the tokens in a field."""
    mask = np.zeros(arrays.count, np.bool_)
    for token in tokens:
        mask[arrays.postings(field, token).numbers] = True
    return mask


def _flat(numbers: Any, score: float) -> ScoredEntries:
    return ScoredEntries(np.asarray(numbers, np.int32), np.full(len(numbers), score))


def _both(fewer: ScoredEntries, more: ScoredEntries) -> ScoredEntries:
    """What both find, their scores added."""
    places, mask = _looked_up(more.numbers, fewer.numbers)
    return ScoredEntries(fewer.numbers[mask], fewer.scores[mask] + more.scores[places[mask]])


def _looked_up(ordered: Any, others: Any) -> tuple[Any, Mask]:
    """Where each of the others would stand among ordered values, and whether it is there."""
    places = np.searchsorted(ordered, others)
    if not len(ordered):
        return places, np.zeros(len(others), np.bool_)
    places[places == len(ordered)] = 0
    return places, np.asarray(ordered[places] == others)
