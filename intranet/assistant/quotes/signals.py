"""What a passage has of a question, as numbers; all without dimension, mostly between 0 and 1."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cached_property

from intranet.assistant.questions.kinds import QuestionKind
from intranet.assistant.quotes.candidates import CandidatePassage, Candidates
from intranet.assistant.quotes.words import QuestionTerms, Spelled, Words, spelled
from intranet.language.text.normalization import spelling_key

TYPE_WORDS = re.compile(r"^\W*(?:bộ luật|luật|pháp lệnh|nghị định|nghị quyết|hiến pháp)\s+", re.I)
EARLY = 160
SAYS_WHAT = re.compile(r"\b(?:là|được hiểu là)\b", re.IGNORECASE)
NUMBERED_UNIT = re.compile(r" (?:bao nhieu|may) (\w+)")


NUMBER_WORDS = frozenset(
    spelling_key(word)
    for word in (
        "một",
        "hai",
        "ba",
        "bốn",
        "tư",
        "năm",
        "sáu",
        "bảy",
        "tám",
        "chín",
        "mười",
        "trăm",
    )
)
TIME_UNITS = frozenset(
    spelling_key(word) for word in ("ngày", "tháng", "năm", "giờ", "tuần", "phút", "quý")
)


@dataclass(frozen=True)
class WeighedPassage:
    """A passage beside the words of a question; `candidates` weigh them."""

    passage: CandidatePassage
    terms: QuestionTerms
    candidates: Candidates
    marked: bool

    def _read(self, text: str) -> Spelled:
        return spelled(text, self.marked)

    @cached_property
    def headings(self) -> Spelled:
        """The title of the directive and the heading of the article."""
        article = f"Điều {self.passage.article}. " if self.passage.article else ""
        return self._read(f"{self.passage.title}\n{article}{self.passage.heading}")

    @cached_property
    def lead(self) -> Spelled:
        """What stands above the clause in its article."""
        return self._read(self.passage.lead)

    @cached_property
    def body(self) -> Spelled:
        """The clause itself: what is quoted."""
        return self._read(self.passage.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """All syllables of title, heading, lead and text, as they are compared."""
        parts = (self.headings, self.lead, self.body)
        return frozenset(word for part in parts for word in part.plain)

    def _share(self, having: Container[str]) -> float:
        weights = {word: self.candidates.weight(word) for word in self.terms.content}
        there = sum(weight for word, weight in weights.items() if word in having)
        return there / (sum(weights.values()) or 1.0)

    @cached_property
    def coverage(self) -> float:
        """`C`: the weighed share of the content words that stand anywhere in the passage."""
        return self._share(self.words)

    @cached_property
    def own_coverage(self) -> float:
        """The same share in the clause alone."""
        return self._share(frozenset(self.body.plain))

    @cached_property
    def pair_coverage(self) -> float:
        """The weighed share of the pairs of content words that stand anywhere in the passage."""
        parts = (self.headings, self.lead, self.body)
        having = {pair for part in parts for pair in part.pairs}
        weights = {
            pair: self.candidates.pair_weight(both) for pair, both in self.terms.pairs.items()
        }
        there = sum(weight for pair, weight in weights.items() if pair in having)
        return there / (sum(weights.values()) or 1.0)

    @cached_property
    def run(self) -> float:
        """The longest run of the question's syllables in the clause or heading, as a share."""
        asked = self.terms.all.fold
        parts = (self.headings, self.lead, self.body)
        return max(_longest_run(asked, part.fold) for part in parts) / max(len(asked), 1)

    @cached_property
    def window(self) -> float:
        """How close together the four most telling words stand: 1 is side by side, 0 not there."""
        weights = {word: self.candidates.weight(word) for word in self.terms.content}
        rarest = sorted(weights, key=lambda word: -weights[word])[:4]
        return _closeness(self.body.plain, set(rarest))

    @cached_property
    def rarest_missing(self) -> float:
        """1 less the weight of the most telling content word that is missing, as a share."""
        missing = (word for word in self.terms.content if word not in self.words)
        heaviest = max(map(self.candidates.weight, missing), default=0.0)
        return 1 - heaviest / (self.candidates.most or 1.0)


def _longest_run(asked: Words, text: Words) -> int:
    """How many neighbouring words of the question stand on end in the text."""
    best = 0
    before: dict[int, int] = {}
    places: dict[str, list[int]] = {}
    for at, word in enumerate(asked):
        places.setdefault(word, []).append(at)
    for word in text:
        now = {at: before.get(at - 1, 0) + 1 for at in places.get(word, ())}
        best = max(best, max(now.values(), default=0))
        before = now
    return best


def _closeness(text: Words, wanted: set[str]) -> float:
    """The words wanted over the shortest stretch that holds all of those that stand there."""
    places = [(at, word) for at, word in enumerate(text) if word in wanted]
    kinds = len({word for _, word in places})
    if kinds < 2:
        return kinds / max(len(wanted), 1) / 2
    held: Counter[str] = Counter()
    first, shortest = 0, len(text)
    for at, word in places:
        held[word] += 1
        while len(held) == kinds and all(held.values()):
            shortest = min(shortest, at - places[first][0] + 1)
            held[places[first][1]] -= 1
            if not held[places[first][1]]:
                del held[places[first][1]]
            first += 1
    return kinds / max(len(wanted), 1) * kinds / max(shortest, kinds)


def names_law(title: str, question: Spelled) -> bool:
    """`L`: whether the title without "Luật" or the like stands in the question, word by word."""
    name = spelled(TYPE_WORDS.sub("", title), False).fold
    asked = f" {' '.join(question.fold)} "
    return len(name) > 1 and f" {' '.join(name)} " in asked


def says_what(text: str) -> bool:
    """`D`: whether a text says early what something is."""
    return bool(SAYS_WHAT.search(text[:EARLY]))


def begins_with_term(text: Spelled, term: Sequence[str]) -> bool:
    """`T`: whether a clause begins with exactly this term and "là", its number left out."""
    words = text.fold[1:] if text.fold[:1] and text.fold[0].isdigit() else text.fold
    behind = words[len(term) : len(term) + 3]
    says = behind[:1] == ("la",) or behind == ("duoc", "hieu", "la")
    return bool(term) and words[: len(term)] == tuple(term) and says


def lacks_number(text: str, kind: QuestionKind, unmarked: str) -> bool:
    """`N`: whether a time or number is asked for and the text has none with its unit near it."""
    if kind not in (QuestionKind.TIME, QuestionKind.NUMBER):
        return False
    words = spelled(text, True)
    if kind is QuestionKind.TIME:
        return not _is_numbered(words, words.plain, TIME_UNITS)
    unit = NUMBERED_UNIT.search(unmarked)
    if unit and unit[1] in words.fold:
        return not _is_numbered(words, words.fold, {unit[1]})
    return not any(map(_is_number, words.plain))


def _is_numbered(words: Spelled, named: Words, units: Container[str]) -> bool:
    """Whether one of the units stands at most three words behind a number."""
    places = (at for at, word in enumerate(named) if word in units)
    return any(any(map(_is_number, words.plain[max(0, at - 3) : at])) for at in places)


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in NUMBER_WORDS
