"""What the register knows of one directive that was named by its symbol."""

from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.assistant.questions.fact_question import FactQuestion, RegisteredFact
from intranet.assistant.questions.kinds import QuestionKind
from intranet.assistant.selects.select_answer import SelectAnswer
from intranet.directives.audience.visibility import visible, visible_to
from intranet.directives.citations.relation_edges import edges_around
from intranet.directives.models import Directive, RelationKind
from intranet.language.bodies.document_types import TYPE_BY_NAME
from intranet.people.models import StaffMember
from intranet.search.analysis import analyse

OF_STATUS = (RegisteredFact.STATUS, RegisteredFact.SUCCESSOR)
TYPE_WORDS = frozenset(word for name in TYPE_BY_NAME for word in name.split())
VALUES: dict[RegisteredFact, Callable[[Directive], str]] = {
    RegisteredFact.ISSUER: lambda directive: directive.issuing_body.name,
    RegisteredFact.SIGNER: lambda directive: directive.signer,
    RegisteredFact.DAY: lambda each: f"{each.issued_on:%d/%m/%Y}" if each.issued_on else "",
    RegisteredFact.STATUS: lambda directive: directive.status.value,
}


def is_in_store(session: Session, staff: StaffMember, key: str) -> bool:
    """Whether a directive that this person may see bears the symbol of this lookup key."""
    bearing = select(Directive.id).where(Directive.symbol_key == key, visible_to(staff))
    return session.scalar(bearing.limit(1)) is not None


def answer_fact(session: Session, staff: StaffMember, asked: FactQuestion) -> SelectAnswer | None:
    """What is asked of the directives of this symbol; None where more is asked than is known.

    The question may use words of the directive's title, no others.
    """
    bearing = visible(staff).where(Directive.symbol_key == asked.key).order_by(Directive.id)
    named = [each for each in session.scalars(bearing) if _is_title(asked.words, each)]
    if not named:
        return None
    if asked.fact is RegisteredFact.SUCCESSOR:
        return _successors(session, staff, asked, named)
    values = list(dict.fromkeys(filter(None, map(VALUES[asked.fact], named))))
    return _answer(asked, named, "; ".join(values) or None)


def _is_title(words: Sequence[str], directive: Directive) -> bool:
    titled = set(analyse(f"{directive.subject} {directive.issuing_body.name}").fold) | TYPE_WORDS
    return all(word in titled or word.isdigit() for word in words)


def _successors(
    session: Session, staff: StaffMember, asked: FactQuestion, named: Sequence[Directive]
) -> SelectAnswer:
    succeeding = successors(session, staff, named)
    later = list(dict.fromkeys(each for several in succeeding.values() for each in several))
    return _answer(asked, later or named, "; ".join(each.symbol for each in later) or None)


def successors(
    session: Session, staff: StaffMember, directives: Sequence[Directive]
) -> dict[int, list[Directive]]:
    """By id, the directives that this person may see and that replace each of these."""
    found: dict[int, list[Directive]] = {directive.id: [] for directive in directives}
    for edge in edges_around(session, staff, directives):
        if edge.kind is not RelationKind.REPLACES or edge.target is None:
            continue
        later = found.get(edge.target.id)
        if later is not None and edge.citing not in later:
            later.append(edge.citing)
    return found


def _answer(asked: FactQuestion, rows: Sequence[Directive], value: str | None) -> SelectAnswer:
    kind = QuestionKind.STATUS if asked.fact in OF_STATUS else QuestionKind.FACT
    bounds = {"fact": asked.fact.value, "symbol": asked.symbol}
    return SelectAnswer(kind.value, bounds, rows, len(rows), value)
