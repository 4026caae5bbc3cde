"""Scores of one part of a Whoosh index, by vectors.

Whoosh walks all terms of a query side by side, one entry at a time. Taking each list of postings
whole gives the same ranking in a small part of the time (bench.search).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intranet.search.engines.whoosh.postings_reader import SHIFT, Column, Numbers, Postings, Spots
from intranet.search.engines.whoosh.segment_cache import Segment
from intranet.search.fields import UNSCORED, Field
from intranet.search.query.tree import And, DayRange, Not, Or, Phrase, Prefix, Query, Term

K1, B = 1.2, 0.75
FLAT = UNSCORED | {Field.OWN}
MOST_EXPANDED = 400  # words that a beginning may stand for

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Whole:
    """What scoring must know of the whole index: entries, and for a field and word how many have
    it; for a field how long it is on the average."""

    entries: int
    having: Callable[[str, str], int]
    average: Callable[[str], float]


@dataclass(frozen=True)
class Scores:
    """The entries that a query finds, in order, and their scores."""

    numbers: Numbers
    values: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.numbers)

    def among(self, others: Numbers) -> Mask:
        """For each of the others, which come in order, whether it is one of these."""
        places = np.searchsorted(self.numbers, others)
        places[places == len(self.numbers)] = 0
        found: Mask = self.numbers[places] == others if len(self.numbers) else _none(others)
        return found

    def of(self, others: Numbers) -> NDArray[np.float64]:
        """The score of each of the others, 0 for those that are not found."""
        if not len(self.numbers):
            return np.zeros(len(others))
        places = np.searchsorted(self.numbers, others)
        places[places == len(self.numbers)] = 0
        return np.where(self.numbers[places] == others, self.values[places], 0.0)

    def kept(self, mask: Mask) -> "Scores":
        """Those that the mask keeps."""
        return Scores(self.numbers[mask], self.values[mask])


def _none(others: Numbers) -> Mask:
    return np.zeros(len(others), np.bool_)


NOTHING = Scores(np.empty(0, np.int32), np.empty(0))


class Part:
    """One part of the index: the BM25 scores (k1 1.2, b 0.75) of its entries for a query tree."""

    def __init__(self, leaf: Any, segment: Segment, whole: Whole) -> None:
        self._reader, self._segment, self._whole = leaf, segment, whole
        self.count = int(leaf.doc_count_all())
        self._norms: dict[str, NDArray[np.float64]] = {}
        self._known: dict[Query, Scores] = {}
        self.alive = np.ones(self.count, np.bool_)
        self.alive[list(leaf.segment().deleted_docs())] = False

    def scores(self, asked: Query) -> Scores:
        """The living entries that the query finds."""
        found = self._scores(asked)
        return found.kept(self.alive[found.numbers])

    def forget(self) -> None:
        """Let go of what was found for one search."""
        self._known.clear()

    def _scores(self, asked: Query) -> Scores:
        found = self._known.get(asked)
        if found is None:
            found = self._known[asked] = self._found(asked)
        return found

    def _found(self, asked: Query) -> Scores:
        match asked:
            case Term():
                return self._term(asked)
            case Phrase():
                return self._phrase(asked)
            case Prefix(field, text):
                return self._prefix(field, text)
            case DayRange(first, last):
                days = self.column("date").where(
                    lambda day: bool(day) and first <= day and (not last or day <= last)
                )
                return self._flat(np.flatnonzero(days))
            case Or(parts):
                return self._any([self._scores(part) for part in parts])
            case And():
                return self._all(asked)
            case Not():
                raise ValueError("what is left out needs something to be left out of")

    def having(self, name: str, words: Iterable[str]) -> Mask:
        """For each entry whether it has any of the words in a field that is not scored."""
        found = np.zeros(self.count, np.bool_)
        for word in words:
            found[self.postings(name, word).numbers] = True
        return found

    def postings(self, name: str, word: str) -> Postings:
        """The entries that have the word, deleted ones among them."""
        return self._segment.postings(self._reader, name, word)

    def column(self, name: str) -> Column:
        """A value for each entry."""
        return self._segment.column(self._reader, name)

    def ranks(self, name: str) -> NDArray[np.float64]:
        """What orders entries by a column: the day as a number, the id, the rank of the level."""
        return self._segment.ranks(self._reader, name)

    def place(self, entry: str) -> int | None:
        """The number of a living entry."""
        number = self._segment.place(self._reader, entry)
        return number if number is not None and self.alive[number] else None

    def words(self, name: str, beginning: str) -> Iterable[str]:
        """The words of a field that begin so, in their order."""
        for word in self._reader.expand_prefix(name, beginning):
            yield word.decode() if isinstance(word, bytes) else word

    def _all(self, asked: And) -> Scores:
        wanted = [part for part in asked.parts if not isinstance(part, Not)]
        lists = sorted(map(self._scores, wanted), key=len)
        if not lists:
            return NOTHING
        found = reduce(_both, lists)
        for part in asked.parts:
            if isinstance(part, Not) and len(found):
                found = found.kept(~self._scores(part.part).among(found.numbers))
        if asked.bonus and len(found):
            more = self._scores(asked.bonus).of(found.numbers)
            return Scores(found.numbers, found.values + more)
        return found

    def _any(self, lists: Sequence[Scores]) -> Scores:
        if len(lists) == 1:
            return lists[0]
        total, found = np.zeros(self.count), np.zeros(self.count, np.bool_)
        for one in lists:
            total[one.numbers] += one.values
            found[one.numbers] = True
        numbers = np.flatnonzero(found).astype(np.int32)
        return Scores(numbers, total[numbers])

    def _term(self, term: Term) -> Scores:
        found = self.postings(term.field.value, term.text)
        if not len(found.numbers):
            return NOTHING
        if term.field in FLAT:
            return self._flat(found.numbers, 0.0 if term.field in UNSCORED else term.weight)
        norms = self._normed(term.field.value)[found.numbers]
        gain = term.weight * self._rarity(term) * (K1 + 1)
        return Scores(found.numbers, gain * found.times / (found.times + norms))

    def _rarity(self, term: Term) -> float:
        """What a word is worth (inverse document frequency): something even where all have it."""
        have = self._whole.having(term.field.value, term.text)
        return log(1 + (self._whole.entries - have + 0.5) / (have + 0.5))

    def _normed(self, name: str) -> NDArray[np.float64]:
        if name not in self._norms:
            lengths = self._segment.lengths(self._reader, name)
            self._norms[name] = K1 * (1 - B + B * lengths / (self._whole.average(name) or 1.0))
        return self._norms[name]

    def _phrase(self, asked: Phrase) -> Scores:
        terms = [self._scores(Term(asked.field, word)) for word in dict.fromkeys(asked.words)]
        if not terms or not all(map(len, terms)):
            return NOTHING
        found = reduce(_both, sorted(terms, key=len))
        numbers, starts = found.numbers, None
        # The rarest words first: the others are then looked up in few entries.
        for place in sorted(range(len(asked.words)), key=lambda n: self._rank(asked, n)):
            word = asked.words[place]
            spots = self._segment.spots(self._reader, asked.field.value, word, numbers) - place
            starts = spots if starts is None else _common(*sorted((starts, spots), key=len))
            numbers = np.unique(starts >> SHIFT).astype(np.int32)
        return Scores(numbers, found.of(numbers))

    def _rank(self, asked: Phrase, place: int) -> int:
        return len(self.postings(asked.field.value, asked.words[place]).numbers)

    def _prefix(self, field: Field, text: str) -> Scores:
        mask = self.having(field.value, islice(self.words(field.value, text), MOST_EXPANDED))
        return self._flat(np.flatnonzero(mask), 0.0 if field in UNSCORED else 1.0)

    def _flat(self, numbers: Any, score: float = 0.0) -> Scores:
        return Scores(np.asarray(numbers, np.int32), np.full(len(numbers), score))


def _both(one: Scores, other: Scores) -> Scores:
    """What both find; the shorter one comes first."""
    mask = other.among(one.numbers)
    numbers = one.numbers[mask]
    return Scores(numbers, one.values[mask] + other.of(numbers))


def _common(one: Spots, other: Spots) -> Spots:
    """The spots that both have; the shorter one comes first."""
    places = np.searchsorted(other, one)
    places[places == len(other)] = 0
    return one[other[places] == one]
