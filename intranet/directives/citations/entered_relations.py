"""Relations between directives that a person entered or confirmed. Nothing here commits."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, joinedload

from intranet.core import audit
from intranet.core.clock import now
from intranet.directives.audience.visibility import visible_ids
from intranet.directives.citations.cited_directive import cited_directive
from intranet.directives.citations.models import FileCitation
from intranet.directives.errors import NotItself, SymbolUnreadable
from intranet.directives.models import Directive, Relation, RelationKind, Status
from intranet.directives.signals import directive_changed
from intranet.language.symbols.parsing import lookup_key, parse_symbol
from intranet.people.models import StaffMember

ENDS = {RelationKind.REPLACES: Status.REPLACED, RelationKind.REPEALS: Status.EXPIRED}


def relate(
    session: Session,
    by: StaffMember,
    directive: Directive,
    kind: RelationKind,
    symbol: str,
    *,
    cited_on: date | None = None,
) -> Relation:
    """The relation to the directive with this symbol, which may not be there yet.

    `cited_on` is its day where that is known. The same relation twice is one. Raises
    SymbolUnreadable, NotItself.
    """
    parsed = parse_symbol(symbol)
    if parsed is None:
        raise SymbolUnreadable
    key = lookup_key(parsed.key)
    same = select(Relation).filter_by(directive_id=directive.id, kind=kind, target_key=key)
    if before := session.scalar(same):
        return before
    candidates = session.scalars(
        select(Directive).where(Directive.symbol_key == key, Directive.is_in_store)
    )
    target = cited_directive(parsed.key, cited_on, directive, candidates)
    if target is None and key == directive.symbol_key:
        raise NotItself
    relation = Relation(
        directive=directive,
        kind=kind,
        target_symbol=target.symbol if target else parsed.key,
        target_key=key,
        target=target,
        added_by_id=by.id,
        added_at=now(),
    )
    session.add(relation)
    _end_target(session, relation)
    _record(session, by, "relation.added", relation)
    return relation


def unrelate(session: Session, by: StaffMember, relation: Relation) -> None:
    """Take a relation back that was entered by mistake, and what it did to the other directive."""
    _record(session, by, "relation.removed", relation)
    target, kind = relation.target, relation.kind
    session.delete(relation)
    session.flush()
    if target is not None and target.status is ENDS.get(kind):
        _let_apply_again(session, target)


def _let_apply_again(session: Session, target: Directive) -> None:
    # Unless another directive that is in the store ends it too.
    others = (
        select(Relation.id)
        .join(Directive, Directive.id == Relation.directive_id)
        .where(Relation.target_id == target.id, Relation.kind.in_(ENDS), Directive.is_in_store)
    )
    if session.scalar(others.limit(1)) is None:
        _set_status(session, target, Status.IN_FORCE)


def give_up_relations(session: Session, directive: Directive) -> None:
    """Undo what the relations of a directive that was taken back did, both ways.

    Those that lead to it wait for what will be published in its place, and what it ended applies.
    """
    pointing = update(Relation).where(Relation.target_id == directive.id)
    session.execute(pointing.values(target_id=None))
    for relation in _ending(session, directive):
        if relation.target and relation.target.status is ENDS[relation.kind]:
            _let_apply_again(session, relation.target)


def take_relations_up(session: Session, directive: Directive) -> None:
    """What `give_up_relations` gave up holds again."""
    resolve_waiting(session, directive)
    for relation in _ending(session, directive):
        _end_target(session, relation)


def _ending(session: Session, directive: Directive) -> Sequence[Relation]:
    query = select(Relation).filter_by(directive_id=directive.id)
    return session.scalars(query.where(Relation.kind.in_(ENDS))).all()


def _record(session: Session, by: StaffMember, act: str, relation: Relation) -> None:
    kind, target = relation.kind.value, relation.target_symbol
    audit.record(session, by, act, on=relation.directive, kind=kind, target=target)


def resolve_waiting(session: Session, directive: Directive) -> None:
    """Point the relations that waited for this symbol to the directive that has now come."""
    if not directive.symbol_key:
        return
    waiting = (
        select(Relation)
        .where(Relation.target_key == directive.symbol_key, Relation.target_id.is_(None))
        .where(Relation.directive_id != directive.id)
        .options(joinedload(Relation.directive))
    )
    for relation in session.scalars(waiting):
        said = _day_said(session, relation)
        if cited_directive(relation.target_symbol, said, relation.directive, [directive]):
            relation.target = directive
            _end_target(session, relation)


def _day_said(session: Session, relation: Relation) -> date | None:
    said = select(FileCitation.cited_on).where(
        FileCitation.file_id == relation.directive.latest.file_id,
        FileCitation.key == relation.target_key,
        FileCitation.cited_on.is_not(None),
    )
    best_first = (FileCitation.kind == relation.kind).desc(), FileCitation.page
    return session.scalar(said.order_by(*best_first).limit(1))


def _end_target(session: Session, relation: Relation) -> None:
    if relation.target is not None and relation.kind in ENDS:
        _set_status(session, relation.target, ENDS[relation.kind])


def _set_status(session: Session, directive: Directive, status: Status) -> None:
    directive.status, directive.changed_at = status, now()
    session.flush()
    directive_changed.send(session, directive)


def entered_relations(session: Session, staff: StaffMember, directive: Directive) -> list[Relation]:
    """The relations that people entered, as far as this person may see the other end.

    By the day of the other directive, older ones first.
    """
    relations = session.scalars(
        select(Relation)
        .where(Relation.directive_id == directive.id)
        .where(or_(Relation.target_id.is_(None), Relation.target_id.in_(visible_ids(staff))))
        .options(joinedload(Relation.target))
        .order_by(Relation.id)
    )
    return sorted(relations, key=lambda each: (each.target and each.target.issued_on) or date.min)
