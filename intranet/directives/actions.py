"""What changes the repository. Nothing here commits."""

from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import local_day, now, today
from intranet.directives import errors, signals
from intranet.directives.audience.entries import entries_of, keep_audience, sorted_values
from intranet.directives.audience.meant_people import count_members
from intranet.directives.audience.rule import CRITERIA, Audience
from intranet.directives.citations.entered_relations import resolve_waiting
from intranet.directives.models import Directive, IssuingBody, StoredFile, Topic, Version
from intranet.directives.secrecy_check import must_be_public
from intranet.directives.values import SAME_NAME, DirectiveFacts, ReadingOrder
from intranet.language.bodies.levels import Level
from intranet.language.symbols.parsing import lookup_key
from intranet.people.models import StaffMember

Named = TypeVar("Named", IssuingBody, Topic)


def publish(
    session: Session,
    by: StaffMember,
    file: StoredFile,
    facts: DirectiveFacts,
    audience: Audience,
    order: ReadingOrder | None,
    *,
    beside_twin: bool = False,
    at: datetime | None = None,
) -> Directive:
    """The new directive with its first version, addressed and announced to the other rooms.

    Without an order nobody is asked to read it; the audience only finds it. With `beside_twin` a
    directive of the same symbol, body and day may stand beside it, as the second part of a long
    law does. Raises SymbolExists, DateInFuture, NobodyAddressed, DeadlineTooEarly, SecretTyped.
    """
    _check_facts(facts)
    _check_deadline(order, at)
    if audience.is_empty or not count_members(session, audience):
        raise errors.NobodyAddressed
    if not beside_twin:
        _check_symbol(session, facts)
    moment = at or now()
    directive = Directive(published_at=moment, published_by=by, changed_at=moment)
    _set_facts(session, directive, facts)
    directive.audience = entries_of(audience)
    first = Version(number=1, file=file, published_at=moment, published_by=by, note="")
    directive.versions = [first]
    session.add(directive)
    session.flush()
    resolve_waiting(session, directive)
    audit.record(session, by, "directive.published", on=directive)
    signals.version_published.send(session, directive.latest, order, by)
    signals.directive_changed.send(session, directive)
    return directive


def add_version(
    session: Session,
    by: StaffMember,
    directive: Directive,
    file: StoredFile,
    note: str,
    read_again: bool,
    order: ReadingOrder | None,
    *,
    issued_on: date | None = None,
    at: datetime | None = None,
) -> Version:
    """The next version; the earlier ones and what was confirmed of them stay.

    The same original twice is one version. Raises DateInFuture, DeadlineTooEarly, SecretTyped.
    """
    must_be_public(note)
    _check_days(issued_on)
    if directive.latest.file_id == file.id:
        return directive.latest
    _check_deadline(order, at)
    version = Version(
        number=directive.latest.number + 1, file=file, note=note, read_again=read_again,
        issued_on=issued_on, published_at=at or now(), published_by=by,
    )  # fmt: skip
    directive.versions.append(version)
    directive.changed_at = now()
    session.flush()
    audit.record(session, by, "version.published", on=version, read_again=read_again)
    signals.version_published.send(session, version, order, by)
    signals.directive_changed.send(session, directive)
    return version


def correct(
    session: Session, by: StaffMember, directive: Directive, facts: DirectiveFacts
) -> Directive:
    """The directive with corrected facts; the versions themselves are never edited.

    Raises SymbolExists, DateInFuture, SecretTyped.
    """
    _check_facts(facts)
    before = directive.symbol_key, directive.issuing_body.name, directive.issued_on
    if before != (lookup_key(facts.symbol), written_out(facts.issuing_body), facts.issued_on):
        _check_symbol(session, facts, but=directive.id)
    status_before = directive.status
    _set_facts(session, directive, facts)
    directive.changed_at = now()
    session.flush()
    resolve_waiting(session, directive)
    audit.record(session, by, "directive.corrected", on=directive)
    if directive.status is not status_before:
        signals.directive_status_changed.send(session, directive)
    signals.directive_changed.send(session, directive)
    return directive


def readdress(
    session: Session, by: StaffMember, directive: Directive, audience: Audience
) -> Directive:
    """The directive addressed to exactly these people from today on; the same twice is once.

    Raises NobodyAddressed.
    """
    if audience.is_empty or not count_members(session, audience):
        raise errors.NobodyAddressed
    if keep_audience(session, directive, audience, today()):
        directive.changed_at = now()
        session.flush()
        people = {criterion.audience: sorted_values(audience, criterion) for criterion in CRITERIA}
        audit.record(
            session, by, "directive.readdressed", on=directive, everybody=audience.everybody,
            except_departments=sorted(audience.except_departments),
            except_staff=sorted(audience.except_staff), **people,
        )  # fmt: skip
        signals.audience_changed.send(session, directive, by)
        signals.directive_changed.send(session, directive)
    return directive


def _check_facts(facts: DirectiveFacts) -> None:
    must_be_public(facts.subject, facts.signer_title, symbol=facts.symbol)
    _check_days(facts.issued_on, facts.received_on)


def _check_days(*days: date | None) -> None:
    if any(day and day > today() for day in days):
        raise errors.DateInFuture


def _check_deadline(order: ReadingOrder | None, at: datetime | None) -> None:
    if order and order.deadline and order.deadline < local_day(at or now()):
        raise errors.DeadlineTooEarly


def _check_symbol(session: Session, facts: DirectiveFacts, but: int | None = None) -> None:
    same = same_directive(session, facts.symbol, facts.issuing_body, facts.issued_on)
    if same and same.id != but:
        raise errors.SymbolExists


def same_directive(
    session: Session, symbol: str, body: str, issued_on: date | None
) -> Directive | None:
    """The directive with this symbol, body and day; numbers alone come again.

    State numbers start anew each year, the Party's each term (36-HD/VPTW 1.3.1).
    """
    if not symbol:
        return None
    query = (
        select(Directive)
        .join(IssuingBody)
        .where(Directive.symbol_key == lookup_key(symbol), IssuingBody.name == written_out(body))
        .where(Directive.undone_at.is_(None), Directive.recalled_at.is_(None))
    )
    if issued_on:
        query = query.where(Directive.issued_on == issued_on)
    return session.scalar(query.limit(1))


def _set_facts(session: Session, directive: Directive, facts: DirectiveFacts) -> None:
    for name in SAME_NAME:
        setattr(directive, name, getattr(facts, name))
    directive.symbol_key = lookup_key(facts.symbol)
    body = written_out(facts.issuing_body)
    directive.issuing_body = _named(session, IssuingBody, body, level=facts.level)
    directive.topics = [_named(session, Topic, name) for name in facts.topics]


def _named(session: Session, kind: type[Named], name: str, **facts: Level) -> Named:
    known = session.scalar(select(kind).filter_by(name=name))
    if known is None:
        known = kind(name=name, **facts)
        session.add(known)
    return known


def written_out(name: str) -> str:
    """A body's name with UBND and HĐND in full, so that one body is one row."""
    return name.replace("UBND", "Ủy ban nhân dân").replace("HĐND", "Hội đồng nhân dân")
