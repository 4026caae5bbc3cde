"""How many directives, which ones, the newest: the register's own rows under its own filter."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from intranet.assistant.questions.kinds import QuestionKind
from intranet.assistant.questions.register_question import (
    KnownBodies,
    RegisterQuestion,
    means_level,
)
from intranet.assistant.selects.select_answer import MOST_ROWS, BoundChip, SelectAnswer
from intranet.directives.audience.visibility import visible
from intranet.directives.models import Directive, IssuingBody
from intranet.directives.register.directive_filter import DirectiveFilter
from intranet.directives.words import LEVEL, STATUS, TYPE
from intranet.language.bodies.codes import ISSUERS
from intranet.language.bodies.names import NAMES
from intranet.language.text.syllables import is_syllable
from intranet.people.models import StaffMember
from intranet.search.analysis import analyse

SHORT_FORMS = (("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"))


def known_bodies(session: Session, staff: StaffMember) -> KnownBodies:
    """The bodies that a question may mean: those of what this person sees, then all known ones.

    A body of which the person sees nothing is known by the general lists alone, so that its name
    does not tell that there is something of it.
    """
    theirs = visible(staff).with_only_columns(Directive.issuing_body_id)
    query = select(IssuingBody.name).where(IssuingBody.id.in_(theirs)).order_by(IssuingBody.name)
    bodies: dict[str, list[str]] = defaultdict(list)
    for name in session.scalars(query):
        for key in _keys(name):
            bodies[key].append(name)
    for key, name in _general_names():
        if name not in bodies[key] and not means_level(key):
            bodies[key].append(name)
    return {key: names for key, names in bodies.items() if names}


@cache
def _general_names() -> tuple[tuple[str, str], ...]:
    """Folded names and codes of bodies that everybody knows, with the names themselves."""
    names = [(key, name) for name in NAMES.values() for key in _keys(name)]
    codes = ((" ".join(analyse(code).fold), issuer.name) for code, issuer in ISSUERS.items())
    return (*names, *((key, name) for key, name in codes if name and not is_syllable(key)))


def _keys(name: str) -> Iterator[str]:
    folded = " ".join(analyse(name).fold)
    yield folded
    for long, short in SHORT_FORMS:
        if folded.startswith(long):
            yield folded.replace(long, short, 1)


def answer_set(session: Session, staff: StaffMember, asked: RegisterQuestion) -> SelectAnswer:
    """The directives within the bounds that this person may see, the newest first."""
    body = body_id(session, asked.body)
    narrowed_by = DirectiveFilter(asked.level, asked.kind, body, None, asked.year, asked.status)
    is_empty = asked.year == 0 or (asked.body is not None and body is None)
    query = visible(staff).where(*narrowed_by.conditions())
    total = 0 if is_empty else session.scalar(_counted(query)) or 0
    rows = _rows(session, query.order_by(*narrowed_by.order), asked.select) if total else []
    return SelectAnswer(
        asked.select.value, bounds_of(asked), rows,
        total=min(total, 1) if asked.select is QuestionKind.LATEST else total,
        value=total if asked.counted else None, chips=chips_of(asked),
        register=None if is_empty else narrowed_by.address(),
    )  # fmt: skip


def _counted(query: Select[Directive]) -> Select[int]:
    return query.with_only_columns(func.count())


def _rows(session: Session, query: Select[Directive], asked: QuestionKind) -> Sequence[Directive]:
    most = 1 if asked is QuestionKind.LATEST else MOST_ROWS
    return session.scalars(query.options(joinedload(Directive.issuing_body)).limit(most)).all()


def body_id(session: Session, name: str | None) -> int | None:
    """The number of the body in the register; None where it has issued nothing that is there."""
    return session.scalar(select(IssuingBody.id).where(IssuingBody.name == name)) if name else None


def bounds_of(asked: RegisterQuestion) -> dict[str, object]:
    """What a question was understood to ask, as plain values; the JSON of `flask ask` tells it."""
    values = (
        ("kind", asked.kind and asked.kind.vietnamese), ("body", asked.body),
        ("level", asked.level and asked.level.value), ("year", asked.year),
        ("status", asked.status and asked.status.value),
    )  # fmt: skip
    return {name: value for name, value in values if value is not None}


def chips_of(asked: RegisterQuestion) -> list[BoundChip]:
    """The bounds as words, each with the name under which it is taken off."""
    words = (
        ("kind", asked.kind and str(TYPE[asked.kind])), ("body", asked.body),
        ("level", asked.level and str(LEVEL[asked.level])),
        ("year", None if asked.year is None else str(asked.year)),
        ("status", asked.status and str(STATUS[asked.status])),
    )  # fmt: skip
    return [BoundChip(key, said) for key, said in words if said]
