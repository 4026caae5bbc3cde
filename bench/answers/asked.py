"""Every question of a set asked as the page asks it, with what it is judged by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bench.answers.judging import SELECTS, is_right, select_is_exact
from bench.answers.question_set import AskedQuestion, QuestionSet
from bench.answers.scratch import Scratch
from intranet.assistant.answers.answer import Answer
from intranet.assistant.answers.answering import Asker, EmptyQuestion, answer
from intranet.assistant.answers.entrance import asker_for
from intranet.assistant.answers.report import report
from intranet.assistant.questions.question import read_question
from intranet.assistant.quotes.certainty import Weights, signals_of, weights
from intranet.assistant.quotes.ordering import Ranking, rank
from intranet.assistant.quotes.words import spelled
from intranet.core.database import db
from intranet.language.text.normalization import fold

ARTICLE, CLAUSE, WHOLE = ("điều",), ("điều", "khoản"), ("điều", "khoản", "điểm")
ALIKE = 0.6
"""The share of common word pairs from which a passage is a copy of another."""


@dataclass(frozen=True)
class Judged:
    """A question with what came of it; `right` says of each quote whether it is right.

    `signals` are those of the ranking, `left_out` those of it without the right article.
    """

    question: AskedQuestion
    told: Mapping[str, Any]
    right: Sequence[bool] = ()
    point_right: bool | None = None
    exact: bool | None = None
    signals: Mapping[str, float] = field(default_factory=dict)
    left_out: Mapping[str, float] | None = None

    @property
    def is_content(self) -> bool:
        """Whether passages must answer it, not the register."""
        return self.question.kind not in SELECTS

    @property
    def quotes(self) -> Sequence[Mapping[str, Any]]:
        """The quotes, whether they were sure or only near."""
        return [each for each in (*self.told["answers"], *self.told["near"]) if "quote" in each]


def ask_all(
    portal: Scratch, asked: QuestionSet, kinds: Sequence[str], *, unmarked: bool, deep: bool
) -> Iterator[Judged]:
    """All questions of these kinds (empty: of all); `deep` adds the signals of the ranking."""
    everything = replace(weights(), thresholds={**weights().thresholds, "unsure": -1e9})
    for question in asked.questions:
        if kinds and question.kind not in kinds:
            continue
        text = fold(question.text) if unmarked else question.text
        asker = replace(asker_for(db.session, portal.people[question.asker]), fitted=everything)
        yield _judged(portal, question, asker, text, deep)


def _judged(
    portal: Scratch, question: AskedQuestion, asker: Asker, text: str, deep: bool
) -> Judged:
    try:
        found: Answer = answer(asker, text)
    except EmptyQuestion:
        return Judged(question, {"answers": [], "near": [], "sql": None, "answerable": False})
    told = report(found)
    rows = [portal.name_of(each["directive"]) for each in told["answers"]]
    if question.kind in SELECTS:
        return Judged(question, told, exact=select_is_exact(question, told, rows))
    judged = Judged(question, told)
    parts = CLAUSE if question.kind == "clause" else ARTICLE
    right = [
        is_right(question, each, portal.name_of(each["directive"]), parts) for each in judged.quotes
    ]
    point = any(
        is_right(question, each, portal.name_of(each["directive"]), WHOLE) for each in judged.quotes
    )
    judged = replace(judged, right=right, point_right=point if question.kind == "clause" else None)
    return _with_signals(portal, judged, asker, text) if deep and not told["sql"] else judged


def _with_signals(portal: Scratch, judged: Judged, asker: Asker, text: str) -> Judged:
    ranking = rank(read_question(text), asker.search)
    if not ranking.ranked:
        return judged
    left_out = None
    if judged.question.places:
        without = _without_right(portal, judged.question, ranking)
        left_out = signals_of(without) if without.ranked else None
    return replace(judged, signals=signals_of(ranking), left_out=left_out)


def _without_right(portal: Scratch, question: AskedQuestion, ranking: Ranking) -> Ranking:
    """The ranking as if the right articles, and near copies of their passages, were not there."""

    def is_gold(quote: Mapping[str, Any], directive: int) -> bool:
        as_article = replace(question, kind="article")
        return is_right(as_article, quote, portal.name_of(directive), ARTICLE)

    gold = [
        each for each in ranking.ranked
        if is_gold({"clause": each.passage.clause_words}, each.passage.directive_id)
    ]  # fmt: skip
    copies = [set(spelled(each.passage.text, True).pairs) for each in gold]
    kept = [
        each for each in ranking.ranked
        if each not in gold and not any(_alike(each.passage.text, copy) for copy in copies)
    ]  # fmt: skip
    return replace(ranking, ranked=kept)


def _alike(text: str, copy: set[str]) -> bool:
    pairs = set(spelled(text, True).pairs)
    return bool(pairs) and len(pairs & copy) >= ALIKE * min(len(pairs), len(copy) or 1)


def outcome_at(fitted: Weights, judged: Judged, threshold: str) -> bool:
    """Whether a question counts as answered at one of the thresholds."""
    certainty = judged.told.get("certainty")
    return certainty is not None and certainty >= fitted.thresholds[threshold]
