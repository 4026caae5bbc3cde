"""The order of the passages: today's recipe of search, and what else tells of an answer.

score = F/F_best + 0.1·L + 0.6·C + 0.15·D + 0.4·T − 0.12·N, over the best 30 of the index. The
second and third quote come from papers not quoted yet where that costs at most 5 %.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from intranet.assistant.questions.kinds import QuestionKind, defined_term, kind_of
from intranet.assistant.questions.question import TypedQuestion
from intranet.assistant.quotes import signals
from intranet.assistant.quotes.candidates import CandidatePassage, PassageSearch
from intranet.assistant.quotes.signals import WeighedPassage
from intranet.assistant.quotes.words import QuestionTerms

QUOTED = 3
LAW, COVERAGE, DEFINES, TERM, NUMBERLESS = 0.1, 0.6, 0.15, 0.4, 0.12
OTHER_PAPER = 0.95
"""A passage of another paper is taken before a better one that costs at most this share."""


@dataclass(frozen=True)
class RankedPassage:
    """A passage with its place's score; `weighed` holds what it has of the question."""

    weighed: WeighedPassage
    score: float

    @property
    def passage(self) -> CandidatePassage:
        """The passage itself."""
        return self.weighed.passage


@dataclass(frozen=True)
class Ranking:
    """All passages that were looked at, best first, with the question they were looked at for."""

    question: TypedQuestion
    kind: QuestionKind
    ranked: Sequence[RankedPassage]

    @property
    def quoted(self) -> Sequence[RankedPassage]:
        """The three that are shown: other papers first where they are as good as the rest."""
        left, chosen = list(self.ranked), list(self.ranked[:1])
        best = chosen[0].score if chosen else 0.0
        while len(chosen) < min(QUOTED, len(left)):
            rest = [each for each in left if each not in chosen]
            papers = {each.passage.directive_id for each in chosen}
            near = [each for each in rest if each.score >= rest[0].score - (1 - OTHER_PAPER) * best]
            others = [each for each in near if each.passage.directive_id not in papers]
            chosen.append((others or rest)[0])
        return chosen


def rank(question: TypedQuestion, search: PassageSearch) -> Ranking:
    """The best passages for a question, ordered. Raises IndexUnavailable."""
    terms, candidates = QuestionTerms.of(question), search(question.text)
    weighed = [
        WeighedPassage(each, terms, candidates, question.is_marked) for each in candidates.passages
    ]
    return Ranking(question, kind_of(question), _ordered(question, weighed))


def _ordered(question: TypedQuestion, weighed: Sequence[WeighedPassage]) -> list[RankedPassage]:
    best = max((each.passage.score for each in weighed), default=0.0) or 1.0
    kind, term = kind_of(question), defined_term(question)
    ranked = [
        RankedPassage(each, each.passage.score / best + _more(question, kind, term, each))
        for each in weighed
    ]
    return sorted(ranked, key=_place)


def _place(each: RankedPassage) -> tuple[float, int, int]:
    return -each.score, each.passage.directive_id, each.passage.start


def _more(
    question: TypedQuestion, kind: QuestionKind, term: tuple[str, ...], each: WeighedPassage
) -> float:
    text = each.passage.text
    return (
        LAW * signals.names_law(each.passage.title, each.terms.all)
        + COVERAGE * each.coverage
        + DEFINES * (kind is QuestionKind.DEFINE and signals.says_what(text))
        + TERM * signals.begins_with_term(each.body, term)
        - NUMBERLESS * signals.lacks_number(text, kind, question.unmarked)
    )
