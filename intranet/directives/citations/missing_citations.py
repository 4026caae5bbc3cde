"""Papers that the store's directives cite and that never came: what to ask for and upload next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Date,
    Subquery,
    exists,
    func,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from intranet.core.paging import ListPage
from intranet.directives.audience.visibility import visible, visible_to
from intranet.directives.citations.cited_directive import might_be
from intranet.directives.citations.models import Citation
from intranet.directives.citations.relation_edges import is_latest, not_rejected
from intranet.directives.models import Directive, Relation, Version
from intranet.language.bodies.levels import Level, level_of
from intranet.language.symbols.parsing import parse_symbol
from intranet.people.models import StaffMember

PAGE_SIZE = 25
EXAMPLES = 3
Citing = aliased(Directive)


@dataclass(frozen=True)
class Absent:
    """A cited symbol without a directive; the day where all who cite it give the same."""

    symbol: str
    number: int
    cited_on: date | None
    citing: list[Directive] = field(default_factory=list)

    @property
    def level(self) -> Level | None:
        """The level of its issuer as far as the symbol tells."""
        symbol = parse_symbol(self.symbol)
        return level_of(symbol, "") if symbol else None


def absent_papers(session: Session, staff: StaffMember, number: int = 1) -> ListPage[Absent]:
    """What is cited and not in the store, with how many directives cite it."""
    cited = _cited(staff)
    times = func.count(cited.c.citing.distinct())
    groups = (
        select(
            cited.c.key,
            func.max(cited.c.symbol),
            times,
            func.min(cited.c.cited_on),
            func.max(cited.c.cited_on),
            func.count().over(),
        )
        .group_by(cited.c.key)
        .order_by(times.desc(), cited.c.key)
    )
    number = max(1, number)
    page = session.execute(groups.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    if not page and number > 1:
        return absent_papers(session, staff)
    rows = {row[0]: Absent(row[1], row[2], row[3] if row[3] == row[4] else None) for row in page}
    _show_some(session, _cited(staff, tuple(rows)), rows)
    return ListPage(number, PAGE_SIZE, page[0][5] if page else 0, list(rows.values()))


def _show_some(session: Session, cited: Subquery, rows: dict[str, Absent]) -> None:
    """Put the newest citing directives beside each symbol."""
    if not rows:
        return
    pairs = session.execute(
        select(cited.c.key, Directive)
        .join(Directive, Directive.id == cited.c.citing)
        .distinct()
        .order_by(Directive.issued_on.desc(), Directive.id.desc())
    )
    for key, directive in pairs:
        if len(rows[key].citing) < EXAMPLES:
            rows[key].citing.append(directive)


def _cited(staff: StaffMember, keys: Sequence[str] | None = None) -> Subquery:
    """key, symbol, citing, cited_on of every citation that leads to nothing in the store.

    With `keys` only of these symbols.
    """
    seen = visible(staff).with_only_columns(Directive.id)
    found = (
        select(
            Citation.key.label("key"),
            Citation.symbol.label("symbol"),
            Citing.id.label("citing"),
            Citation.cited_on.label("cited_on"),
        )
        .join(Version, Version.file_id == Citation.file_id)
        .join(Citing, Citing.id == Version.directive_id)
        .where(is_latest(), not_rejected(), Citing.id.in_(seen))
        .where(or_(Citing.symbol_key != Citation.key, Citation.cited_on.is_not(None)))
        .where(~_is_there(staff))
    )
    entered = select(
        Relation.target_key,
        Relation.target_symbol,
        Relation.directive_id,
        type_coerce(null(), Date),
    ).where(Relation.target_id.is_(None), Relation.directive_id.in_(seen))
    if keys is not None:
        found = found.where(Citation.key.in_(keys))
        entered = entered.where(Relation.target_key.in_(keys))
    return union_all(found, entered).subquery()


def _is_there(staff: StaffMember) -> ColumnElement[bool]:
    return exists().where(
        Directive.symbol_key == Citation.key,
        Directive.id != Citing.id,
        visible_to(staff),
        might_be(Directive.issued_on, Citing.issued_on, Citation.cited_on, Citation.symbol),
    )
