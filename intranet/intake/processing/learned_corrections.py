"""What clerks corrected is remembered, so that nobody corrects the same thing twice."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import existing
from intranet.directives.values import DirectiveFacts
from intranet.extraction.values import Fact, Facts
from intranet.intake.processing.models import Correction
from intranet.language.symbols.parsing import parse_symbol
from intranet.language.text.normalization import fold
from intranet.people.models import StaffMember

BODY, CODE, LEVEL = "issuing_body", "code", "level"
LEARNED = 0.9
"""How sure a fact is that clerks have meant before."""

Corrections = Mapping[str, Mapping[str, str]]
"""Field → what was read, folded → what was meant."""


def corrections(session: Session) -> Corrections:
    """Everything learned so far, by field."""
    by_field: dict[str, dict[str, str]] = {BODY: {}, CODE: {}, LEVEL: {}}
    for correction in session.scalars(select(Correction)):
        by_field.setdefault(correction.field, {})[correction.read_key] = correction.meant
    return by_field


def corrected(facts: Facts, corrections: Corrections) -> Facts:
    """The facts as clerks have meant them before.

    `corrections[BODY]` maps a body as it was read to the body that was meant,
    `corrections[CODE]` the issuer's code of a symbol to its body where none was read,
    `corrections[LEVEL]` a body to its level; all keys are folded.
    """
    body = facts.issuing_body
    if body is not None:
        meant = corrections.get(BODY, {}).get(fold(body.value))
    else:
        code = issuer_code(facts.symbol.value) if facts.symbol else ""
        meant = corrections.get(CODE, {}).get(code)
    if meant:
        body = Fact(meant, LEARNED, body.box if body else None)
    level = corrections.get(LEVEL, {}).get(fold(body.value)) if body else None
    return replace(facts, issuing_body=body, level=Fact(level, LEARNED) if level else facts.level)


def learn(session: Session, by: StaffMember, read: Facts, meant: DirectiveFacts) -> None:
    """Remember where the clerk named another body or level than the machine read.

    A body that was read wrongly is known by its words; one that was not read at all, by the
    issuer's code in the symbol. What the machine read rightly teaches nothing.
    """
    code = issuer_code(meant.symbol)
    body = read.issuing_body.value if read.issuing_body else ""
    if body and fold(body) != fold(meant.issuing_body):
        _remember(session, by, BODY, fold(body), meant.issuing_body)
    elif not body and code:
        _remember(session, by, CODE, code, meant.issuing_body)
    if read.level and read.level.value != meant.level.value:
        _remember(session, by, LEVEL, fold(meant.issuing_body), meant.level.value)


def issuer_code(symbol: str) -> str:
    """The issuer's code of a symbol, folded; empty when it has none."""
    parsed = parse_symbol(symbol) if symbol else None
    return fold(parsed.issuer) if parsed and parsed.issuer else ""


def forget_correction(session: Session, by: StaffMember, correction_id: int) -> None:
    """Take back what was learned by mistake. Raises NotFound."""
    correction = existing(session.get(Correction, correction_id))
    field, read_key = correction.field, correction.read_key
    audit.record(session, by, "correction.forgotten", field=field, read=read_key)
    session.delete(correction)


def _remember(session: Session, by: StaffMember, field: str, read_key: str, meant: str) -> None:
    if not meant:
        return
    known = session.scalar(select(Correction).filter_by(field=field, read_key=read_key[:200]))
    if known is None:
        known = Correction(field=field, read_key=read_key[:200], times=0)
        session.add(known)
    known.times = known.times + 1 if known.meant == meant else 1
    known.meant, known.learned_at, known.learned_by_id = meant[:200], now(), by.id
    audit.record(session, by, "correction.learned", field=field, meant=meant)
