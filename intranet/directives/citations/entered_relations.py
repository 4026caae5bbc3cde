"""What directives do with one another: entered by hand, known by symbol. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from intranet.core import audit
from intranet.core.clock import now
from intranet.directives.audience.visibility import visible
from intranet.directives.citations.cited_directive import meant
from intranet.directives.citations.models import Citation
from intranet.directives.errors import NotItself, SymbolUnreadable
from intranet.directives.models import Directive, Relation, RelationKind, Status
from intranet.directives.signals import directive_changed
from intranet.language.symbols.parsing import lookup_key, parse_symbol
from intranet.people.models import StaffMember

ENDS = {
    RelationKind.REPLACES: Status.REPLACED,
    RelationKind.REPEALS: Status.EXPIRED,
}


def relate(
    session: Session,
    by: StaffMember,
    directive: Directive,
    kind: RelationKind,
    symbol: str,
    *,
    cited_on: date | None = None,
) -> Relation:
    """The relation to the directive with this symbol, which may not be in the store yet.

    `cited_on` is its day where that is known. The same relation twice is one. Raises
    SymbolUnreadable, NotItself.
    """
    parsed = parse_symbol(symbol)
    if parsed is None:
        raise SymbolUnreadable
    key = lookup_key(parsed.key)
    same = select(Relation).filter_by(directive_id=directive.id, kind=kind, target_key=key)
    if found := session.scalar(same):
        return found
    target = _cited(session, parsed.key, cited_on, directive)
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
    audit.record(
        session, by, "relation.added", on=directive, kind=kind.value, target=relation.target_symbol
    )
    return relation


def unrelate(session: Session, by: StaffMember, relation: Relation) -> None:
    """Take a relation back that was entered by mistake, and what it did to the other directive."""
    audit.record(
        session,
        by,
        "relation.removed",
        on=relation.directive,
        kind=relation.kind.value,
        target=relation.target_symbol,
    )
    target, kind = relation.target, relation.kind
    session.delete(relation)
    session.flush()
    if target is not None:
        _revive(session, target, kind)


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
        if meant(relation.target_symbol, said, relation.directive, [directive]):
            relation.target = directive
            _end_target(session, relation)


def _cited(session: Session, symbol: str, cited_on: date | None, by: Directive) -> Directive | None:
    same = select(Directive).where(Directive.symbol_key == lookup_key(symbol))
    return meant(symbol, cited_on, by, session.scalars(same))


def _day_said(session: Session, relation: Relation) -> date | None:
    """The day that the citing paper gives the other one, where it was read."""
    said = select(Citation.cited_on).where(
        Citation.file_id == relation.directive.latest.file_id,
        Citation.key == relation.target_key,
        Citation.cited_on.is_not(None),
    )
    best_first = (Citation.kind == relation.kind).desc(), Citation.page
    return session.scalar(said.order_by(*best_first).limit(1))


def _end_target(session: Session, relation: Relation) -> None:
    if relation.target is not None and relation.kind in ENDS:
        _set_status(session, relation.target, ENDS[relation.kind])


def _revive(session: Session, target: Directive, kind: RelationKind) -> None:
    if target.status is not ENDS.get(kind):
        return
    others = select(Relation.id).where(Relation.target_id == target.id, Relation.kind.in_(ENDS))
    if session.scalar(others.limit(1)) is None:
        _set_status(session, target, Status.IN_FORCE)


def _set_status(session: Session, directive: Directive, status: Status) -> None:
    directive.status, directive.changed_at = status, now()
    session.flush()
    directive_changed.send(session, directive)


@dataclass(frozen=True)
class Chain:
    """The relations of a directive, each only as far as this person may see the other end."""

    forward: Sequence[Relation]
    backward: Sequence[Relation]

    @property
    def ended_by(self) -> Directive | None:
        """The directive that took the place of this one, the newest if there are several."""
        return next((one.directive for one in reversed(self.backward) if one.kind in ENDS), None)


def relations(session: Session, staff: StaffMember, directive: Directive) -> Chain:
    """What this directive rests on, and what rests on it, older ones first."""
    seen = visible(staff).with_only_columns(Directive.id)
    known = or_(Relation.target_id.is_(None), Relation.target_id.in_(seen))
    found = session.scalars(
        select(Relation)
        .where(
            or_(
                and_(Relation.directive_id == directive.id, known),
                and_(Relation.target_id == directive.id, Relation.directive_id.in_(seen)),
            )
        )
        .options(
            joinedload(Relation.target).joinedload(Directive.issuing_body),
            joinedload(Relation.directive).joinedload(Directive.issuing_body),
        )
        .order_by(Relation.id)
    ).all()
    forward = [one for one in found if one.directive_id == directive.id]
    backward = [one for one in found if one.target_id == directive.id]
    return Chain(
        sorted(forward, key=lambda one: _day(one.target)),
        sorted(backward, key=lambda one: _day(one.directive)),
    )


def _day(directive: Directive | None) -> date:
    return (directive and directive.issued_on) or date.min
