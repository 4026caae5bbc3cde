"""Scores of one part of a Whoosh index, term by term.

Whoosh walks all terms of a query side by side and looks each length up anew. Taking one list
after the other, with the lengths at hand and the lists kept between the strict and the loose
asking, gives the same ranking in a tenth of the time (bench.relevance).
"""

from array import array
from functools import reduce
from math import log
from typing import Any

from whoosh import query as whoosh
from whoosh.searching import Searcher

from intranet.search.values import And, Field, Not, Or, Phrase, Prefix, Query, Term

K1, B = 1.2, 0.75
MOST_KEPT = 300_000

Scores = dict[int, float]


class Part:
    """One segment: the BM25 scores (k1 1.2, b 0.75) of its entries for a query tree."""

    def __init__(self, searcher: Searcher, leaf: Searcher) -> None:
        self._whole, self._leaf, self._reader = searcher, leaf, leaf.reader()
        self._lengths: dict[str, array[float]] = {}
        self._lists: dict[Term, Scores] = {}
        self._kept = 0

    def scores(self, asked: Query) -> Scores:
        """The score of each entry that the query finds."""
        match asked:
            case Term():
                return self._term(asked)
            case Phrase():
                return self._phrase(asked)
            case Prefix(field, text):
                return dict.fromkeys(self._ids(whoosh.Prefix(field.value, text)), 1.0)
            case Or(parts):
                return reduce(_added, map(self.scores, parts), {})
            case And():
                return self._all(asked)
            case Not():
                raise ValueError("what is left out needs something to be left out of")

    def having(self, name: str, words: frozenset[str]) -> frozenset[int]:
        """The entries with any of the words in a field that is not scored."""
        return frozenset(self._ids(whoosh.Or([whoosh.Term(name, word) for word in sorted(words)])))

    def column(self, name: str) -> Any:
        """The bytes of a column, by entry."""
        return self._reader.column_reader(f"{name}_column")

    def all(self) -> Any:
        """The numbers of all entries that were not deleted."""
        return self._reader.all_doc_ids()

    def _all(self, asked: And) -> Scores:
        lists = [self.scores(part) for part in asked.parts if not isinstance(part, Not)]
        lists.sort(key=len)
        found = {
            number: score + sum(other[number] for other in lists[1:])
            for number, score in (lists[0] if lists else {}).items()
            if all(number in other for other in lists[1:])
        }
        for part in asked.parts:
            if isinstance(part, Not):
                for number in self.scores(part.part):
                    found.pop(number, None)
        if asked.bonus and found:
            bonus = self.scores(asked.bonus)
            return {number: score + bonus.get(number, 0.0) for number, score in found.items()}
        return found

    def _phrase(self, asked: Phrase) -> Scores:
        found = self._ids(whoosh.Phrase(asked.field.value, list(asked.words)))
        words = [self._term(Term(asked.field, word)) for word in dict.fromkeys(asked.words)]
        return {number: sum(word.get(number, 0.0) for word in words) for number in found}

    def _ids(self, asked: Any) -> list[int]:
        return list(asked.docs(self._leaf))

    def _term(self, term: Term) -> Scores:
        if term not in self._lists:
            scores = self._read(term)
            if self._kept + len(scores) > MOST_KEPT:
                self._lists.clear()
                self._kept = 0
            self._lists[term] = scores
            self._kept += len(scores)
        return self._lists[term]

    def _read(self, term: Term) -> Scores:
        name = term.field.value
        if (name, term.text) not in self._reader:
            return {}
        if term.field is Field.OWN:
            return dict.fromkeys(self._ids(whoosh.Term(name, term.text)), term.weight)
        norms, postings = self._norms(name), self._reader.postings(name, term.text)
        common = self._whole.doc_frequency(name, term.text)
        gain = term.weight * (log(self._whole.doc_count_all() / (common + 1)) + 1) * (K1 + 1)
        found: Scores = {}
        while postings.is_active():
            number, times = postings.id(), postings.weight()
            found[number] = gain * times / (times + norms[number])
            postings.next()
        return found

    def _norms(self, name: str) -> "array[float]":
        """What the length of each entry does to its score, computed once a generation."""
        if name not in self._lengths:
            average = self._whole.avg_field_length(name) or 1.0
            length = self._reader.doc_field_length
            self._lengths[name] = array(
                "d",
                (
                    K1 * (1 - B + B * (length(number, name) or 0) / average)
                    for number in range(self._reader.doc_count_all())
                ),
            )
        return self._lengths[name]


def _added(into: Scores, more: Scores) -> Scores:
    get = into.get
    for number, score in more.items():
        into[number] = get(number, 0.0) + score
    return into
