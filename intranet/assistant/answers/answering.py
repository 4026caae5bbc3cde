"""The way of a question: the register first, then what must be refused, then the passages."""

from dataclasses import dataclass, field, replace
from time import perf_counter

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from intranet.assistant.answers.answer import Answer, Outcome
from intranet.assistant.answers.quoting import quotes_of
from intranet.assistant.questions.fact_question import (
    fact_question,
    is_only_symbol,
    named_symbols,
)
from intranet.assistant.questions.kinds import QuestionKind, content_places, kind_of
from intranet.assistant.questions.question import TypedQuestion, read_question
from intranet.assistant.questions.register_question import register_question
from intranet.assistant.quotes.candidates import PassageSearch
from intranet.assistant.quotes.certainty import Strictness, Weights, certainty_of, weights
from intranet.assistant.quotes.ordering import rank
from intranet.assistant.selects.directive_sets import answer_set, known_bodies
from intranet.assistant.selects.facts import answer_fact, is_in_store
from intranet.assistant.selects.select_answer import SelectAnswer
from intranet.assistant.selects.unread import answer_unread
from intranet.core.clock import today
from intranet.core.errors import BadInput
from intranet.people.models import StaffMember
from intranet.search.engines.port import IndexUnavailable
from intranet.search.results.queries import directive_of_symbol


class EmptyQuestion(BadInput):
    """The question is empty."""

    message = _l("Hãy nhập câu hỏi.")


@dataclass(frozen=True)
class Asker:
    """Who asks, within which directive (None: within all), with which bounds taken off.

    `search` finds passages for this person alone; `strictness` is what the office has chosen.
    """

    session: Session
    staff: StaffMember
    search: PassageSearch
    strictness: Strictness = Strictness.STRICT
    within: int | None = None
    off: frozenset[str] = frozenset()
    fitted: Weights = field(default_factory=weights)


def answer(asker: Asker, typed: str) -> Answer:
    """What comes of the question, as far as this person may see. Raises EmptyQuestion."""
    begun = perf_counter()
    question = read_question(typed)
    if not question.text:
        raise EmptyQuestion
    found = _answered(asker, question)
    return replace(found, milliseconds=1000 * (perf_counter() - begun))


def _answered(asker: Asker, question: TypedQuestion) -> Answer:
    if asker.within is None and (found := _by_register(asker, question)):
        return found
    kind = kind_of(question)
    if kind is QuestionKind.HELP or not content_places(question):
        return Answer(question, QuestionKind.HELP, Outcome.HELP)
    if unknown_symbol := _unknown_symbol(asker, question):
        return Answer(question, kind, Outcome.NONE, unknown_symbol=unknown_symbol)
    try:
        return _by_passages(asker, question, kind)
    except IndexUnavailable:
        return Answer(question, kind, Outcome.FAILED)


def _by_register(asker: Asker, question: TypedQuestion) -> Answer | None:
    """What the register knows; None where it is no question for it."""
    session, staff = asker.session, asker.staff
    if is_only_symbol(question):
        opens = directive_of_symbol(session, staff, question.text)
        return Answer(question, QuestionKind.FACT, Outcome.OPENS, opens=opens) if opens else None
    if fact := fact_question(question):
        if not is_in_store(session, staff, fact.key):
            return Answer(question, QuestionKind.FACT, Outcome.NONE, unknown_symbol=fact.symbol)
        told = answer_fact(session, staff, fact)
        return _selected(question, told) if told else None
    asked = register_question(question, known_bodies(session, staff), today().year)
    if asked is None:
        return None
    asked = asked.without(asker.off)
    ask = answer_unread if asked.select is QuestionKind.UNREAD else answer_set
    return _selected(question, ask(session, staff, asked))


def _selected(question: TypedQuestion, told: SelectAnswer) -> Answer:
    return Answer(question, QuestionKind(told.select), Outcome.ANSWERED, select=told)


def _unknown_symbol(asker: Asker, question: TypedQuestion) -> str:
    """The first symbol of the question that nothing bears which this person may see."""
    named = named_symbols(question).items()
    unknown = (said for key, said in named if not is_in_store(asker.session, asker.staff, key))
    return next(unknown, "")


def _by_passages(asker: Asker, question: TypedQuestion, kind: QuestionKind) -> Answer:
    ranking, fitted = rank(question, asker.search), asker.fitted
    certainty = certainty_of(ranking, fitted)
    if not fitted.comes_close(certainty):
        return Answer(question, kind, Outcome.NONE, certainty)
    quotes = quotes_of(asker.session, asker.staff, ranking, fitted, asker.strictness)
    if not quotes:
        return Answer(question, kind, Outcome.NONE, certainty)
    sure = fitted.answers(certainty, asker.strictness)
    outcome = Outcome.ANSWERED if sure else Outcome.UNSURE
    return Answer(question, kind, outcome, certainty, quotes)
