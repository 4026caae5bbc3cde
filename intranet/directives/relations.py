"""What directives do with one another: entered by hand, known by symbol. Nothing here commits."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.tasks import after_commit
from intranet.directives.errors import NotItself, SymbolUnreadable
from intranet.directives.models import Directive, Relation, RelationKind, Status
from intranet.language.symbols import lookup_key, parse_symbol
from intranet.people.models import StaffMember

ENDS = {
    RelationKind.REPLACES: Status.REPLACED,
    RelationKind.REPEALS: Status.EXPIRED,
}


def relate(
    session: Session, by: StaffMember, directive: Directive, kind: RelationKind, symbol: str
) -> Relation:
    """The relation to the directive with this symbol, which may not be in the store yet.

    The same relation twice is one. Raises SymbolUnreadable, NotItself.
    """
    parsed = parse_symbol(symbol)
    if parsed is None:
        raise SymbolUnreadable
    key = lookup_key(parsed.key)
    if key == directive.symbol_key:
        raise NotItself
    same = select(Relation).filter_by(directive_id=directive.id, kind=kind, target_key=key)
    if found := session.scalar(same):
        return found
    target = _by_key(session, key)
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
    audit.record(
        session, by, "relation.added", on=directive, kind=kind.value, target=relation.target_symbol
    )
    return relation


def unrelate(session: Session, by: StaffMember, relation: Relation) -> None:
    """Take a relation back that was entered by mistake."""
    audit.record(
        session,
        by,
        "relation.removed",
        on=relation.directive,
        kind=relation.kind.value,
        target=relation.target_symbol,
    )
    session.delete(relation)


def _by_key(session: Session, key: str) -> Directive | None:
    newest = select(Directive).filter_by(symbol_key=key).order_by(Directive.issued_on.desc())
    return session.scalar(newest.limit(1))


def resolve_waiting(session: Session, directive: Directive) -> None:
    """Point the relations that waited for this symbol to the directive that has now come."""
    if not directive.symbol_key:
        return
    waiting = select(Relation).filter_by(target_key=directive.symbol_key, target_id=None)
    for relation in session.scalars(waiting):
        relation.target = directive
        _end_target(session, relation)


def _end_target(session: Session, relation: Relation) -> None:
    if relation.target is not None and relation.kind in ENDS:
        relation.target.status = ENDS[relation.kind]
        relation.target.changed_at = now()
        session.flush()
        after_commit(session, "index_directive", relation.target.id)
